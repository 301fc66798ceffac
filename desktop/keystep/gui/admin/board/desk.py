"""Fulfils the wishes of the board and of the pages behind it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject

from keystep.aggregate.learner_rows import Behind
from keystep.domain.okr import Board
from keystep.domain.scope import EVERYBODY, Scope
from keystep.gui.admin.board.events_page import PAGE, EventsPage
from keystep.gui.admin.board.key_result_page import KeyResultPage
from keystep.gui.admin.board.page import BoardPage
from keystep.gui.admin.board.reading import Detail, read_detail
from keystep.gui.admin.board.whose import OF_ALL, Whose
from keystep.gui.admin.okrs.files import OkrFiles
from keystep.gui.admin.okrs.plan import KEY_RESULT
from keystep.gui.admin.page import Page
from keystep.gui.admin.state import State
from keystep.gui.i18n import tr
from keystep.paths import resources
from keystep.services.drilldown import DrillDown
from keystep.services.okr.board import board
from keystep.services.okr.cycles import Listed
from keystep.services.reporting.files import write_report

if TYPE_CHECKING:
    from keystep.gui.admin.navigator import Navigator

REPORT = "report.html"
CURRENT = ""


class BoardDesk(QObject):
    """Leads from the board to what is behind it, and loads what it is made of."""

    def __init__(self, navigator: Navigator) -> None:
        super().__init__(navigator)
        self._navigator = navigator
        self._page: BoardPage | None = None
        self._behind: Page | None = None
        self._state: State | None = None
        self._viewed = CURRENT
        self.files = OkrFiles(navigator)
        self.files.loaded.connect(self._forget_viewed)

    @property
    def page(self) -> BoardPage | None:
        """None before anything was read."""
        return self._page

    def show(self) -> None:
        if self._page is not None:
            self._navigator.show(self._page)

    def show_current(self) -> None:
        """Show the board of the cycle that counts now."""
        self._forget_viewed()
        self.show()

    def take(self, state: State) -> None:
        """Show another state of the board."""
        self._state = state
        if self._page is None:
            self._page = self._made(BoardPage(None, state.now))
        if not any(one.cycle.id == self._viewed for one in state.cycles):
            self._viewed = CURRENT
        if self._viewed == CURRENT:
            self._show_board(state, state.board)
        else:
            self.view_cycle(self._viewed)

    def view_cycle(self, cycle_id: str) -> None:
        """Show the board of any cycle; which one counts is not changed by it."""
        state, office = self._state, self._navigator.office
        if state is None:
            return
        self._viewed = cycle_id
        current = state.board is not None and state.board.cycle.id == cycle_id
        if current:
            self._viewed = CURRENT
            self._show_board(state, state.board)
        else:
            read = partial(board, office, cycle_id)
            self._navigator.run(read, partial(self._show_board, state))

    def open_key_result(
        self, key_result: str, scope: Scope = EVERYBODY, back: Page | None = None
    ) -> None:
        """Show what is behind a key result, over ``scope``; ``back`` is the page before."""
        read = partial(read_detail, self._navigator.office, key_result, self._viewed, scope)
        self._navigator.run(read, lambda told: self._show_key_result(told, back))

    def open_events(self, back: Page, whose: Whose = OF_ALL) -> None:
        """Show the raw events of ``whose``; ``back`` is the page they were asked for on."""
        enrolled = self._navigator.office.ledger.members.enrolled()
        page = EventsPage({row.device: row.name for row in enrolled}, whose.called)
        page.back_wanted.connect(lambda: self._navigator.show(back))
        page.page_wanted.connect(lambda offset: self._load_events(page, whose, offset))
        self._load_events(page, whose, 0)
        self._navigator.show(page)

    def write_report(self) -> None:
        """Write the report beside the office's data and open it."""
        office = self._navigator.office
        path = office.home / REPORT
        self._navigator.run(partial(write_report, office, resources(), path), self._show_report)

    def _forget_viewed(self) -> None:
        self._viewed = CURRENT

    def _made(self, page: BoardPage) -> BoardPage:
        page.ways.insertWidget(0, self._navigator.alignment.way)
        page.opened.connect(self.open_key_result)
        page.cycle_chosen.connect(self.view_cycle)
        page.report_wanted.connect(self.write_report)
        page.load_wanted.connect(self.files.load)
        page.write_wanted.connect(lambda: self.files.write(self._cycle_id()))
        page.measures_wanted.connect(self._navigator.measures.show)
        page.kpis_wanted.connect(self._navigator.kpis.show)
        page.plan_wanted.connect(lambda: self._navigator.plan.open(self._cycle_id()))
        page.closing_wanted.connect(lambda: self._navigator.closing.open(self._cycle_id()))
        page.check_in_wanted.connect(lambda: self._check_in("", self.show))
        return page

    def _show_board(self, state: State, shown: Board | None) -> None:
        if self._page is None or (shown is not None and not self._is_viewed(state, shown)):
            return
        cycles = [(one.cycle.id, cycle_words(one)) for one in state.cycles]
        closed = {one.cycle.id for one in state.cycles if one.closing is not None}
        over = shown is not None and shown.cycle.id in closed
        self._page.show_board(shown, state.now, cycles, closed=over)

    def _is_viewed(self, state: State, shown: Board) -> bool:
        """Whether it is still wanted: what was read meanwhile may come late."""
        current = state.board.cycle.id if state.board is not None else ""
        return shown.cycle.id == (self._viewed or current)

    def _cycle_id(self) -> str:
        """The cycle that is shown; "" while there is none."""
        now = self._state.board if self._state is not None else None
        return self._viewed or (now.cycle.id if now is not None else "")

    def _check_in(self, key_result: str, back: Callable[[], object]) -> None:
        self._navigator.check_in.open(self._cycle_id(), key_result, back)

    def _show_key_result(self, read: Detail, before: Page | None = None) -> None:
        detail, now = read.behind, self._navigator.office.clock.now()
        key_result, closed = detail.row.key_result.id, self._is_closed(detail.board)
        page = KeyResultPage(detail, now, compared=read.compared, inner=before is not None)
        page.show_check_ins(read.check_ins, closed=closed)
        page.events_wanted.connect(lambda: self.open_events(page, Whose(scope=detail.scope)))
        page.team_wanted.connect(partial(self._open_team, page, detail))
        page.compare_wanted.connect(partial(self._navigator.impact.open, key_result))
        page.people_wanted.connect(
            partial(self._navigator.measures.open_people, page, detail.scope)
        )
        back = partial(self.open_key_result, key_result)
        page.check_in_wanted.connect(lambda: self._check_in(key_result, back))
        page.plan_wanted.connect(
            lambda: self._navigator.plan.open(self._cycle_id(), (KEY_RESULT, key_result))
        )
        if before is not None:
            page.back_wanted.connect(lambda: self._navigator.step_back(page, before))
        else:
            page.back_wanted.connect(self.show)
            self._navigator.window.forget(self._behind)
            self._behind = page
        self._navigator.show(page)

    def _open_team(self, page: Page, detail: DrillDown, team: str) -> None:
        """From all teams to one; from one to its people."""
        scope = replace(detail.scope, team=team)
        if detail.scope.team:
            lessons = tuple(row.lesson for _, row in detail.lessons)
            self._navigator.measures.open_people(page, scope, team, Behind(lessons=lessons))
        else:
            self.open_key_result(detail.row.key_result.id, scope, page)

    def _is_closed(self, shown: Board) -> bool:
        every = self._state.cycles if self._state is not None else ()
        return any(one.cycle.id == shown.cycle.id and one.closing is not None for one in every)

    def _load_events(self, page: EventsPage, whose: Whose, offset: int) -> None:
        office = self._navigator.office
        self._navigator.run(
            partial(whose.events, office, page.kinds, PAGE + 1, offset),
            lambda events: page.show_page(events, offset, office.clock.now()),
        )

    def _show_report(self, path: Path) -> None:
        self._navigator.desk.show_file(path)
        self._navigator.window.tell("success", tr("The report is written"), str(path))


def cycle_words(listed: Listed) -> str:
    """How a cycle is called where one is chosen."""
    if listed.closing is None:
        return listed.cycle.title
    return tr("{cycle}, closed", cycle=listed.cycle.title)
