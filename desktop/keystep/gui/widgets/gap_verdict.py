"""What checking says in a gap: what was given, and what belongs there where that is another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, QSize
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from keystep.gui import fonts
from keystep.gui.i18n import tr
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.answer_row import TINTS
from keystep.gui.widgets.status import STATUSES, draw_glyph, word

_PAD, _TOP, _GLYPH, _BETWEEN = 12, 8, 16, 8
_EASE = 4
"""Some letters reach out of their own width."""


@dataclass(frozen=True, slots=True)
class GapVerdict:
    """``kind`` is right, not_this_one or missed; ``answer`` is what belongs there."""

    kind: str
    given: str
    answer: str

    @property
    def told(self) -> str:
        """For those who do not see it."""
        if self.kind == "right":
            return word("right")
        return f"{word(self.kind)}. {tr('The answer: {answer}', answer=self.answer)}"

    def size(self) -> QSize:
        """In one line for each of its words."""
        widest = max(paint.width_of(row.words, row.role) for row in self._rows())
        width = int(widest) + fonts.scaled(_EASE) + _around()
        return QSize(width, self.height_for(width))

    def height_for(self, width: int) -> int:
        return max(fonts.scaled(40), self._words_height(width - _around()) + 2 * _TOP)

    def paint(self, widget: QWidget) -> None:
        """On the whole of the widget."""
        painter, theme = paint.begin(widget), theme_of(widget)
        ground, edge = TINTS[self.kind]
        paint.box(painter, widget.rect().toRectF(), theme.color(ground), theme.color(edge))
        width = widget.width() - _around()
        top = (widget.height() - self._words_height(width)) / 2
        for row in self._rows():
            high = paint.height_of(row.words, row.role, width)
            row.paint(painter, widget, QRectF(_words_at(), top, width, high))
            top += high

    def _words_height(self, width: int) -> int:
        return sum(paint.height_of(row.words, row.role, width) for row in self._rows())

    def _rows(self) -> Iterator[_Row]:
        if self.kind == "right":
            yield _Row("right", self.given, "body_strong")
            return
        if self.kind == "not_this_one":
            yield _Row("not_this_one", self.given, "body", struck=True)
        yield _Row("missed", self.answer, "body_strong")


@dataclass(frozen=True, slots=True)
class _Row:
    glyph: str
    words: str
    role: str
    struck: bool = False

    def paint(self, painter: QPainter, widget: QWidget, area: QRectF) -> None:
        theme, line = theme_of(widget), fonts.line_height(self.role)
        side = fonts.scaled(_GLYPH)
        sign = QRectF(_PAD, area.y() + (line - side) / 2, side, side)
        colour = theme.color(STATUSES[self.glyph].colour)
        draw_glyph(painter, self.glyph, paint.placed(widget, sign), colour)
        ink = theme.color("ink")
        paint.text(painter, widget, area, self.words, self.role, color=ink, wrap=True)
        if self.struck:
            painter.setPen(QPen(ink, 1.5))
            for n, words in enumerate(paint.lines(self.words, self.role, area.width())):
                y = area.y() + (n + 0.5) * line + 1
                wide = paint.width_of(words, self.role)
                across = paint.placed(widget, QRectF(area.x(), y, wide, 0))
                painter.drawLine(QLineF(across.topLeft(), across.topRight()))


def _words_at() -> int:
    return _PAD + fonts.scaled(_GLYPH) + _BETWEEN


def _around() -> int:
    """What is not words, of the width."""
    return _words_at() + _PAD
