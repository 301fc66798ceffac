"""The course of a key result through its cycle, painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from keystep.domain import wording
from keystep.domain.axis import days_of, scale
from keystep.domain.measures import Forecast
from keystep.domain.okr import Cycle, KrKind, KrRow, Point, Status
from keystep.gui import fonts
from keystep.gui.admin.words import say, short_day
from keystep.gui.i18n import tr
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.label import label

FLAG = 15
TAB = 20


@dataclass(frozen=True)
class LessonMark:
    """A lesson's letter on the day when somebody first began it."""

    letter: str
    day: date


class TrendChart(QWidget):
    """Figures with their band, even pace, forecast and cone, target, and lettered lessons.

    Time runs from left to right in every language. Its words stand in the accessible description.
    """

    def __init__(
        self,
        row: KrRow,
        cycle: Cycle,
        marks: Sequence[LessonMark] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._row, self._cycle, self._marks = row, cycle, tuple(marks)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Course of {title}", title=row.key_result.title))
        told = (f"{short_day(p.day)}: {wording.figure(p.value)}" for p in row.points)
        self.setAccessibleDescription(", ".join(told))

    def sizeHint(self) -> QSize:
        return QSize(640, fonts.scaled(280))

    def minimumSizeHint(self) -> QSize:
        return QSize(360, fonts.scaled(220))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        plot = _Plot(painter, self, self._row, self._cycle, self._marks)
        plot.draw()


class _Plot:
    """One painting of one chart."""

    def __init__(
        self,
        painter: QPainter,
        widget: QWidget,
        row: KrRow,
        cycle: Cycle,
        marks: tuple[LessonMark, ...],
    ) -> None:
        self._painter, self._widget, self._theme = painter, widget, theme_of(widget)
        self._row, self._cycle, self._marks = row, cycle, marks
        self._forecast = forecast_shown(row)
        self._goals = goals(row)
        self._ticks = scale(_values(row, self._forecast, self._goals))
        line = fonts.line_height("caption")
        room = max(paint.width_of(wording.figure(t), "caption_figure") for t in self._ticks)
        end = max(paint.width_of(self._goal_word(goal), "group_figure") for goal in self._goals)
        top = fonts.scaled(TAB) + 16 if marks else FLAG + 2
        self._area = QRectF(
            room + 24, top, widget.width() - room - 24 - end - 34, widget.height() - top - line - 22
        )

    def draw(self) -> None:
        self._grid()
        self._band()
        self._cone()
        self._lessons()
        self._even_pace()
        self._target()
        self._line()
        self._words()

    def _at(self, day: date, value: float) -> QPointF:
        days = max((self._cycle.end - self._cycle.start).days, 1)
        x = self._area.x() + self._area.width() * (day - self._cycle.start).days / days
        return QPointF(x, self._y(value))

    def _y(self, value: float) -> float:
        share = (value - self._ticks[0]) / (self._ticks[-1] - self._ticks[0])
        return self._area.bottom() - share * self._area.height()

    def _color(self, role: str) -> QColor:
        return self._theme.color(role)

    def _pen(self, role: str, width: float, dashes: Sequence[float] = ()) -> None:
        pen = QPen(self._color(role), width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if dashes:
            pen.setDashPattern(list(dashes))
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)

    def _say(
        self, rect: QRectF, words: str, role: str, colour: str, flags: Qt.AlignmentFlag
    ) -> None:
        paint.text(
            self._painter,
            self._widget,
            rect,
            words,
            role,
            color=self._color(colour),
            flags=flags,
        )

    def _grid(self) -> None:
        line = fonts.line_height("caption")
        for tick in self._ticks:
            y = round(self._y(tick)) + 0.5
            self._pen("line", 1)
            self._painter.drawLine(QPointF(self._area.x(), y), QPointF(self._area.right(), y))
            place = QRectF(0, y - line / 2, self._area.x() - 12, line)
            self._say(place, wording.figure(tick), "caption_figure", "ink2", paint.END)
        for day in days_of(self._cycle):
            x = self._at(day, self._ticks[0]).x()
            place = QRectF(x - 50, self._area.bottom() + 12, 100, line)
            self._say(place, short_day(day), "caption_figure", "ink2", paint.MIDDLE)

    def _band(self) -> None:
        ranged = [(p.day, p.interval) for p in self._row.points if p.interval]
        upper = [self._at(day, ends.high) for day, ends in ranged]
        lower = [self._at(day, ends.low) for day, ends in reversed(ranged)]
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._color("tint"))
        self._painter.drawPolygon(QPolygonF([*upper, *lower]))

    def _cone(self) -> None:
        if self._forecast is None or self._row.now is None:
            return
        ends, end = self._forecast.interval, self._cycle.end
        tip = self._at(self._row.now.day, self._row.now.value)
        cone = QPolygonF([tip, self._at(end, ends.high), self._at(end, ends.low)])
        self._pen("edge", 1, (3, 3))
        self._painter.setBrush(self._color("stale_tint"))
        self._painter.drawPolygon(cone)
        self._pen("ink2", 1.75, (4, 3))
        self._painter.drawLine(tip, self._at(end, self._forecast.value))

    def _lessons(self) -> None:
        side = float(fonts.scaled(TAB))
        free = -side
        for lesson in sorted(self._marks, key=lambda mark: mark.day):
            x = min(max(self._at(lesson.day, 0).x(), self._area.x()), self._area.right())
            beside = max(x, free)
            free = beside + side + 2
            self._pen("accent", 1.25, (1.5, 2.5))
            top, bottom = QPointF(x, side + 2), QPointF(x, self._area.bottom())
            self._painter.drawLine(top, bottom)
            tab = QRectF(beside - side / 2, 2, side, side)
            paint.box(self._painter, tab, self._color("accent"), radius=6)
            self._say(tab, lesson.letter, "group", "on_accent", paint.MIDDLE)

    def _even_pace(self) -> None:
        key_result = self._row.key_result
        if not has_pace(self._row):
            return
        self._pen("edge", 1.5, (1, 2.5))
        start = self._at(self._cycle.start, key_result.baseline)
        self._painter.drawLine(start, self._at(self._cycle.end, key_result.target))

    def _target(self) -> None:
        line, right = fonts.line_height("caption"), self._area.right()
        for goal in self._goals:
            y = round(self._y(goal))
            self._painter.fillRect(
                QRectF(self._area.x(), y - 0.75, self._area.width(), 1.5), self._color("ink")
            )
            paint.flag(self._painter, right - 1, y - FLAG, y + 1, self._color("ink"))
            place = QRectF(right + 14, y - line / 2, self._widget.width() - right - 14, line)
            self._say(place, self._goal_word(goal), "group_figure", "ink", paint.START)

    def _goal_word(self, goal: float) -> str:
        return wording.with_unit(goal, self._row.key_result.unit)

    def _line(self) -> None:
        dots = [self._at(point.day, point.value) for point in self._row.points]
        self._pen("accent", 2.5)
        self._painter.drawPolyline(QPolygonF(dots))
        for place, dot in enumerate(dots):
            radius = 5.5 if place == len(dots) - 1 else 3.5
            self._painter.setPen(QPen(self._color("surface"), 1))
            self._painter.setBrush(self._color("accent"))
            self._painter.drawEllipse(dot, radius, radius)

    def _words(self) -> None:
        now = self._row.now
        if now is None:
            return
        stale, figure = self._row.status is Status.STALE, wording.figure(now.value)
        said = tr("{figure} now", figure=figure)
        if stale:
            said = tr("{figure} on {day}", figure=figure, day=short_day(now.day))
        here = self._place_now(now, paint.width_of(said, "group_figure") + 2)
        self._say(here, said, "group_figure", "stale" if stale else "ink", paint.START)
        if self._forecast is not None:
            dot = self._at(now.day, now.value)
            self._forecast_words(self._forecast, (here, QRectF(dot.x() - 8, dot.y() - 8, 16, 16)))

    def _place_now(self, now: Point, wide: float) -> QRectF:
        """Above the band at the last dot; below it where a target line would cross the words."""
        line, tip = fonts.line_height("caption"), self._at(now.day, now.value)
        high, low = (now.interval.high, now.interval.low) if now.interval else (now.value,) * 2
        above = min(self._y(high), tip.y() - 6) - 2 - line
        below = max(self._y(low), tip.y() + 6) + 2
        crossed = any(above - 2 <= self._y(goal) <= above + line + 2 for goal in self._goals)
        x = min(tip.x() + 6, self._widget.width() - wide)
        return QRectF(x, below if crossed or above < 0 else above, wide, line)

    def _forecast_words(self, ahead: Forecast, taken: Sequence[QRectF]) -> None:
        said = tr(
            "forecast {figure} ({span})",
            figure=wording.figure(ahead.value),
            span=say(wording.span(ahead.interval)),
        )
        line = fonts.line_height("caption")
        wide = paint.width_of(said, "caption_figure") + 2
        goals = [self._y(goal) for goal in self._goals]
        below = max(self._y(ahead.interval.low), *goals) + 6
        above = min(self._y(ahead.interval.high), *(y - 16 for y in goals)) - 6 - line
        places = (
            QRectF(self._area.right() - wide, top, wide, line)
            for top in (below, above, self._area.top() + 4, self._area.bottom() - line - 4)
        )
        inside = self._area.adjusted(-1e4, 0, 1e4, 4)
        fits = (at for at in places if inside.contains(at))
        place = next((at for at in fits if not any(map(at.intersects, taken))), None)
        if place is not None:
            self._painter.fillRect(place.adjusted(-4, 0, 0, 0), self._color("surface"))
            self._say(place, said, "caption_figure", "ink2", paint.END)


