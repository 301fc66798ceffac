"""The attract screen: what the kiosk shows until somebody touches it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent

from keystep.domain.kiosk.invitations import Asked, drift
from keystep.gui import tasks
from keystep.gui.app import note
from keystep.gui.i18n import lately
from keystep.gui.kiosk.attract.poster import touch_anywhere
from keystep.gui.kiosk.attract.scene import Scene, has_room
from keystep.gui.kiosk.attract.waking import WakingPage
from keystep.gui.kiosk.attract.wear import wear
from keystep.gui.kiosk.scale import px
from keystep.gui.widgets.layout import Layout
from keystep.services.kiosk.attract import Attract, Invitation, attract, first_invitation
from keystep.services.station import Station

TURN_MS, ASKED_MS = 20_000, 30_000
"""For so long an invitation stands; a question that was touched, since then."""
MINUTE_MS = 60_000
AFRESH = 5
"""Every so many minutes it looks again what there is to say."""
ROUND_MINUTES = 60
"""A page that is made anew begins with the colours and sides of its hour."""
REACH, STEP = 12, 2
"""The picture drifts by so many steps of so many pixels, as drawn, to every side."""


class AttractPage(WakingPage):
    """Invitations take turns; a touch anywhere ``woken``, but on the answers to the question of the
    day, which are answered here.

    Nothing burns in: the whole picture drifts from minute to minute, and with each round of
    invitations ground and sides change. Nothing else moves by itself.
    """

    def __init__(self, station: Station) -> None:
        super().__init__()
        self._station = station
        self._newest = self._told = _first(station)
        self._at = self._turns = 0
        self._round = self._minutes // ROUND_MINUTES
        self.scene = Scene(self)
        self._turning, self._minute = QTimer(self, singleShot=True), QTimer(self, singleShot=True)
        self._turning.timeout.connect(self.turn)
        self._minute.timeout.connect(self.pass_minute)
        self.scene.touched.connect(self._wait)
        self.scene.answers.told.connect(self._take_keys)
        self.setAccessibleName(touch_anywhere())
        self._invite()

    @property
    def invitation(self) -> Invitation:
        """The one that is shown now."""
        return self._invitations[self._at]

    def arrange(self, _layout: Layout) -> None:
        self._drift()
        self.scene.arrange(px(REACH * STEP))

    def refresh(self) -> None:
        """Look again what there is to say; what is shown goes on until its turn is over."""
        tasks.start(self, partial(attract, self._station, lately), self._take, _note)

    @Slot()
    def turn(self) -> None:
        """The next invitation, with what is known by now."""
        self._told = self._newest
        self._at, self._turns = self._at + 1, self._turns + 1
        if self._at >= len(self._invitations):
            self._at, self._round = 0, self._round + 1
        self._invite()
        self._turning.start(TURN_MS)

    @Slot()
    def pass_minute(self) -> None:
        """Tell the time, and drift."""
        now = self._station.clock.now().local
        self.scene.tell_time(now)
        self._drift()
        if now.minute % AFRESH == 0:
            self.refresh()
        self._minute.start(MINUTE_MS - (now.second * 1000 + now.microsecond // 1000))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.pass_minute()
        self._turning.start(TURN_MS)

    def hideEvent(self, event: QHideEvent) -> None:
        """What somebody answered is gone before anybody else looks."""
        super().hideEvent(event)
        self.turn()
        self._turning.stop()
        self._minute.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._at >= len(self._invitations):
            self.turn()
        self._drift()
        self.scene.arrange(px(REACH * STEP))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), wear(self._round).ground)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab leads to the answers while a question is open; else it is a key as any other."""
        return self.scene.answers.is_open and super().focusNextPrevChild(forward)

    def _take(self, told: Attract) -> None:
        first, self._newest = not self._newest.saved, told
        if first:
            self._told = told
            self._invite()
        self.scene.tell_state(self._newest, self._turns)

    def _invite(self) -> None:
        held = self.focusWidget()
        if held is not None and self.scene.answers.isAncestorOf(held):
            self.setFocus()
        self.scene.invite(self._told, self.invitation, self._round)
        self.scene.tell_state(self._newest, self._turns)
        self.update()

    @property
    def _invitations(self) -> tuple[Invitation, ...]:
        """Those that there is room for; the general one always."""
        room, every = has_room(self), self._told.invitations
        return tuple(one for one in every if room or not isinstance(one, Asked)) or every

    @property
    def _minutes(self) -> int:
        return int(self._station.clock.now().at.timestamp()) // 60

    def _drift(self) -> None:
        edge, step = px(REACH * STEP), max(px(STEP), 1)
        across, down = (min(max(n * step, -edge), edge) for n in drift(self._minutes, REACH))
        whole = self.rect().adjusted(-edge, -edge, edge, edge)
        self.scene.setGeometry(whole.translated(across, down))

    @Slot()
    def _take_keys(self) -> None:
        """An answer that was given takes no keys any more."""
        self.setFocus()

    @Slot()
    def _wait(self) -> None:
        """Somebody is at the question."""
        self._turning.start(ASKED_MS)


def _first(station: Station) -> Attract:
    """What is shown until the rest is known."""
    return Attract(
        station="",
        invitations=(first_invitation(station),),
        key_results=(),
        saved=(),
        hand="right",
        low=False,
    )


def _note(error: Exception) -> None:
    """What was shown stays; whoever passes cannot mend it."""
    note("attract", error)
