"""One learner at this screen, from the first page to the last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from keystep.domain.breaks import Slot
from keystep.gui import tasks
from keystep.gui.app import note
from keystep.gui.face_window import FaceWindow
from keystep.gui.i18n import lately, tr
from keystep.gui.learn.ahead import Ahead
from keystep.gui.learn.completion import CompletionPage
from keystep.gui.learn.courier import Courier
from keystep.gui.learn.desk import Desk, say
from keystep.gui.learn.library.lookup import Lookup
from keystep.gui.learn.pages import Page
from keystep.gui.learn.places import CARDS, LIBRARY, ON_RAIL, TODAY, Places
from keystep.gui.learn.player import Player
from keystep.gui.learn.practice import PracticePage
from keystep.gui.learn.session_player import SessionPlayer
from keystep.gui.learn.today import TodayPage
from keystep.gui.widgets.layout import Layout
from keystep.services.cards import due_cards
from keystep.services.completion import Completion
from keystep.services.due_tests import Outcome
from keystep.services.folder import folder_state
from keystep.services.knowing import NotYet, give_up_proof, is_proving
from keystep.services.learning import open_lesson
from keystep.services.run import Run
from keystep.services.tuning import Tuned, retune

TUNES_AFTER_MS = 10_000
"""Once the learner is at it: the start must not wait."""


class Sitting(QObject):
    """Builds the pages of the learner at ``desk`` and follows their signals.

    ``moved`` carries where they wanted to go when it is not theirs any more, as ``is_theirs`` says:
    then nothing is shown. ``stocked``: what they brought changed the shelf.
    """

    moved = Signal(str)
    stocked = Signal()

    def __init__(
        self,
        window: FaceWindow,
        desk: Desk,
        lookup: Lookup,
        courier: Courier,
        is_theirs: Callable[[], bool],
    ) -> None:
        super().__init__(window)
        self.desk, self._is_theirs = desk, is_theirs
        self._window, self._station = window, desk.station
        self._lookup, self._courier = lookup, courier
        self._shown: Page | None = None
        self._ahead = Ahead(window, desk, self._player)
        self._session = session = SessionPlayer(window, desk)
        self._places = Places(desk, session, self, courier)
        session.lesson_wanted.connect(self.open_lesson)
        session.run_wanted.connect(self._play_run)
        session.cards_wanted.connect(self._play_cards)
        session.thanked.connect(self._thank)
        session.over.connect(self.go_home)
        lookup.opened.connect(self.open_other)
        lookup.expected.connect(self.expect)
        lookup.held.connect(self.hasten)
        lookup.seat(desk)
        window.set_owner(desk.learner.name, desk.learner.team)

    @property
    def shown(self) -> Page | None:
        """The page on the screen."""
        return self._shown

    @property
    def is_learning(self) -> bool:
        """Whether the learner is at something that ought not to be cut short."""
        return self._session.is_on or isinstance(self._shown, Player)

    def begin(self) -> None:
        """Show them Today; what else they would want is seen to behind it."""
        self.go_home()
        QTimer.singleShot(TUNES_AFTER_MS, self, self._tune)

    def end(self) -> None:
        """They learn here no more: what is open keeps its place, and nothing of theirs stays."""
        if isinstance(self._shown, Player):
            self._shown.rest()
        self._session.stop()
        self._ahead.forget()
        self._lookup.disconnect(self)
        self._lookup.seat(None)
        self._window.untell()
        self._window.forget_layers()
        self._window.set_owner("", "")
        for page in {*self._places.made(), self._shown}:
            self._window.forget(page)
        self._shown = None
        self._session.deleteLater()
        self._ahead.deleteLater()
        self.deleteLater()

    def go_home(self) -> None:
        """Today; for a guest, who has no day of their own, the library."""
        self.go_to(LIBRARY if self.desk.guest else TODAY)

    def go_to(self, key: str) -> None:
        """Show a place of the rail, the folder or the breaks, as it is now."""
        self._session.stop()
        if not self._is_theirs():
            self.moved.emit(key)
            return
        page = self._places.page(key)
        if isinstance(page, PracticePage):
            page.begin()
        else:
            page.refresh()
        self._show(page, ON_RAIL.get(key, key))
        self.tell()

    def open_lesson(self, pack: str, lesson: str, step: str = "") -> None:
        """Take a lesson, at ``step`` or else from where the learner left it."""
        ready = self._ahead.take(pack, lesson, step)
        if ready is not None:
            self._show(ready, None, whole=True)
            return
        run = open_lesson(self._station, self.desk.learner.id, pack, lesson, step=step)
        if step and is_proving(self._station, run):  # whoever looks something up reads on from it
            run = replace(give_up_proof(self._station, run), step=run.step)
        self._play_run(run)

    def open_other(self, pack: str, lesson: str, step: str = "") -> None:
        """Another lesson than the one that comes next; what is open keeps its place."""
        if isinstance(self._shown, Player):
            self._shown.rest()
        self._session.stop()
        self.open_lesson(pack, lesson, step)

    def expect(self, pack: str, lesson: str, step: str) -> None:
        self._ahead.expect(pack, lesson, step)

    def hasten(self, pack: str, lesson: str, step: str) -> None:
        self._ahead.hasten(pack, lesson, step)

    def look_up(self, query: str = "") -> None:
        """Search the library over whatever is shown."""
        self._lookup.open(query)

    def take_break(self, slot: Slot) -> None:
        """What Today offers, because a reminder said so."""
        self.go_to(TODAY)
        today = self._places.page(TODAY)
        if isinstance(today, TodayPage) and today is self._shown:
            today.begin()
            self._session.was_reminded(slot)

    def arrange(self, layout: Layout) -> None:
        if self._shown is not None:
            self._shown.arrange(layout)

    def refresh(self) -> None:
        """Look again at what is shown."""
        if self._shown is not None:
            self._shown.refresh()

    def come_back(self) -> None:
        """Lessons were brought from elsewhere."""
        self.stocked.emit()

    def tell(self) -> None:
        """Rail and status line say what is due and what waits."""
        self.tell_due(len(due_cards(self._station, self.desk.learner.id)))

    def tell_due(self, due: int) -> None:
        """The same, by one who knows already how many cards are due."""
        self._window.rail.set_badge(CARDS, due)
        saved, *facts = map(say, folder_state(self._station, lately).words)
        self._window.line.set_line("saved", saved, facts)

    def _play_run(self, run: Run, not_yet: NotYet | None = None) -> None:
        self._show(self._player(run, not_yet), None, whole=True)

    def _player(self, run: Run, not_yet: NotYet | None = None) -> Player:
        player = Player(self.desk, run, not_yet)
        player.setProperty("passing", True)
        player.left.connect(self.go_home)
        player.completed.connect(self._complete)
        player.tested.connect(self._tested)
        player.reopened.connect(self._play_run)
        return player

    def _thank(self, outcome: Outcome) -> None:
        today = self._places.page(TODAY)
        if isinstance(today, TodayPage):
            today.thank(outcome)

    def _tune(self) -> None:
        """Have the cards timed by what this learner remembers, where there is enough of it."""
        work = partial(retune, self._station, self.desk.learner.id)
        tasks.start(self, work, self._tell_tuned, partial(note, "cards were not tuned"))

    def _tell_tuned(self, tuned: Tuned | None) -> None:
        """Whoever else may sit here by now is told nothing."""
        if tuned is not None and self._shown is not None:
            self._window.tell("info", tr("Your cards"), say(tuned.words))

    def _play_cards(self, count: int) -> None:
        cards = self._places.page(CARDS)
        if isinstance(cards, PracticePage):
            cards.begin(count)
            self._show(cards, CARDS)

    def _tested(self, run: Run) -> None:
        self._courier.set_out_soon()
        self._session.thank(run)

    def _complete(self, run: Run, completion: Completion) -> None:
        self._courier.set_out_soon()
        page = CompletionPage(self.desk, run, completion, goes_on=self._session.goes_on)
        page.done.connect(self._session.play_next)
        page.opened.connect(self.open_other)
        page.practised.connect(lambda: self.go_to(CARDS))
        page.expected.connect(self.expect)
        self._show(page, None, whole=True)

    def _show(self, page: Page, place: str | None, *, whole: bool = False) -> None:
        self._shown = page
        self._ahead.put_off()
        self._window.show_page(page, place, whole=whole)
        page.arrange(self._window.layout_class)  # in its window: Qt forgets fonts on the way in
        page.enter()
