"""Leads a KPI file from the first look to the way back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from keystep.domain.kpi import KpiMapping
from keystep.gui import tasks
from keystep.gui.admin.kpis.import_page import ImportPage
from keystep.gui.admin.kpis.words import counts_of
from keystep.gui.admin.table.export import exported
from keystep.gui.i18n import isolate, tr
from keystep.gui.widgets.buttons import button
from keystep.services.kpi.importing import (
    ENDINGS,
    KpiOutcome,
    KpiPreview,
    import_kpis,
    look_into,
)

if TYPE_CHECKING:
    from keystep.gui.admin.kpis.desk import KpisDesk


class ImportDesk(QObject):
    """``behind`` is the list that is come back to."""

    def __init__(self, behind: KpisDesk) -> None:
        super().__init__(behind)
        self._behind, self._navigator = behind, behind.navigator
        self._page: ImportPage | None = None
        self._mapping: KpiMapping | None = None
        self._asked = 0

    def ask(self) -> None:
        """Ask for a file and show what would come of it."""
        endings = " ".join(f"*{ending}" for ending in ENDINGS)
        kinds = tr("KPI files ({endings})", endings=endings)
        path = self._navigator.desk.choose_file(tr("Choose a KPI file"), kinds)
        if path is not None:
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Show what would come of a file; nothing changes by it."""
        page = ImportPage(path)
        page.mapped.connect(self._map)
        page.import_wanted.connect(self._import)
        page.other_wanted.connect(self.ask)
        page.back_wanted.connect(self._leave)
        for table in (page.rows, page.faults):
            exported(table, self._navigator, f"{path.stem}-{tr('rows')}.csv")
        before, self._page, self._mapping = self._page, page, None
        self._navigator.show(page)
        self._navigator.window.forget(before)
        self._look(page)

    def _map(self, mapping: KpiMapping) -> None:
        self._mapping = mapping
        if self._page is not None:
            self._look(self._page)

    def _look(self, page: ImportPage) -> None:
        """Of several readings under way the last one counts."""
        self._asked += 1
        asked = self._asked

        def looked(found: KpiPreview) -> None:
            if asked == self._asked and page is self._page:
                page.show_looked(found)

        def failed(error: Exception) -> None:
            if asked == self._asked and page is self._page:
                page.show_fault(tasks.said(error))

        work = partial(look_into, self._navigator.office, page.file, self._mapping)
        tasks.start(self, work, looked, failed)

    def _import(self) -> None:
        page = self._page
        if page is None:
            return

        def failed(error: Exception) -> None:
            self._navigator.window.tell_unexpected(error)
            if page is self._page:
                page.offer_again()

        work = partial(import_kpis, self._navigator.office, page.file, self._mapping)
        tasks.start(self, work, partial(self._came, page.file), failed)

    def _came(self, file: Path, came: KpiOutcome) -> None:
        """Back at the list it is said what came of the file, with the way back."""
        self._leave()
        name = isolate(file.name)
        changed = came.counts.new + came.counts.corrected
        nothing = tr("There is nothing new in {file}", file=name)
        title = tr("{file} is imported", file=name) if changed else nothing
        undo = button(tr("Undo"), on_click=partial(self._behind.undo, came.activity, title))
        tone = "warning" if came.read.refused else "success"
        told = counts_of(came.counts, came.read)
        self._navigator.window.tell(tone, title, told, (undo,) if changed else ())
        self._navigator.refresh()

    def _leave(self) -> None:
        self._behind.show()
        self._navigator.window.forget(self._page)
        self._page = None
