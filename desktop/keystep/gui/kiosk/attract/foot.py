"""The foot of the attract screen: where a key result stands, and what is saved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent

from keystep.gui.kiosk.attract.measure import draw_measure
from keystep.gui.kiosk.attract.part import Part
from keystep.gui.kiosk.attract.words import Stand
from keystep.gui.kiosk.scale import px
from keystep.gui.widgets import paint
from keystep.gui.widgets.status import draw_glyph

HEIGHT = 92
_RULER, _SHORTEST, _TRACK, _NAMED = 232, 80, 12, 96
_GAP, _FLAG, _AFTER_FLAG = 16, 20, 20
_GLYPH, _BEFORE_WORD = 26, 10
"""As drawn."""


class Foot(Part):
    """A key result at one edge, at the other what is saved. Never green: what is not
    counted lately is hatched, and what is stands in the colour of the text."""

    def __init__(self) -> None:
        super().__init__()
        self._stand: Stand | None = None
        self._saved: tuple[str, ...] = ()

    def set_words(self, stand: Stand | None, saved: Sequence[str]) -> None:
        """``saved`` are facts, the weightiest first: the others show where there is room."""
        self._stand, self._saved = stand, tuple(saved)
        said = stand.spoken() if stand else ""
        self.setAccessibleName(". ".join(filter(None, (said, *self._saved))))
        self.update()

    def arrange(self) -> None:
        self.setFixedHeight(px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        facts = self._facts()
        wide = [paint.width_of(fact, _role(n)) + 1 for n, fact in enumerate(facts)]
        saved = sum(wide) + px(_GAP) * max(len(facts) - 1, 0)
        x = 0.0 if self.swapped else self.width() - saved
        for n, fact in enumerate(facts):
            rect = QRectF(x, 0, wide[n], self.height())
            colour = self.wear.second if n else self.wear.text
            paint.text(painter, self, rect, fact, _role(n), color=colour)
            x += wide[n] + px(_GAP)
        if shown := self._shown:
            self._key_result(painter, shown, self.width() - saved - px(3 * _GAP))

    @property
    def _shown(self) -> Stand | None:
        """The key result where its name has room by what is saved: figures alone say nothing."""
        if self._stand is None:
            return None
        saved = sum(self._width(fact, "group") for fact in self._saved[:1]) + px(3 * _GAP)
        name = self._width(self._stand.title, "group")
        least = self._wanted(self._stand) - max(name - px(_NAMED), 0.0) + px(_SHORTEST)
        return self._stand if least <= self.width() - saved else None

    def _facts(self) -> tuple[str, ...]:
        """What is saved, and beside it as much as there is room for."""
        room = float(self.width())
        if shown := self._shown:
            room -= self._wanted(shown) + px(_RULER + 3 * _GAP)
        for n in range(len(self._saved), 1, -1):
            facts = self._saved[:n]
            if sum(paint.width_of(fact, "group") + px(_GAP) for fact in facts) <= room:
                return facts
        return self._saved[:1]

    def _wanted(self, stand: Stand) -> float:
        """The width of a key result without its ruler."""
        gaps = 2 * px(_GAP) + px(_FLAG + _AFTER_FLAG)
        return self._width(stand.title, "group") + self._rest(stand) + gaps

    def _rest(self, stand: Stand) -> float:
        glyph = px(_GLYPH + _BEFORE_WORD) if stand.status else 0
        tail = self._width(stand.tail, "caption_figure") + glyph
        return self._width(stand.figures, "caption_figure") + tail

    def _width(self, words: str, role: str) -> float:
        return paint.width_of(words, role) + 1

    def _key_result(self, painter: QPainter, stand: Stand, room: float) -> None:
        """The ruler grows short before the title is cut."""
        over = self._wanted(stand) + px(_RULER) - room
        ruler = max(px(_RULER) - max(over, 0.0), px(_SHORTEST))
        cut = max(self._wanted(stand) + ruler - room, 0.0)
        title = max(self._width(stand.title, "group") - cut, 0.0)
        length = title + self._wanted(stand) - self._width(stand.title, "group") + ruler
        x = self.width() - length if self.swapped else 0.0
        x = self._said(painter, x, stand.title, "group", title) + px(_GAP)
        figures = self._width(stand.figures, "caption_figure")
        x = self._said(painter, x, stand.figures, "caption_figure", figures) + px(_GAP)
        track = QRectF(x, (self.height() - px(_TRACK)) / 2, ruler, px(_TRACK))
        painter.save()
        paint.mirror(painter, self)
        draw_measure(painter, track, self.wear, stand.share, stale=stand.stale)
        painter.restore()
        x += ruler + px(_FLAG + _AFTER_FLAG)
        if stand.status:
            side = px(_GLYPH)
            glyph = QRectF(x, (self.height() - side) / 2, side, side)
            draw_glyph(painter, stand.status, paint.placed(self, glyph), self.wear.text)
            x += side + px(_BEFORE_WORD)
        tail = self._width(stand.tail, "caption_figure")
        self._said(painter, x, stand.tail, "caption_figure", tail)

    def _said(self, painter: QPainter, x: float, words: str, role: str, width: float) -> float:
        """Words from ``x`` on; where they end."""
        rect = QRectF(x, 0, width, self.height())
        colour = self.wear.text if role == "group" else self.wear.second
        paint.text(painter, self, rect, words, role, color=colour)
        return x + width


def _role(n: int) -> str:
    return "caption_figure" if n else "group"
