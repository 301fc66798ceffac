"""The window of the learn face."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from keystep.gui import tasks
from keystep.gui.face_window import FaceWindow, FaceWords
from keystep.gui.i18n import tr
from keystep.gui.learn.opening import Opened, open_home
from keystep.gui.theme import Appearance
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.rail import RailItem

if TYPE_CHECKING:
    from keystep.gui.learn.navigator import Navigator

Opening = Callable[[Path], "Opened[Navigator]"]


class LearnWindow(FaceWindow):
    """``folder_wanted``: somebody asks where their progress goes."""

    folder_wanted = Signal()

    def __init__(self, home: Path, appearance: Appearance, opening: Opening = open_home) -> None:
        words = FaceWords(
            tr("Keystep"), tr("Opening what you learn"), tr("What you learn cannot be opened")
        )
        places = (
            RailItem("today", "today", tr("Today")),
            RailItem("paths", "paths", tr("Paths")),
            RailItem("cards", "cards", tr("Cards")),
            RailItem("library", "library", tr("Library")),
            RailItem("progress", "progress", tr("My progress"), tr("Progress")),
        )
        super().__init__(home, appearance, words, places, lambda: opening(home))
        self._navigator: Navigator | None = None
        self.line.trailing.addWidget(
            button(tr("The folder"), "quiet", on_click=self.folder_wanted.emit)
        )

    @property
    def navigator(self) -> Navigator | None:
        """Who leads through the pages; None before the station is open."""
        return self._navigator

    def welcome(self, opened: Opened[Navigator]) -> None:
        """Show Today, or the first start."""
        self._navigator = opened.lead(self, opened.station)
        self._navigator.start()
        for fault in opened.station.shelf.faults:
            self.tell("danger", tr("Some lessons are missing"), tasks.said(fault))
