"""A session, piece after piece: what comes next, and what it was when it is through."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from keystep.domain.breaks import Slot
from keystep.domain.session import LESSONS, TESTS, Candidate, Work
from keystep.errors import KeystepError
from keystep.gui.app import note
from keystep.gui.face_window import FaceWindow
from keystep.gui.i18n import tr
from keystep.gui.learn.desk import Desk, say
from keystep.gui.learn.milestone_words import milestone_words
from keystep.services.breaks import take_break
from keystep.services.cards import due_cards
from keystep.services.due_tests import end_test, open_test
from keystep.services.milestones import new_milestone
from keystep.services.practising import open_practice
from keystep.services.run import Run


class SessionPlayer(QObject):
    """What is to be shown is asked for: ``lesson_wanted`` carries pack and lesson, ``run_wanted`` a
    test or practice, ``cards_wanted`` how many cards. ``thanked`` carries what came of a test.

    ``over``: nothing comes next. It is also sent where somebody learned without a session.
    """

    lesson_wanted = Signal(str, str)
    run_wanted = Signal(object)
    cards_wanted = Signal(int)
    thanked = Signal(object)
    over = Signal()

    def __init__(self, window: FaceWindow, desk: Desk) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk
        self._ahead: list[Candidate] = []
        self._minutes: int | None = None
        self._slot: Slot | None = None

    @property
    def is_on(self) -> bool:
        """Whether a session was begun, and neither left nor done."""
        return self._minutes is not None

    @property
    def goes_on(self) -> bool:
        """Whether anything comes next."""
        return bool(self._ahead)

    def play(self, session: Iterable[Candidate]) -> None:
        """Begin one that was made for the minutes kept in the settings."""
        self._ahead, self._slot = list(session), None
        self._minutes = self._desk.settings.minutes
        self.play_next()

    def was_reminded(self, slot: Slot) -> None:
        """It is the break that ``slot`` reminded of."""
        self._slot = slot

    def stop(self) -> None:
        """Leave it; what was done stays done."""
        self._ahead, self._minutes = [], None

    def play_next(self) -> None:
        """The next piece that can be had."""
        while self._ahead:
            if self._plays(self._ahead.pop(0)):
                return
        self._end()

    def thank(self, run: Run) -> None:
        """A test was taken, or practice, which told how it went."""
        outcome = end_test(self._desk.station, run)
        if run.is_test:
            self.thanked.emit(outcome)
        self.play_next()

    def _plays(self, piece: Candidate) -> bool:
        """Whether it is still there: a test may be over after midnight, and cards that were due may
        have been met in a lesson since."""
        if piece.work in LESSONS:
            self.lesson_wanted.emit(piece.pack, piece.target)
        elif piece.work is not Work.CARDS:
            run = self._opened(piece)
            if run is None:
                return False
            self.run_wanted.emit(run)
        elif due_cards(self._desk.station, self._desk.learner.id):
            self.cards_wanted.emit(piece.count)
        else:
            return False
        return True

    def _opened(self, piece: Candidate) -> Run | None:
        opening = open_practice
        task = tr("To know them next time. There is nothing to pass or fail.")
        if piece.work in TESTS:
            opening = open_test
            task = tr("To see what stays. There is nothing to pass or fail.")
        station, learner = self._desk.station, self._desk.learner.id
        return opening(station, learner, piece, say(piece.title), task)

    def _end(self) -> None:
        if self._minutes is not None:
            self._record(self._minutes)
        self.stop()
        self.over.emit()
        self._celebrate()

    def _record(self, minutes: int) -> None:
        """Whoever did all that the session held has taken a learning break."""
        desk = self._desk
        try:
            take_break(desk.station, desk.learner.id, minutes, self._slot)
        except KeystepError as error:
            note("a break was not recorded", error)

    def _celebrate(self) -> None:
        """Say once what round figure was reached."""
        try:
            reached = new_milestone(self._desk.station, self._desk.learner.id)
        except KeystepError as error:
            note("a milestone was not noted", error)
            return
        if reached is not None:
            self._window.tell(
                "success", milestone_words(reached), tr("A milestone. It stays yours.")
            )
