"""The whole picture of the attract screen."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from keystep.domain.kiosk.invitations import Achieved, Asked
from keystep.gui.kiosk.attract.answers import Answers
from keystep.gui.kiosk.attract.foot import Foot
from keystep.gui.kiosk.attract.head import Head
from keystep.gui.kiosk.attract.poster import HERO, TITLE, Poster
from keystep.gui.kiosk.attract.stair import Stair
from keystep.gui.kiosk.attract.words import saying, stand, steps
from keystep.gui.kiosk.scale import is_upright, px
from keystep.gui.learn.desk import say
from keystep.gui.pages import across, bare
from keystep.services.kiosk.attract import Attract, Invitation

_NARROW = 1_200
"""On a screen less wide, as drawn, nothing has room beside the words."""
_MARGIN, _APART, _ABOVE_EACH_OTHER = 72, 72, 24
_WORDS = 724
"""The words have this room at least; all as drawn."""


class Scene(QWidget):
    """Head, an invitation, foot. ``touched``: somebody is at the question of the day."""

    touched = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._invitation: Invitation | None = None
        self._low, self._hand, self._round = False, "right", 0
        self.head, self.foot = Head(), Foot()
        self.poster, self.stair, self.answers = Poster(), Stair(), Answers()
        self.answers.touched.connect(self.touched)
        self.answers.told.connect(self.poster.tell)
        self._column = QVBoxLayout(self)
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        bare(self._column)
        bare(self._middle)
        for part, stretch in ((self.poster, 8), (self.stair, 0), (self.answers, 10)):
            self._middle.addWidget(part, stretch)
        self._column.addWidget(self.head)
        self._column.addLayout(self._middle, 1)
        self._column.addWidget(self.foot)

    def arrange(self, edge: int) -> None:
        """Take the present scale; ``edge`` pixels of each side may be out of sight."""
        for part in (self.head, self.foot, self.answers):
            part.arrange()
        side = edge + px(_MARGIN)
        beside = 0 if is_upright(self) else px(_APART + _WORDS)
        self.stair.arrange(self.width() - 2 * side - beside)
        self._column.setContentsMargins(side, edge, side, edge)
        self._place()

    def invite(self, told: Attract, invitation: Invitation, round_: int) -> None:
        """Show an invitation in the colours of that round."""
        self._invitation, self._round = invitation, round_
        self._low, self._hand = told.low, told.hand
        for part in (self.head, self.foot, self.poster, self.stair):
            part.wear_round(round_)
        largest = TITLE if isinstance(invitation, Asked) else HERO
        flat = isinstance(invitation, Asked) and told.low and not is_upright(self)
        self.poster.show_saying(saying(invitation, told.station), largest, signed=not flat)
        self.stair.set_steps(steps(invitation), begins=not isinstance(invitation, Achieved))
        if isinstance(invitation, Asked):
            self.answers.ask(invitation, beside=flat)
        else:
            self.answers.clear()
        self._place()
        self.update()

    def tell_time(self, now: datetime) -> None:
        """``now`` is local."""
        self.head.set_time(now)

    def tell_state(self, told: Attract, turn: int) -> None:
        """What is saved; and where a key result stands, another one each turn."""
        stands = told.key_results
        standing = stand(stands[turn % len(stands)]) if stands else None
        self.foot.set_words(standing, tuple(map(say, told.saved)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A line from edge to edge above the foot."""
        line = QRectF(0, self.foot.y(), self.width(), 1)
        QPainter(self).fillRect(line, self.foot.wear.tread)

    def _place(self) -> None:
        """Words and treads at places that change; answers at the hand that gives them, or below."""
        asked, upright = isinstance(self._invitation, Asked), is_upright(self)
        self.answers.setVisible(asked)
        self.stair.setVisible(not asked and has_room(self))
        ways, changed = QBoxLayout.Direction, self._round % 2 == 1
        below = upright or (asked and self._low)
        if below:
            way = ways.BottomToTop if changed and not asked else ways.TopToBottom
        elif asked:
            way = across(mirrored=self._hand == "left")
        else:
            way = ways.RightToLeft if changed else ways.LeftToRight
        self._middle.setDirection(way)
        self._middle.setStretch(0, 9 if below else 8)
        self._middle.setStretch(1, 10 if below else 0)
        self._middle.setSpacing(px(_ABOVE_EACH_OTHER if below else _APART))


def has_room(part: QWidget) -> bool:
    """Whether treads, or a question's answers, have room in ``part`` beside its words or below."""
    return is_upright(part) or part.width() >= px(_NARROW)
