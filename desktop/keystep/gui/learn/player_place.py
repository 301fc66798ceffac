"""Keeping the place: how far a step is scrolled, what it says of itself, how long it took."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QScrollArea

from keystep.errors import KeystepError
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.player_time import WorkTime
from keystep.gui.learn.steps.view import StepView
from keystep.services.place import State, keep_places, places
from keystep.services.run import Run

SOON_MS = 400
LOOK_MS = 5_000
"""How often a step is asked whether it went on by itself, as a film does."""
WORTH_MS = 30_000
"""So much more time is kept although nothing else changed."""
SCROLL, SPENT = "scroll", "spent"
HERE = Qt.ApplicationState.ApplicationActive


class PlaceKeeper(QObject):
    """Keeps what is shown soon after it changed, and never while it moves.

    ``failed`` carries why something that the learner relies on could not be kept.
    """

    failed = Signal(object)

    def __init__(self, desk: Desk, run: Run, area: QScrollArea) -> None:
        super().__init__(area)
        self._station, self._run, self._area = desk.station, run, area
        self._bar = area.verticalScrollBar()
        self._written = places(desk.station, run)
        self._states: dict[str, State] = dict(self._written)
        self._view: StepView | None = None
        self._aim: tuple[int, int] | None = None
        self._reaching = False
        self._time = WorkTime(lambda: desk.station.clock.now().clock)
        self._soon = QTimer(self, interval=SOON_MS, singleShot=True)
        self._soon.timeout.connect(self.keep)
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._look_again)
        self._bar.valueChanged.connect(self._scrolled)
        self._bar.rangeChanged.connect(self._reach)
        app = QCoreApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._come_or_go)

    @property
    def spent_ms(self) -> int:
        """How long this run has been worked on, over all its sittings."""
        self._note()
        return _spent(self._states)

    def take_in(self, view: StepView) -> None:
        """A view was made: it comes back to its place."""
        view.restore(_own(self._states.get(view.step.id, {})))
        view.changed.connect(self._soon.start)
        view.kept.connect(self._keep_now)

    def show(self, view: StepView) -> None:
        """A step is on the screen from now on, scrolled to where it was left."""
        self._time.take()
        self._view = view
        state = self._states.get(view.step.id, {})
        self._aim = state.get(SCROLL)
        if self._aim is None:
            self._set_bar(0)
        else:
            self._reach()

    def keep(self) -> None:
        """Keep the place if it is another; what fails is tried again with the next change."""
        self._note()
        longer = _spent(self._states) - _spent(self._written)
        if longer >= WORTH_MS or _bare(self._states) != _bare(self._written):
            self._try_to_write()

    def rest(self) -> None:
        """Keep everything: the learner goes away, or the window does."""
        self._note()
        self._time.go()
        self._look.stop()
        if self._states != self._written:
            self._try_to_write()

    def go_on(self) -> None:
        """The learner is here, or back again."""
        self._time.come()
        if self._view is not None:
            self._look.start()

    def end(self) -> None:
        """The lesson is over: there is no place to keep any more."""
        self._note()
        self._view = None
        self._written = dict(self._states)
        self._look.stop()
        self._soon.stop()

    def _note(self) -> None:
        """Take down where the step on the screen stands now."""
        view = self._view
        if view is None:
            return
        before = self._states.get(view.step.id, {})
        spent = before.get(SPENT, 0) + self._time.take()
        state: State = {**view.state(), SPENT: spent}
        place = self._aim or (self._bar.value(), self._bar.maximum())
        if place[0]:
            state[SCROLL] = list(place)
        self._states[view.step.id] = state

    def _keep_now(self) -> None:
        try:
            self._note()
            self._write()
        except KeystepError as error:
            self.failed.emit(error)

    def _try_to_write(self) -> None:
        try:
            self._write()
        except KeystepError:
            self._soon.stop()

    def _write(self) -> None:
        self._soon.stop()
        keep_places(self._station, self._run, self._states)
        self._written = dict(self._states)

    def _look_again(self) -> None:
        """What goes on by itself is work too; a page that only lies there is not."""
        view = self._view
        if view is not None and view.state() != _own(self._states.get(view.step.id, {})):
            self.keep()

    def _scrolled(self) -> None:
        if not self._reaching:
            self._aim = None
            self._soon.start()

    def _reach(self) -> None:
        """Scroll to the place as soon as the page is long enough; one of another length is scrolled
        as far in proportion."""
        if self._aim is not None:
            at, of = self._aim
            most = self._bar.maximum()
            self._set_bar(at if most == of or not of else round(at * most / of))

    def _set_bar(self, value: int) -> None:
        self._reaching = True
        self._bar.setValue(value)
        self._reaching = False

    def _come_or_go(self, state: Qt.ApplicationState) -> None:
        """Whoever is in another program is not at it."""
        if self._area.isVisible():
            act = self.go_on if state is HERE else self.rest
            act()


def _own(state: State) -> State:
    """What the step's view says of itself."""
    return {key: value for key, value in state.items() if key not in {SCROLL, SPENT}}


def _bare(states: Mapping[str, State]) -> dict[str, State]:
    """Places without the time; a step that stands as it began has none."""
    timeless = ((step, {**state, SPENT: 0}) for step, state in states.items())
    return {step: state for step, state in timeless if len(state) > 1}


def _spent(states: Mapping[str, State]) -> int:
    return sum(int(state.get(SPENT, 0)) for state in states.values())
