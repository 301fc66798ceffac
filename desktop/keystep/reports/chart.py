"""Where the lines of a trend chart lie, in the units of an SVG view box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from keystep.domain.axis import days_of, scale
from keystep.domain.measures import Interval
from keystep.domain.okr import Cycle, KrKind, KrRow, Point, Status
from keystep.domain.wording import TOO_FEW, figure, span, with_unit
from keystep.reports.dates import short_date

WIDTH, HEIGHT = 1044, 196
LEFT, RIGHT, TOP, BOTTOM = 56, 80, 18, 30

Pair = tuple[float, float]


@dataclass(frozen=True)
class Mark:
    """A place on an axis and its label."""

    at: float
    label: str


@dataclass(frozen=True)
class Dot:
    """A figure in the line; ``label`` says all of it to whoever points at it."""

    x: float
    y: float
    label: str


@dataclass(frozen=True)
class Chart:
    """Everything that the template draws; polygons and lines are SVG ``points``.

    ``cone`` and ``ahead`` are empty without a forecast, ``band`` without intervals.
    """

    width: int
    height: int
    left: float
    right: float
    bottom: float
    rows: tuple[Mark, ...]
    days: tuple[Mark, ...]
    target: tuple[Mark, ...]
    line: str
    dots: tuple[Dot, ...]
    band: str
    pace: str
    ahead: str
    cone: str


@dataclass(frozen=True)
class Frame:
    """Maps days and figures to the view box."""

    cycle: Cycle
    low: float
    high: float

    def x(self, day: date) -> float:
        share = (day - self.cycle.start).days / max((self.cycle.end - self.cycle.start).days, 1)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)

    def at(self, day: date, value: float) -> Pair:
        return self.x(day), self.y(value)


def trend(row: KrRow, cycle: Cycle) -> Chart | None:
    """The chart of a key result; None where a line says nothing."""
    points = row.points
    if len(points) < 2 or _kept_at_one_figure(row):
        return None
    ticks = scale(_values(row))
    frame = Frame(cycle, ticks[0], ticks[-1])
    goals = _goals(row)
    ranged = [p for p in points if p.interval]
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=WIDTH - RIGHT,
        bottom=HEIGHT - BOTTOM,
        rows=tuple(Mark(frame.y(tick), figure(tick)) for tick in ticks),
        days=tuple(Mark(frame.x(day), short_date(day)) for day in days_of(cycle)),
        target=tuple(Mark(frame.y(goal), figure(goal)) for goal in goals),
        line=_path([frame.at(p.day, p.value) for p in points]),
        dots=tuple(Dot(*frame.at(p.day, p.value), _said(p, row)) for p in points),
        band=_path(
            [frame.at(p.day, p.interval.low) for p in ranged if p.interval]
            + [frame.at(p.day, p.interval.high) for p in reversed(ranged) if p.interval]
        ),
        pace=_even_pace(row, frame),
        ahead=_ahead(row, frame),
        cone=_cone(row, frame),
    )


def _said(point: Point, row: KrRow) -> str:
    sure = span(point.interval) if point.interval else TOO_FEW
    value = with_unit(point.value, row.key_result.unit)
    return f"{short_date(point.day)}: {value}, {sure}, n {point.n:,}"


def _kept_at_one_figure(row: KrRow) -> bool:
    figures = {point.value for point in row.points}
    return row.key_result.kind is KrKind.MAINTAIN and len(figures) == 1


def _values(row: KrRow) -> list[float]:
    values = [p.value for p in row.points] + _goals(row)
    if _has_pace(row):
        values.append(row.key_result.baseline)
    intervals = [p.interval for p in row.points] + [_forecast(row)]
    return values + [end for i in intervals if i for end in (i.low, i.high)]


def _goals(row: KrRow) -> list[float]:
    key_result = row.key_result
    if key_result.kind is KrKind.MAINTAIN:
        return sorted({key_result.low, key_result.high})
    return [] if key_result.kind is KrKind.MILESTONE else [key_result.target]


def _has_pace(row: KrRow) -> bool:
    return row.key_result.kind not in (KrKind.MAINTAIN, KrKind.MILESTONE)


def _forecast(row: KrRow) -> Interval | None:
    """Its interval, unless the data are stale."""
    return row.forecast.interval if row.forecast and row.status is not Status.STALE else None


def _even_pace(row: KrRow, frame: Frame) -> str:
    if not _has_pace(row):
        return ""
    key_result, cycle = row.key_result, frame.cycle
    return _path(
        [frame.at(cycle.start, key_result.baseline), frame.at(cycle.end, key_result.target)]
    )


def _ahead(row: KrRow, frame: Frame) -> str:
    if row.forecast is None or _forecast(row) is None:
        return ""
    last = row.points[-1]
    return _path([frame.at(last.day, last.value), frame.at(frame.cycle.end, row.forecast.value)])


def _cone(row: KrRow, frame: Frame) -> str:
    ends = _forecast(row)
    if ends is None:
        return ""
    last, end = row.points[-1], frame.cycle.end
    tip = frame.at(last.day, last.value)
    return _path([tip, frame.at(end, ends.high), frame.at(end, ends.low)])


def _path(pairs: Sequence[Pair]) -> str:
    return " ".join(f"{x},{y}" for x, y in pairs)
