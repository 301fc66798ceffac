"""Where one goes in the admin face, and whose key opens what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from keystep.aggregate.board import FEWEST_FRESH
from keystep.errors import PassphraseRefused
from keystep.gui import tasks
from keystep.gui.admin.activity.desk import ActivityDesk
from keystep.gui.admin.alignment.desk import AlignmentDesk
from keystep.gui.admin.board.desk import BoardDesk
from keystep.gui.admin.desk import Desk
from keystep.gui.admin.impact.desk import ImpactDesk
from keystep.gui.admin.inbox.desk import InboxDesk
from keystep.gui.admin.inbox.model import Show
from keystep.gui.admin.kpis.desk import KpisDesk
from keystep.gui.admin.learning.desk import LearningDesk
from keystep.gui.admin.measures.desk import MeasuresDesk
from keystep.gui.admin.okrs.desks import CheckInDesk, ClosingDesk, PlanDesk
from keystep.gui.admin.own_name import OwnName
from keystep.gui.admin.packs.desk import PacksDesk
from keystep.gui.admin.page import Page
from keystep.gui.admin.people.desk import PeopleDesk
from keystep.gui.admin.reports.desk import ReportsDesk
from keystep.gui.admin.state import State, read_state
from keystep.gui.admin.stations.desk import StationsDesk
from keystep.gui.admin.unlock import UnlockCard
from keystep.gui.admin.window import (
    IMPACT,
    INBOX,
    LEARNING,
    OBJECTIVES,
    PACKS,
    PEOPLE,
    REPORTS,
    STATIONS,
    AdminWindow,
)
from keystep.gui.admin.words import today_or_day
from keystep.gui.i18n import tr
from keystep.gui.long_work import LongWork
from keystep.gui.widgets.layout import Layout
from keystep.services.office import Office, unlock


class PageDesk(Protocol):
    """Keeps one page of the rail and fulfils its wishes."""

    @property
    def page(self) -> Page | None: ...

    def show(self) -> None: ...

    def take(self, state: State) -> None:
        """The office changed: show it, if the page is there."""


class Navigator(QObject):
    """Leads from page to page; what the pages wish is fulfilled by their desks.

    ``office`` is replaced once its key is ``unlocked``; ``desk`` is the desktop around the window.
    """

    unlocked = Signal()

    def __init__(self, window: AdminWindow, office: Office, desk: Desk) -> None:
        super().__init__(window)
        self.window, self.office, self.desk = window, office, desk
        self._asked = self._shown = 0
        self.board, self.inbox = BoardDesk(self), InboxDesk(self)
        self.stations, self.people = StationsDesk(self), PeopleDesk(self)
        self.learning = LearningDesk(self)
        self.impact = ImpactDesk(self)
        self.activity, self.alignment = ActivityDesk(self), AlignmentDesk(self)
        self.packs = PacksDesk(self)
        self.plan, self.check_in = PlanDesk(self), CheckInDesk(self)
        self.closing = ClosingDesk(self)
        self.kpis, self.measures = KpisDesk(self), MeasuresDesk(self)
        self._behind: tuple[PageDesk, ...] = (
            *(self.kpis, self.measures),
            *(self.activity, self.alignment),
            *(self.plan, self.check_in, self.closing),
        )
        self._desks: Mapping[str, PageDesk] = {
            OBJECTIVES: self.board,
            LEARNING: self.learning,
            IMPACT: self.impact,
            STATIONS: self.stations,
            PEOPLE: self.people,
            INBOX: self.inbox,
            PACKS: self.packs,
            REPORTS: ReportsDesk(self),
        }
        self.own_name = OwnName(self)
        window.place_chosen.connect(self.go_to)
        window.arranged.connect(self._arrange)

    @property
    def is_ready(self) -> bool:
        """Whether the pages are there."""
        return self._shown > 0

    def start(self) -> None:
        """Show the board, then see what the share has."""
        self.refresh(self._begin)

    def leave(self) -> None:
        """The window closes: begin nothing more, and wait for nothing."""
        for work in self.window.findChildren(LongWork):
            work.stop()
        self.inbox.leave()

    def refresh(self, then: Callable[[], object] = lambda: None) -> None:
        """Read the office anew in a worker and show it; ``then`` follows."""
        self._asked += 1
        number, office, finding = self._asked, self.office, self.inbox.finding

        def show(state: State) -> None:
            if number > self._shown:
                self._shown = number
                self._show_state(state)
            then()

        tasks.start(self, partial(read_state, office, finding), show, self.window.refuse)

    def go_to(self, place: str) -> None:
        """Show a place of the rail."""
        self._desks[place].show()

    def show(self, page: Page) -> None:
        """Show a page: at its place of the rail, or, behind another page, at that one's."""
        own = (place for place, desk in self._desks.items() if desk.page is page)
        page.arrange(self.window.layout_class)
        self.window.show_page(page, next(own, self.window.rail.selected()))
        page.focus_first()

    def step_back(self, page: Page, before: Page) -> None:
        """Show the page before, and let go of ``page``."""
        self.show(before)
        self.window.forget(page)

    def import_now(self, enrolling: str = "") -> None:
        """Import the share, and before that enrol the station ``enrolling`` if one is given."""
        self.inbox.import_now(enrolling)

    def run(self, work: Callable[[], Any], done: Callable[[Any], object]) -> None:
        """Do ``work`` in a worker, then ``done`` with its value; a failure is told in place."""
        tasks.start(self, work, done, self.window.tell_unexpected)

    def when_unlocked(self, why: str, act: Callable[[], object]) -> None:
        """``act`` with the admin's key at hand. While it is locked the page that is shown asks for
        the passphrase, saying ``why``, and ``act`` follows if it is given there."""
        if self.office.keys is not None:
            act()
            return
        page = self.window.pages.currentWidget()
        card = page.findChild(UnlockCard) if page is not None else None
        if isinstance(card, UnlockCard):
            card.ask(why, partial(self._unlock, card, act))

    def _begin(self) -> None:
        self.go_to(OBJECTIVES)
        self.inbox.begin()

    def _unlock(self, card: UnlockCard, act: Callable[[], object], passphrase: str) -> None:
        office = self.office

        def opened(office: Office) -> None:
            self.office, wanted = office, not card.isHidden()
            for each in self.window.pages.findChildren(UnlockCard):
                each.done()
            self.unlocked.emit()
            if wanted:
                act()

        def refused(error: Exception) -> None:
            wrong = isinstance(error, PassphraseRefused)
            told = tr("That is not the passphrase. Nothing was changed.")
            card.refuse(told if wrong else tasks.said(error))

        tasks.start(self, lambda: unlock(office, passphrase), opened, refused)

    def _show_state(self, state: State) -> None:
        look = state.inbox.count(Show.LOOK)
        self.window.rail.set_owner(state.admin, state.organisation)
        self.window.rail.set_badge(INBOX, look, urgent=look > 0)
        self.window.line.set_line(*foot_of(state))
        for desk in (*self._desks.values(), *self._behind):
            desk.take(state)

    def _arrange(self, layout: Layout) -> None:
        for page in self.window.all_pages():
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
