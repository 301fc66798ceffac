"""What the figures of key results say (derived in docs/measures.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf

from keystep.domain.measures import FEWEST_LEARNERS, Interval
from keystep.domain.okr.board import KrRow, ObjectiveRow, Point, Status
from keystep.domain.okr.structure import KeyResult, KrKind, Milestone, Objective, below, level

ON_TRACK = 0.95
LAGGING = 0.75
PACE_FROM = 0.10
OF_LEARNERS = frozenset({KrKind.KNOWLEDGE, KrKind.RETENTION})
"""Kinds whose figure is a mean over learners who took tests, however few."""


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
    """The points that a trend may rest on: tests of fewer than 10 people carry none."""
    fewest = FEWEST_LEARNERS if key_result.kind in OF_LEARNERS else 0
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


def in_tree(
    objectives: tuple[Objective, ...], rows: Mapping[str, Sequence[KrRow]]
) -> tuple[ObjectiveRow, ...]:
    """The lines of a board; ``rows`` are those of each objective, by its id."""
    found = []
    for objective in below(objectives):
        under = [row for one in below(objectives, objective.id) for row in rows[one.id]]
        own, deep = rows[objective.id], level(objectives, objective)
        found.append(summarise(objective, own, under, deep))
    return tuple(found)


def summarise(
    objective: Objective, rows: Sequence[KrRow], under: Sequence[KrRow] = (), deep: int = 0
) -> ObjectiveRow:
    """Objective = Σ(w·A) / Σw over its key results with data; its word is that of the worst row.

    One without key results is told by those of the objectives ``under`` it. It stands ``deep`` in
    the tree.
    """
    told = rows or under
    counted = [r for r in told if r.attainment is not None and r.status is not Status.STALE]
    weight = sum(r.key_result.weight for r in counted)
    reached = sum(r.key_result.weight * (r.attainment or 0.0) for r in counted)
    return ObjectiveRow(
        objective=objective,
        rows=tuple(rows),
        attainment=reached / weight if weight else None,
        covered=len(counted),
        of=len(told),
        stale=sum(r.status is Status.STALE for r in told),
        status=_worst(told),
        level=deep,
    )


_SHARE = Interval(0.0, 100.0)
_FROM_ZERO = Interval(0.0, inf)
_RANGES = {
    KrKind.MILESTONE: _SHARE,
    KrKind.KNOWLEDGE: Interval(-100.0, inf),
    KrKind.RETENTION: _FROM_ZERO,
    KrKind.MASTERY: _SHARE,
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


def _word_of(speed: float | None) -> Status:
    if speed is None:
        return Status.TOO_EARLY
    if speed >= ON_TRACK:
        return Status.ON_TRACK
    return Status.LAGGING if speed >= LAGGING else Status.AT_RISK


def _worst(rows: Sequence[KrRow]) -> Status:
    found = {row.status for row in rows}
    return next((s for s in _WORST_FIRST if s in found), Status.NO_DATA)
