"""Where one goes in the admin face, and whose key opens what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from keystep.aggregate.board import FEWEST_FRESH
from keystep.errors import PassphraseRefused
from keystep.gui import tasks
from keystep.gui.admin.board_desk import BoardDesk
from keystep.gui.admin.desk import Desk
from keystep.gui.admin.inbox_desk import InboxDesk
from keystep.gui.admin.inbox_model import Show
from keystep.gui.admin.page import Page
from keystep.gui.admin.people_desk import PeopleDesk
from keystep.gui.admin.state import State, read_state
from keystep.gui.admin.stations_desk import StationsDesk
from keystep.gui.admin.unlock import UnlockCard
from keystep.gui.admin.window import INBOX, OBJECTIVES, PEOPLE, STATIONS, AdminWindow
from keystep.gui.admin.words import today_or_day
from keystep.gui.i18n import tr
from keystep.gui.widgets.layout import Layout
from keystep.services.office import Office, unlock


class PageDesk(Protocol):
    """Keeps one page of the rail and fulfils its wishes."""

    @property
    def page(self) -> Page | None: ...

    def show(self) -> None: ...


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
        self._desks: Mapping[str, PageDesk] = {
            OBJECTIVES: self.board,
            STATIONS: self.stations,
            PEOPLE: self.people,
            INBOX: self.inbox,
        }
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
        self.window.rail.set_owner(state.organisation, tr("Office"))
        self.window.rail.set_badge(INBOX, look, urgent=look > 0)
        self.window.line.set_line(*foot_of(state))
        self.board.take(state)
        self.inbox.take(state)
        self.stations.refresh()
        self.people.refresh()

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
