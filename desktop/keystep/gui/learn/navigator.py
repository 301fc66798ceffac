"""Where one goes in the learn face, once the station is open."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QLocale, QObject, QTimer

from keystep import settings
from keystep.domain.breaks import Slot
from keystep.domain.ports import Learner
from keystep.gui import tasks
from keystep.gui.app import note
from keystep.gui.i18n import lately, tr
from keystep.gui.learn.ahead import Ahead
from keystep.gui.learn.completion import CompletionPage
from keystep.gui.learn.courier import Courier
from keystep.gui.learn.desk import Desk, keep, say
from keystep.gui.learn.folder import FolderPage
from keystep.gui.learn.library.lookup import Lookup
from keystep.gui.learn.pages import Page
from keystep.gui.learn.places import CARDS, FOLDER, ON_RAIL, TODAY, Places
from keystep.gui.learn.player import Player
from keystep.gui.learn.practice import PracticePage
from keystep.gui.learn.reminder import Reminder
from keystep.gui.learn.session_player import SessionPlayer
from keystep.gui.learn.today import TodayPage
from keystep.gui.learn.welcome import WelcomePage
from keystep.gui.learn.window import LearnWindow
from keystep.gui.widgets.layout import Layout
from keystep.services.cards import due_cards
from keystep.services.completion import Completion
from keystep.services.due_tests import Outcome
from keystep.services.folder import folder_state
from keystep.services.knowing import NotYet, give_up_proof, is_proving
from keystep.services.learning import open_lesson
from keystep.services.roster import sign_in
from keystep.services.run import Run
from keystep.services.station import Station
from keystep.services.tuning import Tuned, retune

LANGUAGE = "language"
TUNES_AFTER_MS = 10_000
"""Once the learner is at it: the start must not wait."""


class Navigator(QObject):
    """Builds the pages and follows their signals."""

    def __init__(self, window: LearnWindow, station: Station) -> None:
        super().__init__(window)
        self._window, self._station = window, station
        self._session: SessionPlayer | None = None
        self._places: Places | None = None
        self._shown: Page | None = None
        self._desk: Desk | None = None
        self._ahead = Ahead(window, station, self._player)
        self._courier = Courier(station, self)
        self._courier.came_back.connect(self.come_back)
        self.lookup = Lookup(window, station)
        self.lookup.opened.connect(self.open_other)
        self.lookup.expected.connect(self.expect)
        self.lookup.held.connect(self.hasten)
        self.reminder = Reminder(window, self._is_learning)
        self.reminder.accepted.connect(self._take_break)
        window.place_chosen.connect(self.go_to)
        window.folder_wanted.connect(lambda: self.go_to(FOLDER))
        window.arranged.connect(self._arrange)
        window.look.chosen.connect(self._keep_look)
        kept = settings.load(station.home)
        window.look.offer_times(kept.quiz_time)
        window.look.offer_ratings(kept.rated_by)

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
        """Show a place of the rail, the folder or the breaks, as it is now."""
        self._stop_session()
        self._follow_person()
        page = self._place(key)
        if page is None:
            return
        if isinstance(page, PracticePage):
            page.begin()
        else:
            page.refresh()
        self._show(page, ON_RAIL.get(key, key))
        self.tell()

    def open_lesson(self, pack: str, lesson: str, step: str = "") -> None:
        """Take a lesson, at ``step`` or else from where the learner left it."""
        desk = self._desk
        if desk is None:
            return
        ready = self._ahead.take(desk, pack, lesson, step)
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
        player.left.connect(lambda: self.go_to(TODAY))
        player.completed.connect(self._complete)
        player.tested.connect(self._tested)
        player.reopened.connect(self._play_run)
        return player

    def _kept_learner(self) -> Learner | None:
        """Who sits here, by the id that they go by now; None for nobody, or nobody any more."""
        person = self._station.store.person(settings.load(self._station.home).learner)
        known = {learner.id: learner for learner in self._station.store.learners()}
        return known.get(person)

    def _ask_who(self) -> None:
        self._desk, self._session, self._places = None, None, None
        self.reminder.seat(None)
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

    def come_back(self) -> None:
        """The courier may have brought people, other lessons, or another word of the office."""
        self._speak()
        self.lookup.prepare()
        if self._desk is None:
            self._greet_arrivals()
        else:
            self.tell()

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
        self._window.untell()  # it was meant for whoever sat here
        if learner is None:
            self._ask_who()
        else:
            keep(self._station, learner=learner.id)
            self._seat(learner)

    def _sit_down(self, learner: Learner) -> None:
        """A learner begins: show them Today."""
        sign_in(self._station, learner.id)
        self._seat(learner)
        self.go_to(TODAY)
        QTimer.singleShot(TUNES_AFTER_MS, self, partial(self._tune, self._desk))

    def _seat(self, learner: Learner) -> None:
        """From now on everything is this learner's."""
        if self._places is not None:
            for page in self._places.made():
                self._window.forget(page)
        self._ahead.forget()
        self._desk = Desk(self._station, learner)
        self.lookup.seat(self._desk)
        self._window.rail.set_owner(learner.name, learner.team)
        self._session = session = SessionPlayer(self._window, self._desk)
        self._places = Places(self._desk, session, self, self._courier)
        session.lesson_wanted.connect(self.open_lesson)
        session.run_wanted.connect(self._play_run)
        session.cards_wanted.connect(self._play_cards)
        session.thanked.connect(self._thank)
        session.over.connect(lambda: self.go_to(TODAY))
        self.reminder.seat(self._desk)

    def _place(self, key: str) -> Page | None:
        return self._places.page(key) if self._places is not None else None

    def _thank(self, outcome: Outcome) -> None:
        today = self._place(TODAY)
        if isinstance(today, TodayPage):
            today.thank(outcome)

    def expect(self, pack: str, lesson: str, step: str) -> None:
        if self._desk is not None:
            self._ahead.expect(self._desk, pack, lesson, step)

    def hasten(self, pack: str, lesson: str, step: str) -> None:
        if self._desk is not None:
            self._ahead.hasten(self._desk, pack, lesson, step)

    def _is_learning(self) -> bool:
        in_session = self._session is not None and self._session.is_on
        return in_session or isinstance(self._shown, Player)

    def _take_break(self, slot: Slot) -> None:
        """What Today offers, because a reminder said so."""
        self.go_to(TODAY)
        today = self._place(TODAY)
        if isinstance(today, TodayPage):
            today.begin()
        if self._session is not None:
            self._session.was_reminded(slot)

    def _tune(self, desk: Desk | None) -> None:
        """Have the cards timed by what this learner remembers, where there is enough of it."""
        if desk is not None and desk is self._desk:
            work = partial(retune, self._station, desk.learner.id)
            told = partial(self._tell_tuned, desk)
            tasks.start(self, work, told, partial(note, "cards were not tuned"))

    def _tell_tuned(self, desk: Desk, tuned: Tuned | None) -> None:
        """Whoever else may sit here by now is told nothing."""
        if tuned is not None and desk is self._desk:
            self._window.tell("info", tr("Your cards"), say(tuned.words))

    def _stop_session(self) -> None:
        if self._session is not None:
            self._session.stop()

    def _play_cards(self, count: int) -> None:
        cards = self._place(CARDS)
        if isinstance(cards, PracticePage):
            cards.begin(count)
            self._show(cards, CARDS)

    def _tested(self, run: Run) -> None:
        self._courier.set_out_soon()
        if self._session is not None:
            self._session.thank(run)

    def _complete(self, run: Run, completion: Completion) -> None:
        self._courier.set_out_soon()
        if self._desk is None or self._session is None:
            return
        page = CompletionPage(self._desk, run, completion, goes_on=self._session.goes_on)
        page.done.connect(self._session.play_next)
        page.opened.connect(self.open_other)
        page.practised.connect(lambda: self.go_to(CARDS))
        page.expected.connect(self.expect)
        self._show(page, None, whole=True)

    def open_other(self, pack: str, lesson: str, step: str = "") -> None:
        """Another lesson than the one that comes next; what is open keeps its place."""
        if isinstance(self._shown, Player):
            self._shown.rest()
        self._stop_session()
        self.open_lesson(pack, lesson, step)

    def _show(self, page: Page, place: str | None, *, whole: bool = False) -> None:
        self._shown = page
        self._window.show_page(page, place, whole=whole)
        page.arrange(self._window.layout_class)  # in its window: Qt forgets fonts on the way in
        page.enter()

    def _arrange(self, layout: Layout) -> None:
        if self._shown is not None:
            self._shown.arrange(layout)

    def look_up(self, query: str = "") -> None:
        """Search the library over whatever is shown."""
        self.lookup.open(query)

    def tell(self) -> None:
        """Rail and status line say what is due and what waits."""
        if self._desk is not None:
            self.tell_due(len(due_cards(self._station, self._desk.learner.id)))

    def tell_due(self, due: int) -> None:
        """The same, by one who knows already how many cards are due."""
        self._window.rail.set_badge(CARDS, due)
        saved, *facts = map(say, folder_state(self._station, lately).words)
        self._window.line.set_line("saved", saved, facts)
