"""Objectives read from a file, and written to one."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from keystep.gui.i18n import mark, tr
from keystep.services.okr.files import Loaded, export_okrs, load_okrs

if TYPE_CHECKING:
    from keystep.gui.admin.navigator import Navigator

KINDS = mark("Objectives (*.toml *.json *.csv)")


class OkrFiles(QObject):
    """``loaded``: a cycle was read, and is the current one now."""

    loaded = Signal()

    def __init__(self, navigator: Navigator) -> None:
        super().__init__(navigator)
        self._navigator = navigator

    def load(self) -> None:
        """Ask for a file and make its cycle the current one."""
        path = self._navigator.desk.choose_file(tr("Load objectives"), tr(KINDS))
        if path is not None:
            office = self._navigator.office
            self._navigator.run(partial(load_okrs, office, path), self._tell_loaded)

    def write(self, cycle_id: str) -> None:
        """Ask for the name of a file and write a cycle into it."""
        title = tr("Write objectives to a file")
        path = self._navigator.desk.name_file(title, f"{cycle_id}.toml")
        if path is not None:
            office = self._navigator.office
            self._navigator.run(partial(export_okrs, office, path, cycle_id), self._tell_written)

    def _tell_loaded(self, loaded: Loaded) -> None:
        window, title = self._navigator.window, loaded.cycle.title
        told = tr("{cycle} is loaded, and is the current cycle", cycle=title)
        same = tr("{cycle} is here already, word for word", cycle=title)
        said = same if loaded.activity is None else told
        self.loaded.emit()
        self._navigator.refresh(lambda: window.tell("success", said))

    def _tell_written(self, path: Path) -> None:
        self._navigator.window.tell("success", tr("The objectives are written"), str(path))
