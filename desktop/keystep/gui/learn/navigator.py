"""Where one goes in the learn face, once the station is open."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QObject

from keystep import settings
from keystep.domain.ports import Learner, OutboxState
from keystep.domain.session import Candidate, Work
from keystep.gui.i18n import tr, trn, weekday_time
from keystep.gui.learn.completion import CompletionPage
from keystep.gui.learn.desk import Desk, keep
from keystep.gui.learn.folder import FolderPage
from keystep.gui.learn.pages import Page
from keystep.gui.learn.paths_page import PathsPage
from keystep.gui.learn.player import Player
from keystep.gui.learn.practice import PracticePage
from keystep.gui.learn.today import TodayPage
from keystep.gui.learn.welcome import WelcomePage
from keystep.gui.learn.window import LearnWindow
from keystep.gui.widgets.layout import Layout
from keystep.services.cards import due_cards
from keystep.services.completion import Completion
from keystep.services.learning import Run, open_lesson
from keystep.services.roster import sign_in
from keystep.services.station import Station

FOLDER = "folder"


class Navigator(QObject):
    """Builds the pages and follows their signals."""

    def __init__(self, window: LearnWindow, station: Station) -> None:
        super().__init__(window)
        self._window, self._station = window, station
        self._queue: list[Candidate] = []
        self._pages: dict[str, Page] = {}
        self._shown: Page | None = None
        window.place_chosen.connect(self.go_to)
        window.folder_wanted.connect(lambda: self.go_to(FOLDER))
        window.arranged.connect(self._arrange)
        window.look.theme_chosen.connect(lambda theme: keep(station, theme=theme))
        window.look.size_chosen.connect(lambda size: keep(station, text_scale=size))

    def start(self) -> None:
        """Today for the learner kept in the settings; else ask who learns here."""
        kept = settings.load(self._station.home).learner
        known = {learner.id: learner for learner in self._station.store.learners()}
        if kept in known:
            self._sit_down(known[kept])
            return
        page = WelcomePage(self._station)
        page.setProperty("passing", True)
        page.registered.connect(self._register)
        self._show(page, None, whole=True)

    def go_to(self, key: str) -> None:
        """Show a place of the rail, or the folder, as it is now."""
        self._queue = []
        page = self._pages.get(key)
        if page is None:
            return
        if isinstance(page, PracticePage):
            page.begin()
        else:
            page.refresh()
        self._show(page, key if key != FOLDER else None)
        self._tell()

    def open_lesson(self, pack: str, lesson: str) -> None:
        """Take a lesson, from where the learner left it."""
        player = Player(self._desk, open_lesson(self._station, self._desk.learner.id, pack, lesson))
        player.setProperty("passing", True)
        player.left.connect(lambda: self.go_to("today"))
        player.completed.connect(self._complete)
        self._show(player, None, whole=True)

    def _register(self, learner: Learner) -> None:
        keep(self._station, learner=learner.id)
        self._sit_down(learner)

    def _sit_down(self, learner: Learner) -> None:
        """Make the pages of a learner and show Today."""
        sign_in(self._station, learner.id)
        self._desk = Desk(self._station, learner)
        self._window.rail.set_owner(learner.name, learner.team)
        today, paths = TodayPage(self._desk), PathsPage(self._desk)
        cards, folder = PracticePage(self._desk), FolderPage(self._desk)
        self._pages = {"today": today, "paths": paths, "cards": cards, FOLDER: folder}
        today.begun.connect(self._play)
        today.opened.connect(self.open_lesson)
        paths.opened.connect(self.open_lesson)
        cards.finished.connect(self._play_next)
        cards.left.connect(lambda: self.go_to("today"))
        cards.continued.connect(lambda: self.go_to("paths"))
        cards.saved.connect(self._tell)
        folder.changed.connect(self._tell)
        self.go_to("today")

    def _play(self, session: tuple[Candidate, ...]) -> None:
        self._queue = list(session)
        self._play_next()

    def _play_next(self) -> None:
        """The next piece of the session; Today after the last."""
        if not self._queue:
            self.go_to("today")
            return
        entry = self._queue.pop(0)
        if entry.work is not Work.CARDS:
            self.open_lesson(entry.pack, entry.target)
            return
        cards = self._pages["cards"]
        if isinstance(cards, PracticePage):
            cards.begin(entry.count)
            self._show(cards, "cards")

    def _complete(self, run: Run, completion: Completion) -> None:
        page = CompletionPage(self._desk, run, completion, goes_on=bool(self._queue))
        page.done.connect(self._play_next)
        page.opened.connect(self._open_other)
        self._show(page, None, whole=True)

    def _open_other(self, pack: str, lesson: str) -> None:
        self._queue = []
        self.open_lesson(pack, lesson)

    def _show(self, page: Page, place: str | None, *, whole: bool = False) -> None:
        self._shown = page
        self._window.show_page(page, place, whole=whole)
        page.arrange(self._window.layout_class)  # in its window: Qt forgets fonts on the way in
        page.enter()

    def _arrange(self, layout: Layout) -> None:
        if self._shown is not None:
            self._shown.arrange(layout)

    def _tell(self) -> None:
        """Rail and status line say what is due and what waits."""
        due = len(due_cards(self._station, self._desk.learner.id))
        self._window.rail.set_badge("cards", due)
        offset = self._station.clock.now().offset
        joined = settings.load(self._station.home).share is not None
        outbox = self._station.store.outbox()
        self._window.line.set_line(
            "saved", tr("All saved here"), folder_facts(outbox, offset, joined=joined)
        )


def folder_facts(outbox: OutboxState, offset: int, *, joined: bool) -> tuple[str, ...]:
    """What waits and what was received; ``offset`` is minutes east of UTC."""
    if not joined:
        return (tr("no folder chosen yet"),)
    waiting = outbox.waiting + (outbox.unsealed > 0)
    waits = trn("1 update waiting for the folder", "{n} updates waiting for the folder", waiting)
    if outbox.received is None:
        return waits, tr("nothing received by the office yet")
    local = (outbox.received + timedelta(minutes=offset)).replace(tzinfo=None)
    return waits, tr("last received by the office {when}", when=weekday_time(local))
