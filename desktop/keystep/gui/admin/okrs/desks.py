"""Keeps the pages on which the objectives are written, and fulfils their wishes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import Signal

from keystep.domain.okr import CheckIn, Cycle, Retrospective
from keystep.errors import UsageError
from keystep.gui.admin.okrs.acts import Act
from keystep.gui.admin.okrs.check_in_page import CheckInPage
from keystep.gui.admin.okrs.closing_page import ClosingPage, Ending
from keystep.gui.admin.okrs.plan import Plan, read_plan
from keystep.gui.admin.okrs.plan_page import PlanPage
from keystep.gui.admin.okrs.plan_panels import next_cycle
from keystep.gui.admin.okrs.row_list import Key
from keystep.gui.admin.okrs.talk import Talk, read_talk
from keystep.gui.admin.reading_desk import ReadingDesk
from keystep.gui.admin.telling import told_catalog
from keystep.gui.i18n import tr, trn
from keystep.services.office import Office
from keystep.services.okr import check_ins, closing
from keystep.services.okr.board import board_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from keystep.gui.admin.navigator import Navigator


class PlanDesk(ReadingDesk[Plan]):
    """Shows the plan of one cycle at a time, "" being the current one. ``_done``: an act was."""

    _done = Signal()

    def __init__(self, navigator: Navigator) -> None:
        super().__init__(navigator)
        self._cycle = ""

    def open(self, cycle_id: str, key: Key | None = None) -> None:
        """Show the plan of a cycle; of it what has ``key``, if one is given."""
        self._cycle = cycle_id
        self.show()
        if key is not None and isinstance(self._page, PlanPage):
            self._page.begin_at(key)

    def make(self) -> PlanPage:
        page = PlanPage()
        board = self.navigator.board
        page.back_wanted.connect(board.show)
        page.again_wanted.connect(self.refresh)
        page.act_wanted.connect(self._act)
        page.cycle_wanted.connect(self._turn)
        page.closing_wanted.connect(self.navigator.closing.open)
        page.write_wanted.connect(board.files.write)
        self._done.connect(page.land)
        page.load_wanted.connect(board.files.load)
        return page

    def read(self, office: Office) -> Plan:
        return read_plan(office, self._cycle)

    def fill(self, model: Plan) -> None:
        if isinstance(self._page, PlanPage):
            self._page.show_plan(model)

    def fail(self, words: str) -> None:
        if isinstance(self._page, PlanPage):
            self._page.show_fault(words)

    def _turn(self, cycle_id: str) -> None:
        self._cycle = cycle_id
        self.refresh()

    def _act(self, act: Act) -> None:
        def do(office: Office) -> int:
            entry = act.do(office)
            self._done.emit()
            return entry

        self.change(do, act.title, tell=told_catalog)


class CheckInDesk(ReadingDesk[Talk | None]):
    """Goes through the key results of a cycle; then back to where one came from."""

    def __init__(self, navigator: Navigator) -> None:
        super().__init__(navigator)
        self._cycle = ""
        self._back: Callable[[], object] = navigator.board.show

    def open(self, cycle_id: str, key_result: str, back: Callable[[], object]) -> None:
        """Begin at a key result, with "" at the first that is due."""
        self._cycle, self._back = cycle_id, back
        self.show()
        if isinstance(self._page, CheckInPage):
            self._page.begin_at(key_result)

    def make(self) -> CheckInPage:
        page = CheckInPage(tr("Objectives"))
        page.back_wanted.connect(self._go_back)
        page.again_wanted.connect(self.refresh)
        page.saved.connect(self._check_in)
        return page

    def read(self, office: Office) -> Talk | None:
        return read_talk(office, self._cycle)

    def fill(self, model: Talk | None) -> None:
        if isinstance(self._page, CheckInPage):
            self._page.show_talk(model)

    def fail(self, words: str) -> None:
        if isinstance(self._page, CheckInPage):
            self._page.show_fault(words)

    def _go_back(self) -> None:
        self._back()

    def _check_in(self, said: CheckIn) -> None:
        def act(office: Office) -> int:
            told = replace(said, at=office.clock.now().at, by=office.admin)
            return check_ins.check_in(office, told)

        self.change(act, tr("Checked in"), tell=told_catalog)


class ClosingDesk(ReadingDesk[Ending]):
    """Closes a cycle, and carries its key results over."""

    def __init__(self, navigator: Navigator) -> None:
        super().__init__(navigator)
        self._cycle = ""

    def open(self, cycle_id: str) -> None:
        """Show how a cycle closes, or how it closed."""
        if cycle_id != self._cycle:
            self.navigator.window.forget(self._page)
            self._page = None
        self._cycle = cycle_id
        self.show()

    def make(self) -> ClosingPage:
        page = ClosingPage()
        page.back_wanted.connect(self.navigator.board.show)
        page.again_wanted.connect(self.refresh)
        page.closed.connect(self._close)
        page.carried.connect(self._carry)
        return page

    def read(self, office: Office) -> Ending:
        plan = read_plan(office, self._cycle)
        shown = plan.shown
        if shown is None or shown.cycle.id != self._cycle:
            raise UsageError(
                "The cycle {cycle} is no longer here. Choose another.", cycle=self._cycle
            )
        return Ending(
            listed=shown,
            board=board_of(office, shown.cycle),
            following=next_cycle(plan),
            taken=tuple(one.cycle.id for one in plan.cycles),
            now=plan.now,
        )

    def fill(self, model: Ending) -> None:
        if isinstance(self._page, ClosingPage):
            self._page.show_ending(model)

    def fail(self, words: str) -> None:
        if isinstance(self._page, ClosingPage):
            self._page.show_fault(words)

    def _close(self, retrospective: Retrospective) -> None:
        act = partial(closing.close, cycle_id=self._cycle, retrospective=retrospective)
        self.change(act, tr("The cycle is closed"), tell=told_catalog)

    def _carry(self, new: Cycle, key_results: tuple[str, ...]) -> None:
        act = partial(closing.carry_over, cycle_id=self._cycle, new=new, key_results=key_results)
        title = trn(
            "1 key result goes on in {cycle}",
            "{n} key results go on in {cycle}",
            len(key_results),
            cycle=new.title,
        )
        self.navigator.board.show_current()
        self.change(act, title, tell=told_catalog)
