"""Setting a kiosk up at its own screen, one step after the other."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer

from keystep import settings
from keystep.gui import tasks
from keystep.gui.kiosk.setup.beginning import BeginningStep
from keystep.gui.kiosk.setup.comparing import JoinedStep
from keystep.gui.kiosk.setup.join_page import JoinPage, Search
from keystep.gui.kiosk.setup.pin import PinStep
from keystep.gui.kiosk.setup.reach import ReachStep
from keystep.services.kiosk import setting_up, signing_in
from keystep.services.kiosk.searching import search
from keystep.services.kiosk.setting_up import Stage
from keystep.services.station import Station

LOOKS, LOOK_MS = 24, 5_000
"""How often a file is looked for that sets the kiosk up with nobody there, and how long after the
look before: sticks come late after a start."""

Follow = Callable[[], str | None]


class SetUpPage(JoinPage):
    """``done``: people can sign in from now on. What was answered is kept at once, so that it goes
    on where it was after the plug was pulled. ``looking`` finds what there is to join; ``follow``
    sets the kiosk up by a file that lies ready, and says so."""

    _counts = True

    def __init__(
        self, station: Station, looking: Search = search, follow: Follow | None = None
    ) -> None:
        self._follow = follow or partial(setting_up.follow_file, station)
        self._looks = LOOKS
        super().__init__(station, looking)
        if self.step is not None:
            self._look_for_file()

    def _begin(self) -> None:
        self._go_on()

    def _go_on(self) -> None:
        """To where the station is."""
        asks: dict[Stage, Callable[[], object]] = {
            Stage.BEGIN: self._ask_how,
            Stage.WORDS: self._ask_words,
            Stage.PIN: self._ask_pin,
            Stage.REACH: self._ask_reach,
            Stage.DONE: self._end_soon,
        }
        asks[setting_up.stage(self._station)]()

    def _end_soon(self) -> None:
        """Whoever makes the page listens by then."""
        QTimer.singleShot(0, self, self.done.emit)

    def _step_back(self) -> None:
        self._ask_how()

    def _look_for_file(self) -> None:
        self._looks -= 1
        tasks.start(self, self._follow, self._followed, self._not_followed)

    def _look_again(self) -> None:
        """As long as nobody has begun at the screen."""
        if isinstance(self.step, BeginningStep) and self._looks:
            self._look_for_file()

    def _followed(self, done: str | None) -> None:
        """Whatever is shown now: a file has settled all of it, or joined and left the PIN open."""
        if done is not None:
            self.done.emit()
        elif isinstance(self.step, BeginningStep):
            if setting_up.stage(self._station) is not Stage.BEGIN:
                self._go_on()
            QTimer.singleShot(LOOK_MS, self, self._look_again)

    def _not_followed(self, error: Exception) -> None:
        if isinstance(self.step, BeginningStep):
            self.step.refuse(tasks.said(error))

    def _ask_how(self) -> None:
        self._place = None
        step = BeginningStep()
        step.joining.connect(self._ask_where)
        step.alone.connect(self._ask_name)
        self._show(step)

    def _ask_pin(self) -> None:
        step = PinStep()
        step.left.connect(self._go_back_from_pin)
        step.chosen.connect(self._keep_pin)
        self._show(step)

    def _go_back_from_pin(self) -> None:
        kept = settings.load(self._station.home)
        if kept.share is None:
            self._place = None
            self._ask_name()
            return
        step = JoinedStep(kept.share.organisation, kept.station)
        step.kept.connect(self._ask_pin)
        step.leaving.connect(self._leave)
        self._show(step)

    def _leave(self) -> None:
        leave = partial(setting_up.choose_again, self._station)
        self._work(leave, lambda _left: self._ask_where())

    def _keep_pin(self, pin: str) -> None:
        keep = partial(signing_in.choose, self._station, signing_in.ADMIN, signing_in.Way.PIN, pin)
        self._work(keep, lambda _nothing: self._ask_reach())

    def _ask_reach(self) -> None:
        kept = settings.load(self._station.home)
        step = ReachStep(kept.kiosk_rules, self._station.shelf.languages, kept.language)
        step.left.connect(self._ask_pin)
        step.chosen.connect(self._finish)
        self._show(step)

    def _finish(self, hand: str, low: bool, language: str) -> None:
        finish = partial(setting_up.finish, self._station, hand, low=low, language=language)
        self._work(finish, lambda _nothing: self.done.emit())