def has_pace(row: KrRow) -> bool:
    return row.key_result.kind not in (KrKind.MAINTAIN, KrKind.MILESTONE)


def forecast_shown(row: KrRow) -> Forecast | None:
    """Stale data foretells nothing."""
    return None if row.status is Status.STALE else row.forecast


def goals(row: KrRow) -> tuple[float, ...]:
    """The target, or the bounds that are kept."""
    key_result = row.key_result
    if key_result.kind is KrKind.MAINTAIN:
        return tuple(sorted({key_result.low, key_result.high}))
    return (100.0,) if key_result.kind is KrKind.MILESTONE else (key_result.target,)


def _values(row: KrRow, ahead: Forecast | None, ends: tuple[float, ...]) -> list[float]:
    values = [point.value for point in row.points] + list(ends)
    values += [row.key_result.baseline] if has_pace(row) else []
    intervals = [p.interval for p in row.points] + [ahead.interval if ahead else None]
    return values + [end for i in intervals if i for end in (i.low, i.high)]


class ChartLegend(QWidget):
    """What the lines mean; only those that are there."""

    def __init__(self, row: KrRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for kind, words, shown in (
            ("line", tr("figure, 95 % interval"), any(p.interval for p in row.points)),
            ("line", tr("figure"), not any(p.interval for p in row.points)),
            ("pace", tr("even pace"), has_pace(row)),
            ("ahead", tr("forecast, 80 % cone"), forecast_shown(row) is not None),
        ):
            if shown:
                line.addWidget(_Sample(kind, banded=words == tr("figure, 95 % interval")))
                line.addWidget(label(words, "caption", "ink2"))
                line.addSpacing(12)
        line.addStretch(1)


class _Sample(QWidget):
    def __init__(self, kind: str, *, banded: bool) -> None:
        super().__init__()
        self._kind, self._banded = kind, banded
        self.setFixedSize(24, 12)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        if self._banded:
            painter.fillRect(QRectF(0, 1, 24, 10), theme.color("tint"))
        role, width, dashes = _SAMPLES[self._kind]
        pen = QPen(theme.color(role), width)
        if dashes:
            pen.setDashPattern(list(dashes))
        painter.setPen(pen)
        painter.drawLine(QPointF(0, 6), QPointF(24, 6))


_SAMPLES: dict[str, tuple[str, float, tuple[float, ...]]] = {
    "line": ("accent", 2.5, ()),
    "pace": ("edge", 1.5, (1, 2.5)),
    "ahead": ("ink2", 1.75, (4, 3)),
}
