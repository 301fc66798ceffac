"""An answer to the question of the day: touched, then checked, always in the same fixed colours."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton

from keystep.gui import fonts
from keystep.gui.kiosk.scale import px
from keystep.gui.theme import DARK, LIGHT
from keystep.gui.widgets import paint
from keystep.gui.widgets.answer_row import TINTS, Verdict
from keystep.gui.widgets.layout import grow_down
from keystep.gui.widgets.status import STATUSES, draw_glyph, word

_PAD, _ABOVE, _LEAST, _ROUND = 28, 18, 88, 16
_MARK, _GLYPH, _BESIDE = 40, 28, 12
"""As drawn."""
_TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class Answer(QPushButton):
    """``several``: it is ticked, and others may be with it."""

    def __init__(self, text: str, *, several: bool) -> None:
        super().__init__(text)
        self._verdict: Verdict | None = None
        self.setAccessibleName(text)
        self.setCheckable(several)
        self.setProperty("ownFocus", True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover, False)
        grow_down(self)

    @property
    def verdict(self) -> Verdict | None:
        return self._verdict

    def show_verdict(self, verdict: Verdict) -> None:
        """From now on it only tells how it was."""
        self._verdict = verdict
        self.setEnabled(False)
        self.setAccessibleName(f"{self.text()}. {word(verdict.kind)}")
        self.setAccessibleDescription(verdict.feedback)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        high = self._text_height(width) + self._told_height(width) + 2 * px(_ABOVE)
        return max(px(_LEAST), high)

    def sizeHint(self) -> QSize:
        return QSize(px(720), self.heightForWidth(px(720)))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(320), self.heightForWidth(max(self.width(), px(320))))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        self._frame(painter)
        start, room = self._start, self._room(self.width())
        told = self._told_height(self.width())
        high = self._text_height(self.width())
        top = (self.height() - high - told) / 2
        if self.isCheckable():
            self._mark(painter, top + (fonts.line_height("kiosk_text") - px(_MARK)) / 2)
        rect, ink = QRectF(start, top, room, high), LIGHT.color("ink")
        paint.text(painter, self, rect, self.text(), "kiosk_text", color=ink, wrap=True)
        if self._verdict is not None:
            self._tell(painter, self._verdict, QRectF(start, top + high, room, told))

    @property
    def _start(self) -> int:
        return px(_PAD) + (px(_MARK + 20) if self.isCheckable() else 0)

    def _room(self, width: int) -> int:
        return max(width - self._start - px(_PAD), 1)

    def _text_height(self, width: int) -> int:
        return paint.height_of(self.text(), "kiosk_text", self._room(width))

    def _told_height(self, width: int) -> int:
        """The word of a verdict, and why."""
        if self._verdict is None:
            return 0
        return paint.height_of(self._reason(self._verdict), "caption", self._reason_room(width))

    def _reason_room(self, width: int) -> float:
        if self._verdict is None:
            return 0
        said = paint.width_of(word(self._verdict.kind), "group")
        return self._room(width) - px(_GLYPH + 2 * _BESIDE + 4) - said

    def _reason(self, verdict: Verdict) -> str:
        return verdict.feedback or " "

    def _frame(self, painter: QPainter) -> None:
        area, radius = self.rect().toRectF(), px(_ROUND)
        fill, color, width = "bg", None, 0
        if self._verdict is not None:
            fill = TINTS[self._verdict.kind][0]
        elif self.isDown() or self.isChecked():
            fill, color, width = "tint", DARK.color("accent"), px(4)
        paint.box(painter, area, LIGHT.color(fill), color, width=width, radius=radius)
        by_key = self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        if self.hasFocus() and by_key:
            inner, line = area.adjusted(px(6), px(6), -px(6), -px(6)), max(px(4), 2)
            paint.box(painter, inner, None, LIGHT.color("focus"), width=line, radius=px(_ROUND - 6))

    def _mark(self, painter: QPainter, top: float) -> None:
        rect = paint.placed(self, QRectF(px(_PAD), top, px(_MARK), px(_MARK)))
        ticked = self.isChecked()
        fill, edge = ("accent", None) if ticked else ("surface", LIGHT.color("edge"))
        paint.box(painter, rect, LIGHT.color(fill), edge, width=max(px(2), 1), radius=px(8))
        if ticked:
            paint.tick(painter, rect, LIGHT.color("on_accent"), px(4))

    def _tell(self, painter: QPainter, verdict: Verdict, rect: QRectF) -> None:
        """Glyph and word, and beside them why."""
        color, line = LIGHT.color(STATUSES[verdict.kind].colour), fonts.line_height("caption")
        side = px(_GLYPH)
        glyph = QRectF(rect.x(), rect.y() + (line - side) / 2, side, side)
        draw_glyph(painter, verdict.kind, paint.placed(self, glyph), color)
        said, x = word(verdict.kind), rect.x() + side + px(_BESIDE)
        wide = paint.width_of(said, "group") + 2
        paint.text(painter, self, QRectF(x, rect.y(), wide, line), said, "group", color=color)
        x += wide + px(_BESIDE)
        why = QRectF(x, rect.y(), self._reason_room(self.width()), rect.height())
        ink2, reason = LIGHT.color("ink2"), verdict.feedback
        paint.text(painter, self, why, reason, "caption", color=ink2, flags=_TOP, wrap=bool(reason))
