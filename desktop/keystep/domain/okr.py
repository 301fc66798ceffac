"""Objectives, key results, and what their figures say (derived in docs/measures.md)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from math import inf, isfinite

from msgspec import Struct

from keystep.domain.measures import FEWEST_LEARNERS, Forecast, Interval

ON_TRACK = 0.95
LAGGING = 0.75
PACE_FROM = 0.10


class KrKind(StrEnum):
    """Where a key result's figure comes from."""

    WORK = "work"
    MAINTAIN = "maintain"
    MILESTONE = "milestone"
    KNOWLEDGE = "knowledge"
    ENGAGEMENT = "engagement"
    COMPLETION = "completion"


class Milestone(Struct, frozen=True, kw_only=True):
    title: str
    weight: float = 1.0
    done: bool = False


class KeyResult(Struct, frozen=True, kw_only=True):
    """One key result.

    ``source`` names the KPI (work, maintain), the assessment as "pack/assessment" (knowledge), or
    the path as "pack/path" (completion). ``low`` and ``high`` bound a maintain KR; ``baseline`` and
    ``target`` serve the others, and a target below the baseline means that lower is better.
    ``basis`` words what is counted ("calls").
    """

    id: str
    title: str
    kind: KrKind
    unit: str = ""
    source: str = ""
    baseline: float = 0.0
    target: float = 0.0
    low: float = 0.0
    high: float = 0.0
    weight: float = 1.0
    owner: str = ""
    basis: str = ""
    milestones: tuple[Milestone, ...] = ()


class Objective(Struct, frozen=True, kw_only=True):
    id: str
    title: str
    owner: str = ""
    key_results: tuple[KeyResult, ...] = ()


class Cycle(Struct, frozen=True, kw_only=True):
    """``start`` and ``end`` are its first and last day."""

    id: str
    title: str
    start: date
    end: date
    objectives: tuple[Objective, ...] = ()

    def elapsed(self, on: date) -> float:
        """Share of the cycle gone at the end of ``on``, 0 to 1."""
        gone = (on - self.start).days + 1
        return min(1.0, max(0.0, gone / ((self.end - self.start).days + 1)))


class Status(StrEnum):
    ON_TRACK = "on_track"
    LAGGING = "lagging"
    AT_RISK = "at_risk"
    KEPT = "kept"
    STALE = "stale"
    TOO_EARLY = "too_early"
    NO_DATA = "no_data"


class Point(Struct, frozen=True):
    """A KR's figure for the period that ends on ``day``; ``n`` counts what it rests on.

    Work and maintain are in the KR's unit, every other kind is in per cent.
    """

    day: date
    value: float
    n: int
    interval: Interval | None


class Freshness(Struct, frozen=True):
    """How many of the stations (or, for KPI data, teams) are fresh, and the newest data."""

    fresh: int
    known: int
    newest: datetime | None
    stale: bool


class KrRow(Struct, frozen=True, kw_only=True):
    """A line of the board. ``points`` are the cycle's, oldest first; the last one is now."""

    key_result: KeyResult
    points: tuple[Point, ...]
    freshness: Freshness
    attainment: float | None
    pace: float | None
    status: Status
    forecast: Forecast | None

    @property
    def now(self) -> Point | None:
        return self.points[-1] if self.points else None


class ObjectiveRow(Struct, frozen=True, kw_only=True):
    """``attainment`` is over the ``covered`` key results that have data."""

    objective: Objective
    rows: tuple[KrRow, ...]
    attainment: float | None
    covered: int
    status: Status


class Board(Struct, frozen=True, kw_only=True):
    cycle: Cycle
    on: date
    elapsed: float
    objectives: tuple[ObjectiveRow, ...]

    @property
    def rows(self) -> tuple[KrRow, ...]:
        return tuple(row for objective in self.objectives for row in objective.rows)


def attainment(key_result: KeyResult, value: float) -> float:
    """A = clamp((x − b) / (t − b), 0, 1); a maintain KR is 1 while inside its bounds, else 0.

    Signs cancel, so lower-is-better needs no case. ``faults_of`` has refused t = b. Milestones have
    neither b nor t: their value is the share done in per cent.
    """
    if key_result.kind is KrKind.MAINTAIN:
        return float(key_result.low <= value <= key_result.high)
    if key_result.kind is KrKind.MILESTONE:
        return value / 100
    raw = (value - key_result.baseline) / (key_result.target - key_result.baseline)
    return min(1.0, max(0.0, raw))


def carrying(key_result: KeyResult, points: Sequence[Point]) -> tuple[Point, ...]:
    """The points that a trend may rest on: a gain of fewer than 10 people carries none."""
    fewest = FEWEST_LEARNERS if key_result.kind is KrKind.KNOWLEDGE else 0
    return tuple(point for point in points if point.n >= fewest)


def possible(key_result: KeyResult, measured: Sequence[float]) -> Interval:
    """The least and the greatest figure that a key result can have; infinite where there is none.

    By its kind, or by its unit where a KPI is read from a file. An end of the unit's range that a
    figure stated in the key result, or ``measured``, lies beyond was not meant and does not hold.
    """
    if key_result.kind in _RANGES:
        return _RANGES[key_result.kind]
    ends = _UNIT_RANGES.get(key_result.unit, _FROM_ZERO)
    stated = (key_result.baseline, key_result.target, key_result.low, key_result.high, *measured)
    return Interval(
        ends.low if min(stated) >= ends.low else -inf,
        ends.high if max(stated) <= ends.high else inf,
    )


