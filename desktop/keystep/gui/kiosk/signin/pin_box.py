"""How much of a secret is there, and what came of it; never which."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from keystep.gui.i18n import tr, trn
from keystep.gui.kiosk.scale import px
from keystep.gui.kiosk.signin import drawings
from keystep.gui.pages import announce
from keystep.gui.theme import Theme, theme_of
from keystep.gui.widgets import paint

ROLE = "group"
TONES = {"danger": "danger", "warning": "warning", "info": "ink"}


class PinBox(QWidget):
    """A dot for each digit or picture, a ring for each that is missing; or what is to be said.

    Once it was high enough for a sentence it stays so: keys must not move under a finger.
    """

    def __init__(self, name: str, rings: int) -> None:
        super().__init__()
        self._rings, self._count, self._shown = rings, 0, tuple[str, ...]()
        self._words, self._tone = "", "info"
        self._least, self._grown = 96, 0
        self.setAccessibleName(name)
        self.setProperty("ownFocus", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.count(0)

    @property
    def words(self) -> str:
        """What it says instead of dots; "" while it shows dots."""
        return self._words

    def count(self, count: int, shown: Sequence[str] = ()) -> None:
        """So many are there. ``shown`` are drawings in place of dots, for whoever chooses anew."""
        self._count, self._shown, self._words = count, tuple(shown), ""
        self.setAccessibleDescription(trn("1 of them is there", "{n} of them are there", count))
        self.update()

    def say(self, words: str, tone: str = "danger") -> None:
        """``tone`` is danger, warning or info."""
        self._words, self._tone = words, tone
        self.setAccessibleDescription(words)
        self._grown = max(self._grown, self._height_of_words())
        self.updateGeometry()
        self.update()
        announce(self, words)

    def arrange(self, *, roomy: bool) -> None:
        self._least = 96 if roomy else 76
        self._grown = self._height_of_words() if self._words else 0
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(px(520), max(px(self._least), self._grown))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        edge = TONES[self._tone] if self._words and self._tone != "info" else "accent"
        paint.box(
            painter,
            self.rect().toRectF(),
            theme.color("surface"),
            theme.color(edge),
            width=px(4) if self._words or self.hasFocus() else px(2),
            radius=px(16),
        )
        if self._words:
            inner = self.rect().toRectF().adjusted(px(24), 0, -px(24), 0)
            color = theme.color(TONES[self._tone])
            middle = paint.MIDDLE
            paint.text(
                painter, self, inner, self._words, ROLE, color=color, flags=middle, wrap=True
            )
        else:
            self._draw_dots(painter, theme)

    def _draw_dots(self, painter: QPainter, theme: Theme) -> None:
        places, side = max(self._rings, self._count), px(28 if not self._shown else 48)
        step = min(px(56 if not self._shown else 72), (self.width() - px(48)) / places)
        start = (self.width() - step * (places - 1)) / 2
        for place in range(places):
            area = QRectF(0, 0, side, side)
            area.moveCenter(QRectF(start + place * step, 0, 0, self.height()).center())
            area = paint.placed(self, area)
            if place < len(self._shown):
                drawings.draw(painter, self._shown[place], area, theme.color("accent"))
                continue
            spare = (side - px(28)) / 2
            dot = area.adjusted(spare, spare, -spare, -spare)
            fill = theme.color("accent") if place < self._count else None
            edge = None if place < self._count else theme.color("edge")
            paint.box(painter, dot, fill, edge, width=px(4), radius=dot.width() / 2)

    def _height_of_words(self) -> int:
        width = max(self.width(), px(400)) - px(48)
        return paint.height_of(self._words, ROLE, width) + px(28)


def more_digits(missing: int) -> str:
    """What the button says while a PIN is too short."""
    words = {
        1: tr("One more digit"),
        2: tr("Two more digits"),
        3: tr("Three more digits"),
        4: tr("Four digits or more"),
    }
    return words[missing]
