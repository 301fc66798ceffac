"""Fulfils the wishes of the board and of the pages behind it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from keystep.gui.admin.board_page import BoardPage
from keystep.gui.admin.events_page import PAGE, EventsPage
from keystep.gui.admin.key_result_page import KeyResultPage
from keystep.gui.admin.page import Page
from keystep.gui.admin.state import State
from keystep.gui.i18n import tr, trn
from keystep.paths import resources
from keystep.services import okrs
from keystep.services.drilldown import DrillDown, drill_down
from keystep.services.reporting import write_report

if TYPE_CHECKING:
    from keystep.gui.admin.navigator import Navigator

REPORT = "report.html"


class BoardDesk(QObject):
    """Leads from the board to what is behind it, and loads what it is made of."""

    def __init__(self, navigator: Navigator) -> None:
        super().__init__(navigator)
        self._navigator = navigator
        self._page: BoardPage | None = None
        self._behind: Page | None = None

    @property
    def page(self) -> BoardPage | None:
        """None before anything was read."""
        return self._page

    def show(self) -> None:
        if self._page is not None:
            self._navigator.show(self._page)

    def take(self, state: State) -> None:
        """Show another state of the board."""
        if self._page is not None:
            self._page.show_board(state.board, state.now)
            return
        self._page = BoardPage(state.board, state.now)
        self._page.opened.connect(self.open_key_result)
        self._page.report_wanted.connect(self.write_report)
        self._page.okrs_wanted.connect(self.load_okrs)
        self._page.kpis_wanted.connect(self.load_kpis)

    def open_key_result(self, key_result: str) -> None:
        """Show what is behind a key result."""
        office = self._navigator.office
        self._navigator.run(partial(drill_down, office, key_result), self._show_key_result)

    def open_events(self, back: Page) -> None:
        """Show the raw events; ``back`` is the page they were asked for on."""
        enrolled = self._navigator.office.ledger.members.enrolled()
        page = EventsPage({row.device: row.name for row in enrolled})
        page.back_wanted.connect(lambda: self._navigator.show(back))
        page.page_wanted.connect(lambda offset: self._load_events(page, offset))
        self._load_events(page, 0)
        self._navigator.show(page)

    def write_report(self) -> None:
        """Write the report beside the office's data and open it."""
        office = self._navigator.office
        path = office.home / REPORT
        self._navigator.run(partial(write_report, office, resources(), path), self._show_report)

    def load_okrs(self) -> None:
        """Ask for a file of OKRs and make its cycle the current one."""
        path = self._navigator.desk.choose_file(tr("Load OKRs"), tr("OKRs (*.toml)"))
        if path is not None:
            office, refresh = self._navigator.office, self._navigator.refresh
            self._navigator.run(partial(okrs.load_okrs, office, path), lambda _cycle: refresh())

    def load_kpis(self) -> None:
        """Ask for a KPI file; the good rows count, the bad ones are told."""
        path = self._navigator.desk.choose_file(tr("Import KPI file"), tr("KPI files (*.csv)"))
        if path is not None:
            office = self._navigator.office
            self._navigator.run(partial(okrs.load_kpis, office, path), partial(self._loaded, path))

    def _show_key_result(self, detail: DrillDown) -> None:
        page = KeyResultPage(detail, self._navigator.office.clock.now())
        page.back_wanted.connect(self.show)
        page.events_wanted.connect(lambda: self.open_events(page))
        self._navigator.window.forget(self._behind)
        self._behind = page
        self._navigator.show(page)

    def _load_events(self, page: EventsPage, offset: int) -> None:
        office, kinds = self._navigator.office, page.kinds
        self._navigator.run(
            lambda: office.ledger.events(kinds=kinds, limit=PAGE + 1, offset=offset),
            lambda events: page.show_page(events, offset, office.clock.now()),
        )

    def _show_report(self, path: Path) -> None:
        self._navigator.desk.show_file(path)
        self._navigator.window.tell("success", tr("The report is written"), str(path))

    def _loaded(self, path: Path, told: tuple[int, tuple[object, ...]]) -> None:
        rows, faults = told
        title = trn("1 row of {file} counts", "{n} rows of {file} count", rows, file=path.name)
        text = "\n".join(str(fault) for fault in faults[:10])
        if faults:
            left = trn("1 row was left out", "{n} rows were left out", len(faults))
            title = tr("{told}, {left}", told=title, left=left)
        tone = "warning" if faults else "success"
        self._navigator.refresh(lambda: self._navigator.window.tell(tone, title, text))
