"""Where one goes in the admin face, and what its buttons set going."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from keystep.aggregate.board import FEWEST_FRESH
from keystep.errors import PassphraseRefused
from keystep.gui import tasks
from keystep.gui.admin.board_page import BoardPage
from keystep.gui.admin.desk import Desk
from keystep.gui.admin.events_page import PAGE, EventsPage
from keystep.gui.admin.importer import ImportJob
from keystep.gui.admin.inbox_model import Show
from keystep.gui.admin.inbox_page import InboxPage
from keystep.gui.admin.key_result_page import KeyResultPage
from keystep.gui.admin.page import Page
from keystep.gui.admin.state import State, read_state
from keystep.gui.admin.window import INBOX, OBJECTIVES, AdminWindow
from keystep.gui.admin.words import today_or_day
from keystep.gui.i18n import tr, trn
from keystep.gui.widgets.layout import Layout
from keystep.paths import resources
from keystep.services import okrs
from keystep.services.drilldown import DrillDown, drill_down
from keystep.services.importing import ImportReport
from keystep.services.office import Office, unlock
from keystep.services.reporting import write_report

REPORT = "report.html"


class Navigator(QObject):
    """Builds the pages from what the office knows and follows their signals."""

    def __init__(self, window: AdminWindow, office: Office, desk: Desk) -> None:
        super().__init__(window)
        self._window, self._office, self._desk = window, office, desk
        self._state: State | None = None
        self._report: ImportReport | None = None
        self._job: ImportJob | None = None
        self._waiting: Callable[[], None] | None = None
        self._board: BoardPage | None = None
        self._inbox: InboxPage | None = None
        self._behind: Page | None = None
        window.place_chosen.connect(self.go_to)
        window.arranged.connect(self._arrange)

    @property
    def is_ready(self) -> bool:
        """Whether the pages are there."""
        return self._state is not None

    @property
    def is_importing(self) -> bool:
        """Whether an import is under way, or what it did is not shown yet."""
        return self._job is not None

    def start(self) -> None:
        self.refresh(lambda: self.go_to(OBJECTIVES))

    def refresh(self, then: Callable[[], None] = lambda: None) -> None:
        """Read the office anew in a worker and show it; ``then`` follows."""
        office, report = self._office, self._report

        def show(state: State) -> None:
            self._show_state(state)
            then()

        tasks.start(self, lambda: read_state(office, report), show, self._window.refuse)

    def go_to(self, place: str) -> None:
        """Show a place of the rail."""
        page = self._board if place == OBJECTIVES else self._inbox
        if page is not None:
            self._show(page, place)

    def open_key_result(self, key_result: str) -> None:
        """Show what is behind a key result."""
        office = self._office
        self._run(lambda: drill_down(office, key_result), self._show_key_result)

    def open_events(self, back: Page) -> None:
        """Show the raw events; ``back`` leads to the page they were asked for on."""
        names = {row.device: row.name for row in self._office.ledger.stations()}
        page = EventsPage(names)
        page.back_wanted.connect(lambda: self._show(back, OBJECTIVES))
        page.page_wanted.connect(lambda offset: self._load_events(page, offset))
        self._load_events(page, 0)
        self._show(page, OBJECTIVES)

    def import_now(self, enrolling: str = "") -> None:
        """Import the share; where the key is locked, once it is unlocked."""
        if self._job is not None or self._inbox is None:
            return
        self.go_to(INBOX)
        if self._office.keys is None:
            self._waiting = lambda: self.import_now(enrolling)
            self._inbox.unlock.ask(
                tr("Enrolling needs the passphrase")
                if enrolling
                else tr("Importing needs the passphrase")
            )
            return
        self._job = ImportJob(self._office, self)
        self._job.follow(self._inbox.tell_progress)
        self._job.finished.connect(self._imported)
        self._job.failed.connect(self._not_imported)
        self._inbox.start_import()
        self._job.start(enrolling)

    def cancel_import(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def give_passphrase(self, passphrase: str) -> None:
        """Open the admin's key and go on with what waits for it."""
        office = self._office
        tasks.start(self, lambda: unlock(office, passphrase), self._unlocked, self._still_locked)

    def write_report(self) -> None:
        """Write the report beside the office's data and open it."""
        office, path = self._office, self._office.home / REPORT
        self._run(lambda: write_report(office, resources(), path), self._show_report)

    def load_okrs(self) -> None:
        """Ask for a file of OKRs and make its cycle the current one."""
        path = self._desk.choose_file(tr("Load OKRs"), tr("OKRs (*.toml)"))
        if path is not None:
            office = self._office
            self._run(lambda: okrs.load_okrs(office, path), lambda _cycle: self.refresh())

    def load_kpis(self) -> None:
        """Ask for a KPI file; the good rows count, the bad ones are told."""
        path = self._desk.choose_file(tr("Import KPI file"), tr("KPI files (*.csv)"))
        if path is not None:
            office = self._office
            self._run(lambda: okrs.load_kpis(office, path), lambda told: self._loaded(path, told))

    def _run(self, work: Callable[[], object], done: Callable[..., object]) -> None:
        tasks.start(self, work, done, self._window.tell_unexpected)

    def _show_state(self, state: State) -> None:
        self._state = state
        self._window.rail.set_owner(state.organisation, tr("Office"))
        look = state.inbox.count(Show.LOOK)
        self._window.rail.set_badge(INBOX, look, urgent=look > 0)
        self._window.line.set_line(*foot_of(state))
        if self._board is None or self._inbox is None:
            self._build(state)
        else:
            self._board.show_board(state.board, state.now)
            self._inbox.show_inbox(state.inbox)

    def _build(self, state: State) -> None:
        self._board = BoardPage(state.board, state.now)
        self._board.opened.connect(self.open_key_result)
        self._board.report_wanted.connect(self.write_report)
        self._board.okrs_wanted.connect(self.load_okrs)
        self._board.kpis_wanted.connect(self.load_kpis)
        self._inbox = InboxPage(state.inbox)
        self._inbox.import_wanted.connect(self.import_now)
        self._inbox.cancel_wanted.connect(self.cancel_import)
        self._inbox.enrol_wanted.connect(self.import_now)
        self._inbox.unlock.given.connect(self.give_passphrase)

    def _show(self, page: Page, place: str) -> None:
        page.arrange(self._window.layout_class)
        self._window.show_page(page, place)
        page.focus_first()

    def _show_key_result(self, detail: DrillDown) -> None:
        if self._state is None:
            return
        page = KeyResultPage(detail, self._state.now)
        page.back_wanted.connect(lambda: self.go_to(OBJECTIVES))
        page.events_wanted.connect(lambda: self.open_events(page))
        self._window.forget(self._behind)
        self._behind = page
        self._show(page, OBJECTIVES)

    def _load_events(self, page: EventsPage, offset: int) -> None:
        office, now = self._office, self._office.clock.now()
        self._run(
            lambda: office.ledger.events(limit=PAGE + 1, offset=offset),
            lambda events: page.show_page(events, offset, now),
        )

    def _imported(self, report: ImportReport) -> None:
        self._report = report
        self._end_import()

    def _not_imported(self, error: Exception) -> None:
        self._end_import()
        self._window.tell_unexpected(error)

    def _end_import(self) -> None:
        if self._inbox is not None:
            self._inbox.end_import()
        self.refresh(self._after_import)

    def _after_import(self) -> None:
        if self._job is not None:
            self._job.deleteLater()
            self._job = None
        if self._report is not None and self._report.unanswered is not None:
            why = tasks.said(self._report.unanswered)
            self._window.tell("warning", tr("The stations could not be answered"), why)

    def _unlocked(self, office: Office) -> None:
        self._office = office
        if self._inbox is not None:
            self._inbox.unlock.done()
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()

    def _still_locked(self, error: Exception) -> None:
        if self._inbox is None:
            return
        if isinstance(error, PassphraseRefused):
            self._inbox.unlock.refuse(tr("That is not the passphrase. Nothing was changed."))
        else:
            self._inbox.unlock.refuse(tasks.said(error))

    def _show_report(self, path: Path) -> None:
        self._desk.show_file(path)
        self._window.tell("success", tr("The report is written"), str(path))

    def _loaded(self, path: Path, told: tuple[int, tuple[object, ...]]) -> None:
        rows, faults = told
        title = trn("1 row of {file} counts", "{n} rows of {file} count", rows, file=path.name)
        text = "\n".join(str(fault) for fault in faults[:10])
        if faults:
            left = trn("1 row was left out", "{n} rows were left out", len(faults))
            title = tr("{told}, {left}", told=title, left=left)
        self.refresh(lambda: self._window.tell("warning" if faults else "success", title, text))

    def _arrange(self, layout: Layout) -> None:
        for page in self._window.all_pages():
            page.arrange(layout)


def foot_of(state: State) -> tuple[str, str, tuple[str, ...]]:
    """(status, first words, further facts) of the line at the foot."""
    stations = state.stations
    if not stations.known:
        return "no_data", tr("No station is enrolled yet"), ()
    told = tr("{n} of {known} stations reported", n=stations.reported, known=stations.known)
    silent, facts = stations.known - stations.reported, []
    if silent:
        facts.append(tr("{n} silent: counted as unknown, not as inactive", n=silent))
    if stations.imported:
        facts.append(tr("newest data came {when}", when=today_or_day(stations.imported, state.now)))
    heard = stations.reported >= FEWEST_FRESH * stations.known
    return ("saved" if heard else "stale"), told, tuple(facts)