def within(interval: Interval, ends: Interval) -> Interval:
    """``interval`` cut to what lies between ``ends``."""
    return Interval(clamped(interval.low, ends), clamped(interval.high, ends))


def clamped(value: float, ends: Interval) -> float:
    """``value``, or the end that it lies beyond."""
    return min(max(value, ends.low), ends.high)


def milestone_share(milestones: Sequence[Milestone]) -> float:
    """Σ of the weights done over Σ of weights."""
    total = sum(m.weight for m in milestones)
    return sum(m.weight for m in milestones if m.done) / total if total else 0.0


def pace(attained: float, elapsed: float) -> float | None:
    """A ÷ the share of the cycle gone; None before 10 % of it."""
    return attained / elapsed if elapsed >= PACE_FROM else None


def status(key_result: KeyResult, attained: float | None, elapsed: float, stale: bool) -> Status:
    """Stale data is never green, and no data is never red."""
    if attained is None:
        return Status.NO_DATA
    if stale:
        return Status.STALE
    if key_result.kind is KrKind.MAINTAIN:
        return Status.KEPT if attained else Status.AT_RISK
    return Status.ON_TRACK if attained >= 1 else _word_of(pace(attained, elapsed))


def _word_of(speed: float | None) -> Status:
    if speed is None:
        return Status.TOO_EARLY
    if speed >= ON_TRACK:
        return Status.ON_TRACK
    return Status.LAGGING if speed >= LAGGING else Status.AT_RISK


def summarise(objective: Objective, rows: Sequence[KrRow]) -> ObjectiveRow:
    """Objective = Σ(w·A) / Σw over its key results with data; its word is that of the worst row."""
    counted = [r for r in rows if r.attainment is not None and r.status is not Status.STALE]
    weight = sum(r.key_result.weight for r in counted)
    reached = sum(r.key_result.weight * (r.attainment or 0.0) for r in counted)
    return ObjectiveRow(
        objective=objective,
        rows=tuple(rows),
        attainment=reached / weight if weight else None,
        covered=len(counted),
        status=_worst(rows),
    )


def faults_of(cycle: Cycle) -> list[str]:
    """What makes a cycle unusable, in words; empty when nothing does."""
    faults = [] if cycle.start < cycle.end else [f"cycle {cycle.id}: it ends before it starts"]
    seen: set[str] = set()
    for objective in cycle.objectives:
        for key_result in objective.key_results:
            faults += [f"key result {key_result.id}: {why}" for why in _faults(key_result)]
            if key_result.id in seen:
                faults.append(f"key result {key_result.id}: the id is used twice")
            seen.add(key_result.id)
    return faults


def _faults(key_result: KeyResult) -> list[str]:
    source = _SOURCES.get(key_result.kind)
    faults = [source.fault] if source and not source.shape.fullmatch(key_result.source) else []
    if not all(map(isfinite, _numbers(key_result))):
        return [*faults, "a number is infinite or not a number"]
    if key_result.kind is KrKind.MAINTAIN:
        if key_result.low > key_result.high:
            faults.append("low is above high")
    elif key_result.kind is KrKind.MILESTONE:
        if not key_result.milestones:
            faults.append("it has no milestones")
    elif key_result.baseline == key_result.target:
        faults.append("baseline and target are the same")
    if min([key_result.weight, *(m.weight for m in key_result.milestones)]) <= 0:
        faults.append("a weight is not above 0")
    return faults


def _numbers(key_result: KeyResult) -> tuple[float, ...]:
    return (
        key_result.baseline,
        key_result.target,
        key_result.low,
        key_result.high,
        key_result.weight,
        *(milestone.weight for milestone in key_result.milestones),
    )


@dataclass(frozen=True)
class _Source:
    """What ``source`` must look like, and what to say where it does not."""

    shape: re.Pattern[str]
    fault: str


_KPI = _Source(re.compile(r".+"), "source names no KPI")
_SOURCES = {
    KrKind.WORK: _KPI,
    KrKind.MAINTAIN: _KPI,
    KrKind.KNOWLEDGE: _Source(re.compile(r"[^/]+/[^/]+"), 'source is not "pack/assessment"'),
    KrKind.COMPLETION: _Source(re.compile(r"[^/]+/[^/]+"), 'source is not "pack/path"'),
}
_SHARE = Interval(0.0, 100.0)
_FROM_ZERO = Interval(0.0, inf)
_RANGES = {
    KrKind.MILESTONE: _SHARE,
    KrKind.KNOWLEDGE: Interval(-100.0, inf),
    KrKind.ENGAGEMENT: _SHARE,
    KrKind.COMPLETION: _SHARE,
}
_UNIT_RANGES = {"%": _SHARE}
_WORST_FIRST = (
    Status.AT_RISK,
    Status.LAGGING,
    Status.STALE,
    Status.ON_TRACK,
    Status.KEPT,
    Status.TOO_EARLY,
    Status.NO_DATA,
)


def _worst(rows: Sequence[KrRow]) -> Status:
    found = {row.status for row in rows}
    return next((s for s in _WORST_FIRST if s in found), Status.NO_DATA)
