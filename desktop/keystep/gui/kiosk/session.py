"""One person's turn at the kiosk, and the clean screen after it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication

from keystep import settings
from keystep.errors import KeystepError
from keystep.gui.app import note
from keystep.gui.i18n import tr
from keystep.gui.kiosk.idle import Idle
from keystep.gui.kiosk.signin.words import first_name
from keystep.gui.kiosk.timeout_page import TimeoutPage
from keystep.gui.kiosk.window import KioskWindow
from keystep.gui.learn.courier import Courier
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.library.lookup import Lookup
from keystep.gui.learn.places import LIBRARY
from keystep.gui.learn.player import Player
from keystep.gui.learn.sitting import Sitting
from keystep.gui.learn.steps.film_opening import plays
from keystep.services.kiosk.seating import Leaving, Seat, stand_up


class Session(QObject):
    """Shows the learner of ``seat`` their pages until they leave or nobody touches the screen.

    ``over`` is sent when they have left: whatever was still under way for them can write nothing
    any more, and their pages go as soon as something else is shown.
    """

    over = Signal()

    def __init__(
        self, window: KioskWindow, seat: Seat, lookup: Lookup, courier: Courier, idle: Idle
    ) -> None:
        super().__init__(window)
        self._window, self.seat, self.idle = window, seat, idle
        self._asking: TimeoutPage | None = None
        desk = Desk(seat.station, seat.learner, guest=seat.guest)
        self.sitting = Sitting(window, desk, lookup, courier, self._is_theirs)
        self.sitting.moved.connect(self._lose)
        if seat.guest:
            window.set_owner(tr("Guest"), "")
        window.rail.show_only({LIBRARY} if seat.guest else None)
        window.place_chosen.connect(self.sitting.go_to)
        idle.busy = self._is_playing
        idle.warned.connect(self._ask)
        idle.returned.connect(self._stay)
        idle.timed_out.connect(self._time_out)

    def begin(self) -> None:
        """Show them what they begin with."""
        self.sitting.begin()
        self.idle.start()

    def end(self, why: Leaving) -> None:
        """They leave: what they did is saved, and their place is kept."""
        self.idle.stop()
        self._window.place_chosen.disconnect(self.sitting.go_to)
        self._stay()
        try:
            self.sitting.end()
        finally:
            self._stand_up(why)
            clear_clipboard()
            self.idle.deleteLater()
            self.deleteLater()
            self.over.emit()

    def _stand_up(self, why: Leaving) -> None:
        """From now on nothing is credited to them, even if the disk cannot be told so."""
        try:
            stand_up(self.seat, why)
        except KeystepError as error:
            note("that somebody left was not noted", error)

    def _is_theirs(self) -> bool:
        """Whether the office still knows this person, and by this id."""
        return self.seat.guest or self.seat.learner in self.seat.station.store.learners()

    def _is_playing(self) -> bool:
        """Whether a film or a recording plays: whoever watches touches nothing."""
        return self.sitting.shown is not None and plays(self.sitting.shown)

    def _ask(self, seconds: int) -> None:
        if self._asking is None:
            kept = settings.load(self.seat.station.home).kiosk_rules
            self._asking = asking = TimeoutPage(
                "" if self.seat.guest else first_name(self.seat.learner),
                self.seat.answers,
                self._place_words(),
                seconds,
                hand=kept.hand,
            )
            asking.stayed.connect(self._stay)
            asking.left.connect(self._leave)
            self._window.cover(asking)
        self._asking.tick(seconds)

    def _stay(self) -> None:
        asking, self._asking = self._asking, None
        if asking is not None:
            self._window.uncover()

    def _leave(self) -> None:
        self.end(Leaving.OWN)

    def _time_out(self) -> None:
        self.end(Leaving.TIMED_OUT)

    def _lose(self, _wanted: str) -> None:
        """The office has let this person go, or found them to be another: they sign in anew."""
        self.end(Leaving.CLOSED)

    def _place_words(self) -> str:
        shown = self.sitting.shown
        if not isinstance(shown, Player):
            return ""
        steps = shown.run.lesson.steps
        return tr(
            "Your lesson waits for you at step {n} of {all}.",
            n=steps.index(shown.step) + 1,
            all=len(steps),
        )


def clear_clipboard() -> None:
    clipboard = QApplication.clipboard()
    for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
        if mode is QClipboard.Mode.Clipboard or clipboard.supportsSelection():
            clipboard.clear(mode)
