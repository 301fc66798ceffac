"""Who learns in the learn face, once the station is open."""

from __future__ import annotations

from PySide6.QtCore import QObject

from keystep import settings
from keystep.domain.breaks import Slot
from keystep.domain.ports import Learner
from keystep.gui.learn.courier import Courier
from keystep.gui.learn.desk import Desk, keep
from keystep.gui.learn.folder import FolderPage
from keystep.gui.learn.library.lookup import Lookup
from keystep.gui.learn.pages import Page
from keystep.gui.learn.places import FOLDER
from keystep.gui.learn.reminder import Reminder
from keystep.gui.learn.sitting import Sitting
from keystep.gui.learn.speaking import spoken_first
from keystep.gui.learn.welcome import WelcomePage
from keystep.gui.learn.window import LearnWindow
from keystep.gui.widgets.layout import Layout
from keystep.services.roster import sign_in
from keystep.services.station import Station

LANGUAGE = "language"


class Navigator(QObject):
    """Seats the learner who is kept in the settings, or asks who learns here."""

    def __init__(self, window: LearnWindow, station: Station) -> None:
        super().__init__(window)
        self._window, self._station = window, station
        self._sitting: Sitting | None = None
        self._asking: Page | None = None
        self._courier = Courier(station, self)
        self._courier.came_back.connect(self.come_back)
        self.lookup = Lookup(window, station)
        self.reminder = Reminder(window, lambda: bool(self._sitting and self._sitting.is_learning))
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

    def go_to(self, key: str) -> None:
        """Show a place of the rail, the folder or the breaks, as it is now."""
        if self._sitting is not None:
            self._sitting.go_to(key)

    def open_lesson(self, pack: str, lesson: str, step: str = "") -> None:
        """Take a lesson, at ``step`` or else from where the learner left it."""
        if self._sitting is not None:
            self._sitting.open_lesson(pack, lesson, step)

    def come_back(self) -> None:
        """The courier may have brought people, other lessons, or another word of the office."""
        self._speak()
        self.lookup.prepare()
        if self._sitting is None:
            self._greet_arrivals()
        else:
            self._sitting.tell()

    def _keep_look(self, name: str, value: object) -> None:
        keep(self._station, **{name: value})
        if name == LANGUAGE:
            self._speak()
            self.lookup.seat(self._sitting.desk if self._sitting else None)
            self.lookup.prepare()
            shown = self._sitting or self._asking
            if shown is not None:
                shown.refresh()

    def _speak(self) -> None:
        """Have the lessons in the language that was chosen, else in the system's."""
        chosen = settings.load(self._station.home).language
        self._station.shelf = shelf = spoken_first(self._station.shelf, chosen)
        self._window.look.offer_languages(shelf.languages, chosen)

    def _kept_learner(self) -> Learner | None:
        """Who sits here, by the id that they go by now; None for nobody, or nobody any more."""
        person = self._station.store.person(settings.load(self._station.home).learner)
        known = {learner.id: learner for learner in self._station.store.learners()}
        return known.get(person)

    def _ask_who(self) -> None:
        self._get_up()
        page = WelcomePage(self._station)
        page.chosen.connect(self._choose)
        page.folder_wanted.connect(self._look_elsewhere)
        self._ask(page)

    def _look_elsewhere(self) -> None:
        """Join the folder before anybody learns here: it may bring them."""
        page = FolderPage(self._station, self._courier, back=True)
        page.left.connect(self._ask_who)
        page.refresh()
        self._ask(page)

    def _ask(self, page: Page) -> None:
        self._asking = page
        page.setProperty("passing", True)
        self._window.show_page(page, None, whole=True)
        page.arrange(self._window.layout_class)  # in its window: Qt forgets fonts on the way in
        page.enter()

    def _choose(self, learner: Learner) -> None:
        keep(self._station, learner=learner.id)
        self._sit_down(learner)

    def _greet_arrivals(self) -> None:
        """People came in while it was asked who learns here; nobody's typing is lost."""
        people, shown = self._station.store.learners(), self._asking
        waiting = isinstance(shown, FolderPage) and people
        if waiting or (isinstance(shown, WelcomePage) and shown.is_behind(people)):
            self._ask_who()

    def _sit_down(self, learner: Learner) -> None:
        sign_in(self._station, learner.id)
        self._seat(learner).begin()

    def _seat(self, learner: Learner) -> Sitting:
        """From now on everything is this learner's."""
        self._get_up()
        self._asking = None
        desk = Desk(self._station, learner)
        self._sitting = sitting = Sitting(
            self._window,
            desk,
            self.lookup,
            self._courier,
            lambda: self._kept_learner() == learner,
        )
        sitting.moved.connect(self._follow)
        sitting.stocked.connect(self.come_back)
        self.reminder.seat(desk)
        return sitting

    def _get_up(self) -> None:
        sitting, self._sitting = self._sitting, None
        self.reminder.seat(None)
        if sitting is not None:
            sitting.end()

    def _follow(self, key: str) -> None:
        """Whoever the person here is by now goes on to where they wanted."""
        learner = self._kept_learner()
        if learner is None:
            self._ask_who()
        else:
            keep(self._station, learner=learner.id)
            self._seat(learner).go_to(key)

    def _take_break(self, slot: Slot) -> None:
        if self._sitting is not None:
            self._sitting.take_break(slot)

    def _arrange(self, layout: Layout) -> None:
        shown = self._sitting or self._asking
        if shown is not None:
            shown.arrange(layout)
