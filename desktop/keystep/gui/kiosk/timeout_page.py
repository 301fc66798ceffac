"""“Are you still here?”: a whole page, so that nothing of the work behind it can be read."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from keystep.gui.i18n import tr, trn
from keystep.gui.kiosk.countdown import CountdownRing, seconds_left
from keystep.gui.kiosk.parts import beside, wide_button
from keystep.gui.kiosk.scale import is_upright, px
from keystep.gui.learn.pages import Page
from keystep.gui.pages import announce, bare
from keystep.gui.widgets.label import label
from keystep.gui.widgets.layout import Layout

ANNOUNCED = (20, 10, 5)
"""The seconds left at which a screen reader says so."""
WIDEST = 1_000
"""The words take all the room that they may."""


class TimeoutPage(Page):
    """``tick`` tells it what is left of ``seconds``. ``stayed`` and ``left`` tell what was pressed.

    ``name`` is what the learner is called, "" for a guest, of whom nothing is kept; ``answers`` are
    those given in this sitting; ``place_words`` say where the work waits, "" where none does.
    ``hand`` is the side that the buttons are on, left or right.
    """

    stayed = Signal()
    left = Signal()

    def __init__(
        self, name: str, answers: int, place_words: str, seconds: int, *, hand: str = "right"
    ) -> None:
        super().__init__()
        self._left = seconds + 1
        self._ring = CountdownRing(seconds)
        asks = tr("Are you still here, {name}?", name=name) if name else tr("Are you still here?")
        self._asks = label(asks, "kiosk_title", wrap=True)
        self._says = label(_says(name, answers), "kiosk_text", "ink2", wrap=True)
        self._stay = wide_button(tr("I’m still here"), "primary", on_click=self.stayed.emit)
        self._leave = wide_button(tr("Sign me out"), on_click=self.left.emit)
        self._place = label(place_words, "caption", "ink2", wrap=True)
        self._place.setVisible(bool(place_words))
        self._card = QFrame()
        self._words = QWidget()
        self._left_handed = hand == "left"
        self._build()
        self.setAccessibleName(asks)

    def arrange(self, _layout: Layout) -> None:
        self._card.setFixedSize(px(460), px(460))
        self._words.setMaximumWidth(px(800 if is_upright(self) else 960))
        self._says.setMaximumWidth(px(800))
        self._stay.setMinimumSize(px(334), px(120))
        self._leave.setMinimumSize(px(284), px(120))
        self._buttons.setSpacing(px(24))
        self._row.setDirection(beside(self, left=self._left_handed))
        self._row.setStretchFactor(self._words, 0 if is_upright(self) else WIDEST)
        self._row.setSpacing(px(96))
        self._row.setContentsMargins(px(72), 0, px(72), 0)
        for gap, drawn in zip(self._gaps, (16, 50, 36), strict=True):
            gap.setFixedHeight(px(drawn))

    def enter(self) -> None:
        """Enter or Space stays; no key is pressed by itself."""
        self._stay.setFocus(Qt.FocusReason.OtherFocusReason)
        self._announce(self._left - 1)

    def tick(self, seconds_left: int) -> None:
        """So much is left from now on."""
        self._ring.set_left(seconds_left)
        self._announce(seconds_left)

    def _announce(self, now: int) -> None:
        if any(now <= at < self._left for at in ANNOUNCED):
            announce(self, seconds_left(now))
        self._left = now

    def _build(self) -> None:
        self._card.setProperty("kind", "card")
        self._card.setProperty("kiosk", True)
        middle = QGridLayout(self._card)
        bare(middle)
        middle.addWidget(self._ring, 0, 0, Qt.AlignmentFlag.AlignCenter)
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self._stay)
        self._buttons.addWidget(self._leave)
        self._buttons.addStretch(1)
        self._gaps = [QWidget() for _ in range(3)]
        column = QVBoxLayout(self._words)
        bare(column)
        column.addStretch(1)
        for part in (self._asks, self._gaps[0], self._says, self._gaps[1]):
            column.addWidget(part)
        column.addLayout(self._buttons)
        column.addWidget(self._gaps[2])
        column.addWidget(self._place)
        column.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        bare(self._row)
        self._row.addStretch(1)
        self._row.addWidget(self._card)
        self._row.addWidget(self._words, WIDEST)
        self._row.addStretch(1)


def _says(name: str, answers: int) -> str:
    """What is safe, and what happens next."""
    if not name:
        return tr(
            "If nobody touches the screen your visit ends, so that the next person starts with a "
            "clean one. Nothing of it is kept."
        )
    clean = tr(
        "If nobody touches the screen you are signed out, so that the next person starts with a "
        "clean one."
    )
    if not answers:
        return tr("What you did is saved. {rest}", rest=clean)
    saved = trn("Your answer is saved.", "Your {n} answers are saved.", answers)
    return f"{saved} {clean}"
