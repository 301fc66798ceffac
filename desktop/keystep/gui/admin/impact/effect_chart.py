"""The effect week by week since the start, painted."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from keystep.domain import wording
from keystep.domain.axis import scale
from keystep.domain.impact.effects import Impact, Since
from keystep.domain.impact.panel import Step
from keystep.domain.impact.wording import amount, span_of, tick
from keystep.gui import fonts
from keystep.gui.admin.words import say
from keystep.gui.i18n import tr
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint

DOT = 4.5
WIDEST_STEP = 56.0
REACH = 4
"""An interval may reach so many times as far as the effects before it is cut."""


class EffectChart(QWidget):
    """A dot and its interval for each period: hollow before the start, filled since.

    Time runs from left to right in every language. Its words stand in the accessible description.
    """

    def __init__(self, impact: Impact, unit: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._impact, self._unit = impact, unit
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Effect since the start"))
        told = (self._told(one) for one in impact.since)
        self.setAccessibleDescription("; ".join(told))

    def sizeHint(self) -> QSize:
        return QSize(560, fonts.scaled(230))

    def minimumSizeHint(self) -> QSize:
        return QSize(300, fonts.scaled(230))

    def _told(self, one: Since) -> str:
        effect = amount(self._impact, one.effect, self._unit)
        return f"{one.periods:+d}: {effect}, {say(span_of(one.effect))}"

    def paintEvent(self, _event: QPaintEvent) -> None:
        _Plot(paint.begin(self), self, self._impact, self._unit).draw()


class _Plot:
    """One painting of one chart."""

    def __init__(self, painter: QPainter, widget: QWidget, impact: Impact, unit: str) -> None:
        self._painter, self._widget, self._theme = painter, widget, theme_of(widget)
        self._impact, self._since = impact, impact.since
        self._ticks = scale(shown_values(self._since))
        self._words = [tick(impact, value, unit) for value in self._ticks]
        line = fonts.line_height("caption")
        room = max(paint.width_of(word, "caption_figure") for word in self._words)
        self._area = QRectF(
            room + 16, 10, widget.width() - room - 24, widget.height() - 2 * line - 26
        )
        steps = self._since[-1].periods - self._since[0].periods + 1
        self._step = min(WIDEST_STEP, self._area.width() / steps)

    def draw(self) -> None:
        self._before()
        self._grid()
        for one in self._since:
            self._dot(one)
        self._periods()

    def _x(self, periods: float) -> float:
        return self._area.x() + (periods - self._since[0].periods + 0.5) * self._step

    def _y(self, value: float) -> float:
        low, high = self._ticks[0], self._ticks[-1]
        share = (min(max(value, low), high) - low) / (high - low)
        return self._area.bottom() - share * self._area.height()

    def _color(self, role: str) -> QColor:
        return self._theme.color(role)

    def _before(self) -> None:
        """A ground under the time before the start."""
        end = self._x(-0.5)
        if end > self._area.x():
            ground = QRectF(
                self._area.x(), self._area.y(), end - self._area.x(), self._area.height()
            )
            self._painter.fillRect(ground, self._color("sunken"))

    def _grid(self) -> None:
        line = fonts.line_height("caption")
        for value, word in zip(self._ticks, self._words, strict=True):
            y = round(self._y(value)) + 0.5
            self._painter.setPen(QPen(self._color("edge" if value == 0 else "line"), 1))
            self._painter.drawLine(QPointF(self._area.x(), y), QPointF(self._area.right(), y))
            place = QRectF(0, y - line / 2, self._area.x() - 8, line)
            self._say(place, word, paint.END)

    def _dot(self, one: Since) -> None:
        x, ends = self._x(one.periods), one.effect.interval
        after = one.periods >= 0
        sure = after and ends is not None and not wording.crosses_zero(ends)
        color = self._color("accent" if sure else "edge")
        if ends is not None:
            low, high = self._y(ends.low), self._y(ends.high)
            self._painter.fillRect(QRectF(x - 0.75, high, 1.5, low - high), color)
        self._painter.setPen(QPen(color, 1.75))
        self._painter.setBrush(color if sure else self._color("surface"))
        self._painter.drawEllipse(QPointF(x, self._y(one.effect.value)), DOT, DOT)

    def _periods(self) -> None:
        line = fonts.line_height("caption")
        every = max(1, round(34 / self._step))
        top = self._area.bottom() + 6
        for one in self._since:
            if one.periods % every == 0:
                place = QRectF(self._x(one.periods) - 30, top, 60, line)
                self._say(place, wording.signed(one.periods), paint.MIDDLE)
        weeks = self._impact.panel.step is Step.WEEK
        words = tr("Weeks since the start") if weeks else tr("Months since the start")
        self._say(QRectF(self._area.x(), top + line, self._area.width(), line), words, paint.START)

    def _say(self, place: QRectF, words: str, flags: Qt.AlignmentFlag) -> None:
        color = self._color("ink2")
        paint.text(
            self._painter, self._widget, place, words, "caption_figure", color=color, flags=flags
        )


def shown_values(since: tuple[Since, ...]) -> list[float]:
    """What the axis holds: zero, every effect, and of the intervals what is not far beyond."""
    effects = [one.effect.value for one in since]
    most = REACH * max(map(abs, effects), default=1.0) or 1.0
    ends = [end for one in since if (i := one.effect.interval) for end in (i.low, i.high)]
    return [0.0, *effects, *(min(max(end, -most), most) for end in ends)]
