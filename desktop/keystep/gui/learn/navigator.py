"""Where one goes in the learn face, once the station is open."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QLocale, QObject

from keystep import settings
from keystep.domain.ports import Learner
from keystep.domain.session import TESTS, Candidate, Work
from keystep.gui.i18n import lately, tr
from keystep.gui.learn.ahead import Ahead
from keystep.gui.learn.completion import CompletionPage
from keystep.gui.learn.courier import Courier
from keystep.gui.learn.desk import Desk, keep, say
from keystep.gui.learn.folder import FolderPage
from keystep.gui.learn.library.lookup import Lookup
from keystep.gui.learn.library.page import LibraryPage
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
from keystep.services.due_tests import end_test, open_test
from keystep.services.folder import folder_state
from keystep.services.knowing import NotYet, give_up_proof, is_proving
from keystep.services.learning import open_lesson
from keystep.services.roster import sign_in
from keystep.services.run import Run
from keystep.services.station import Station

FOLDER = "folder"
LANGUAGE = "language"


class Navigator(QObject):
    """Builds the pages and follows their signals."""

    def __init__(self, window: LearnWindow, station: Station) -> None:
        super().__init__(window)
        self._window, self._station = window, station
        self._queue: list[Candidate] = []
        self._pages: dict[str, Page] = {}
        self._shown: Page | None = None
        self._desk: Desk | None = None
        self._ahead = Ahead(window, station, self._player)
        self._courier = Courier(station, self)
        self._courier.came_back.connect(self._came_back)
        self.lookup = Lookup(window, station)
        self.lookup.opened.connect(self._open_other)
        window.place_chosen.connect(self.go_to)
        window.folder_wanted.connect(lambda: self.go_to(FOLDER))
        window.arranged.connect(self._arrange)
        window.look.chosen.connect(self._keep_look)
        window.look.offer_times(settings.load(station.home).quiz_time)

    def start(self) -> None:
        """Today for the learner kept in the settings; else ask who learns here."""
        self._speak()
        learner = self._kept_learner()
        if learner is None:
            self._ask_who()
        else:
            self._sit_down(learner)
        self.lookup.prepare()
        self._courier.set_out_soon()

    def _keep_look(self, name: str, value: object) -> None:
        keep(self._station, **{name: value})
        if name == LANGUAGE:
            self._speak()
            self.lookup.seat(self._desk)
            self.lookup.prepare()
            if self._shown is not None:
                self._shown.refresh()

    def _speak(self) -> None:
        """Have the lessons in the language that was chosen, else in the system's."""
        chosen = settings.load(self._station.home).language
        wanted = (chosen, *QLocale.system().uiLanguages())
        shelf = replace(self._station.shelf, spoken=tuple(filter(None, wanted)))
        self._station.shelf = shelf
        self._window.look.offer_languages(shelf.languages, chosen)

    def go_to(self, key: str) -> None:
        """Show a place of the rail, or the folder, as it is now."""
        self._queue = []
        self._follow_person()
        page = self._pages.get(key)
        if page is None:
            return
        if isinstance(page, PracticePage):
            page.begin()
        else:
            page.refresh()
        self._show(page, key if key != FOLDER else None)
        self._tell()

    def open_lesson(self, pack: str, lesson: str, step: str = "") -> None:
        """Take a lesson, at ``step`` or else from where the learner left it."""
        desk = self._desk
        if desk is None:
            return
        ready = None if step else self._ahead.take(desk, pack, lesson)
        if ready is not None:
            self._show(ready, None, whole=True)
            return
        run = open_lesson(self._station, desk.learner.id, pack, lesson, step=step)
        if step and is_proving(self._station, run):  # whoever looks something up reads on from it
            run = replace(give_up_proof(self._station, run), step=run.step)
        self._play_run(run)

    def _play_run(self, run: Run, not_yet: NotYet | None = None) -> None:
        if self._desk is not None:
            self._show(self._player(self._desk, run, not_yet), None, whole=True)

    def _player(self, desk: Desk, run: Run, not_yet: NotYet | None = None) -> Player:
        player = Player(desk, run, not_yet)
        player.setProperty("passing", True)
        player.left.connect(lambda: self.go_to("today"))
        player.completed.connect(self._complete)
        player.tested.connect(self._thank)
        player.reopened.connect(self._play_run)
        return player

    def _kept_learner(self) -> Learner | None:
        """Who sits here, by the id that they go by now; None for nobody, or nobody any more."""
        person = self._station.store.person(settings.load(self._station.home).learner)
        known = {learner.id: learner for learner in self._station.store.learners()}
        return known.get(person)

    def _ask_who(self) -> None:
        self._desk, self._pages = None, {}
        self._ahead.forget()
        self.lookup.seat(None)
        page = WelcomePage(self._station)
        page.setProperty("passing", True)
        page.chosen.connect(self._choose)
        page.folder_wanted.connect(self._look_elsewhere)
        self._show(page, None, whole=True)

    def _look_elsewhere(self) -> None:
        """Join the folder before anybody learns here: it may bring them."""
        page = FolderPage(self._station, self._courier, back=True)
        page.setProperty("passing", True)
        page.left.connect(self._ask_who)
        page.refresh()
        self._show(page, None, whole=True)

    def _choose(self, learner: Learner) -> None:
        keep(self._station, learner=learner.id)
        self._sit_down(learner)

    def _came_back(self) -> None:
        """The courier may have brought people, other lessons, or another word of the office."""
        self._speak()
        self.lookup.prepare()
        if self._desk is None:
            self._greet_arrivals()
        else:
            self._tell()

    def _greet_arrivals(self) -> None:
        """People came in while it was asked who learns here; nobody's typing is lost."""
        people, shown = self._station.store.learners(), self._shown
        waiting = isinstance(shown, FolderPage) and people
        if waiting or (isinstance(shown, WelcomePage) and shown.is_behind(people)):
            self._ask_who()

    def _follow_person(self) -> None:
        """The office may have found two ids to be one person, or have let somebody go."""
        learner = self._kept_learner()
        if self._desk is None or learner == self._desk.learner:
            return
        if learner is None:
            self._ask_who()
        else:
            keep(self._station, learner=learner.id)
            self._seat(learner)

    def _sit_down(self, learner: Learner) -> None:
        """A learner begins: show them Today."""
        sign_in(self._station, learner.id)
        self._seat(learner)
        self.go_to("today")

    def _seat(self, learner: Learner) -> None:
        """Make the pages of a learner."""
        for page in self._pages.values():
            self._window.forget(page)
        self._ahead.forget()
        self._desk = Desk(self._station, learner)
        self.lookup.seat(self._desk)
        self._window.rail.set_owner(learner.name, learner.team)
        today, paths = TodayPage(self._desk), PathsPage(self._desk)
        cards, folder = PracticePage(self._desk), FolderPage(self._station, self._courier)
        library = LibraryPage(self._desk)
        self._pages = {"today": today, "paths": paths, "cards": cards, "library": library}
        self._pages[FOLDER] = folder
        for page in self._pages.values():
            page.expected.connect(partial(self._ahead.expect, self._desk))
            page.pressed.connect(partial(self._ahead.hasten, self._desk))
        today.begun.connect(self._play)
        today.opened.connect(self.open_lesson)
        today.searched.connect(self.lookup.open)
        library.searched.connect(self.lookup.open)
        library.opened.connect(self._open_other)
        paths.opened.connect(self.open_lesson)
        cards.finished.connect(self._play_next)
        cards.left.connect(lambda: self.go_to("today"))
        cards.continued.connect(lambda: self.go_to("paths"))
        cards.saved.connect(self._tell)
        folder.changed.connect(self._tell)

    def _play(self, session: tuple[Candidate, ...]) -> None:
        self._queue = list(session)
        self._play_next()

    def _play_next(self) -> None:
        """The next piece of the session; Today after the last."""
        if not self._queue:
            self.go_to("today")
            return
        entry = self._queue.pop(0)
        if entry.work in TESTS:
            self._take_test(entry)
            return
        if entry.work is not Work.CARDS:
            self.open_lesson(entry.pack, entry.target)
            return
        cards = self._pages["cards"]
        if isinstance(cards, PracticePage):
            cards.begin(entry.count)
            self._show(cards, "cards")

    def _take_test(self, offer: Candidate) -> None:
        """On with the session where the test is no longer on offer, after midnight for example."""
        desk = self._desk
        if desk is None:
            return
        task = tr("To see what stays. There is nothing to pass or fail.")
        run = open_test(self._station, desk.learner.id, offer, say(offer.title), task)
        if run is None:
            self._play_next()
        else:
            self._play_run(run)

    def _thank(self, run: Run) -> None:
        """A test was taken; Today says how it went, whenever it is shown next."""
        self._courier.set_out_soon()
        today = self._pages.get("today")
        if isinstance(today, TodayPage):
            today.thank(end_test(self._station, run))
        self._play_next()

    def _complete(self, run: Run, completion: Completion) -> None:
        self._courier.set_out_soon()
        desk = self._desk
        if desk is None:
            return
        page = CompletionPage(desk, run, completion, goes_on=bool(self._queue))
        page.done.connect(self._play_next)
        page.opened.connect(self._open_other)
        page.practised.connect(lambda: self.go_to("cards"))
        page.expected.connect(partial(self._ahead.expect, desk))
        self._show(page, None, whole=True)

    def _open_other(self, pack: str, lesson: str, step: str = "") -> None:
        """Another lesson than the one that comes next; what is open keeps its place."""
        if isinstance(self._shown, Player):
            self._shown.rest()
        self._queue = []
        self.open_lesson(pack, lesson, step)

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
        if self._desk is None:
            return
        due = len(due_cards(self._station, self._desk.learner.id))
        self._window.rail.set_badge("cards", due)
        saved, *facts = map(say, folder_state(self._station, lately).words)
        self._window.line.set_line("saved", saved, facts)
