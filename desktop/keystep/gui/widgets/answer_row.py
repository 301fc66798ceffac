"""An answer: a row to choose before checking, a verdict with its reason after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QWidget

from keystep.gui import fonts
from keystep.gui.theme import Theme, theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.choice import draw_mark, mark_size
from keystep.gui.widgets.layout import grow_down
from keystep.gui.widgets.status import STATUSES, draw_glyph, word

TINTS: Mapping[str, tuple[str, str]] = {
    "right": ("success_tint", "success"),
    "not_this_one": ("danger_tint", "danger"),
    "missed": ("warning_tint", "warning"),
    "left_out": ("surface", "line"),
}
_PAD, _TOP = 16, 12


@dataclass(frozen=True, slots=True)
class Verdict:
    """``kind`` is right, not_this_one, missed or left_out; ``feedback`` is always shown."""

    kind: str
    feedback: str = ""


if TYPE_CHECKING:
    _Base = QAbstractButton
else:
    _Base = object  # a Python class can have only one Qt ancestor


class _Answer(_Base):
    """What the choose-one and the choose-several row share; stands before the Qt button."""

    several = True

    def _prepare(self, text: str) -> None:
        self._verdict: Verdict | None = None
        self.setText(text)
        self.setAccessibleName(text)
        self.setProperty("focusInset", True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        grow_down(self)

    @property
    def verdict(self) -> Verdict | None:
        return self._verdict

    def show_verdict(self, verdict: Verdict) -> None:
        """From now on the row cannot be changed; it stays reachable, so that it can be read."""
        self._verdict = verdict
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(f"{self.text()}. {word(verdict.kind)}")
        self.setAccessibleDescription(verdict.feedback)
        self.updateGeometry()
        self.update()

    def nextCheckState(self) -> None:
        if self._verdict is None:
            super().nextCheckState()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def sizeHint(self) -> QSize:
        return QSize(480, self.heightForWidth(480))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = width - self._start() - _PAD - self._word_room()
        words = paint.height_of(self.text(), "body_strong", room)
        if self._verdict is None or not self._verdict.feedback:
            return max(fonts.scaled(56), words + 2 * _TOP)
        reason = paint.height_of(self._verdict.feedback, "caption", room)
        return max(fonts.scaled(66), words + reason + 2 * _TOP)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        self._frame(painter, theme)
        shown = self._verdict is not None
        side = mark_size()
        mark = paint.placed(self, QRectF(_PAD, self._mark_top(), side, side))
        fill, sign = ("ink", "bg") if shown else ("accent", "on_accent")
        draw_mark(
            painter,
            theme,
            mark,
            checked=self.isChecked(),
            several=self.several,
            fill=fill,
            sign=sign,
        )
        self._words(painter, theme)

    def _start(self) -> int:
        return 2 * _PAD + mark_size()

    def _mark_top(self) -> float:
        one_line = self._verdict is None or not self._verdict.feedback
        return (self.height() - mark_size()) / 2 if one_line else _TOP

    def _frame(self, painter: QPainter, theme: Theme) -> None:
        area = self.rect().toRectF()
        if self._verdict:
            fill, border = TINTS[self._verdict.kind]
            paint.box(painter, area, theme.color(fill), theme.color(border))
        elif self.isChecked():
            paint.box(painter, area, theme.color("tint"), theme.color("accent"), width=2)
        else:
            fill = "sunken" if self.underMouse() else "surface"
            paint.box(painter, area, theme.color(fill), theme.color("edge"))

    def _words(self, painter: QPainter, theme: Theme) -> None:
        room = self.width() - self._start() - _PAD - self._word_room()
        tall = paint.height_of(self.text(), "body_strong", room)
        verdict = self._verdict
        top = _TOP if verdict and verdict.feedback else (self.height() - tall) / 2
        rect = QRectF(self._start(), top, room, tall)
        paint.text(
            painter, self, rect, self.text(), "body_strong", color=theme.color("ink"), wrap=True
        )
        if verdict is None:
            return
        below = QRectF(self._start(), top + tall, room, self.height() - top - tall - _TOP + 4)
        start_top = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        paint.text(
            painter,
            self,
            below,
            verdict.feedback,
            "caption",
            color=theme.color("ink2"),
            flags=start_top,
            wrap=True,
        )
        self._say_verdict(painter, theme, top, verdict.kind)

    def _say_verdict(self, painter: QPainter, theme: Theme, top: float, kind: str) -> None:
        x, line = self.width() - self._word_room(), fonts.line_height("body_strong")
        color = theme.color(STATUSES[kind].colour)
        side = fonts.scaled(16)
        glyph = QRectF(x, top + (line - side) / 2, side, side)
        draw_glyph(painter, kind, paint.placed(self, glyph), color)
        words = QRectF(x + side + 8, top, self._word_room() - side - 8 - _PAD, line)
        paint.text(painter, self, words, word(kind), "body_strong", color=color)

    def _word_room(self) -> int:
        if self._verdict is None:
            return 0
        widest = max(paint.width_of(word(kind), "body_strong") for kind in TINTS)
        return int(widest + fonts.scaled(16) + 8 + 2 * _PAD)


class AnswerCheck(_Answer, QCheckBox):
    """One of several that may be chosen."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prepare(text)


class AnswerRadio(_Answer, QRadioButton):
    """One of several of which one may be chosen: its siblings share its parent."""

    several = False

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prepare(text)


AnswerRow = AnswerCheck | AnswerRadio


def answer_row(text: str, *, several: bool, parent: QWidget | None = None) -> AnswerRow:
    """A row for one answer: ``toggled`` tells, Space and click toggle, arrows move."""
    return AnswerCheck(text, parent) if several else AnswerRadio(text, parent)
