"""The board: where each key result stands, how sure that is, and how fresh."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Connection, func, select

from keystep.aggregate.membership import Membership
from keystep.aggregate.points import Paths, points_for
from keystep.aggregate.schema import kpi_point, station
from keystep.domain import okr
from keystep.domain.events import Instant
from keystep.domain.measures import Forecast, forecast
from keystep.domain.okr import Board, Cycle, Freshness, KeyResult, KrKind, KrRow, Objective, Point

FRESH_SEAL = timedelta(days=7)
FRESH_KPI = timedelta(days=10)
CLOCK_LEAD = timedelta(days=1)
FEWEST_FRESH = 0.75
FROM_KPI = frozenset({KrKind.WORK, KrKind.MAINTAIN})
UNFORESEEN = frozenset({KrKind.MAINTAIN, KrKind.MILESTONE})


def board(db: Connection, cycle: Cycle, now: Instant, paths: Paths) -> Board:
    """Every key result of ``cycle`` as it stands at ``now``; ``paths`` as in ``points_for``."""
    return Board(
        cycle=cycle,
        on=now.day,
        elapsed=cycle.elapsed(now.day),
        objectives=tuple(
            okr.summarise(objective, _rows(db, objective, cycle, now, paths))
            for objective in cycle.objectives
        ),
    )


def freshness(db: Connection, key_result: KeyResult, now: Instant) -> Freshness:
    """How many of those who should have reported did so lately.

    For learning, enrolled stations whose newest imported seal is less than 7 days old; for a KPI,
    teams whose newest point is at most 10 days old. Stale below three quarters, or without any.
    """
    if key_result.kind is KrKind.MILESTONE:
        return Freshness(0, 0, None, stale=False)
    if key_result.kind in FROM_KPI:
        days = _newest_kpis(db, key_result.source)
        times = [datetime.combine(day, time(), UTC) for day in days]
        return _freshness(times, sum(now.day - day <= FRESH_KPI for day in days), len(days))
    known = select(station.c.sealed_at).where(station.c.status == Membership.ENROLLED.value)
    seals = list(db.scalars(known))
    sealed = [seal for seal in seals if seal is not None and seal <= now.at + CLOCK_LEAD]
    return _freshness(sealed, sum(now.at - seal < FRESH_SEAL for seal in sealed), len(seals))


def _freshness(times: Sequence[datetime], fresh: int, known: int) -> Freshness:
    stale = not known or fresh < FEWEST_FRESH * known
    return Freshness(fresh, known, max(times, default=None), stale)


def _newest_kpis(db: Connection, kpi: str) -> list[date]:
    newest = select(func.max(kpi_point.c.day)).where(kpi_point.c.kpi == kpi)
    return list(db.scalars(newest.group_by(kpi_point.c.team)))


def _rows(
    db: Connection, objective: Objective, cycle: Cycle, now: Instant, paths: Paths
) -> list[KrRow]:
    return [_row(db, key_result, cycle, now, paths) for key_result in objective.key_results]


def _row(db: Connection, key_result: KeyResult, cycle: Cycle, now: Instant, paths: Paths) -> KrRow:
    points = points_for(db, key_result, cycle, now.day, paths)
    fresh = freshness(db, key_result, now)
    elapsed = cycle.elapsed(now.day)
    attained = okr.attainment(key_result, points[-1].value) if points else None
    paced = attained is not None and not fresh.stale and key_result.kind is not KrKind.MAINTAIN
    return KrRow(
        key_result=key_result,
        points=points,
        freshness=fresh,
        attainment=attained,
        pace=okr.pace(attained, elapsed) if paced and attained is not None else None,
        status=okr.status(key_result, attained, elapsed, fresh.stale),
        forecast=None if fresh.stale else _forecast(key_result, points, cycle),
    )


def _forecast(key_result: KeyResult, points: Sequence[Point], cycle: Cycle) -> Forecast | None:
    if key_result.kind in UNFORESEEN or (points and points[-1].day >= cycle.end):
        return None
    carrying = okr.carrying(key_result, points)
    trend = [(float(point.day.toordinal()), point.value) for point in carrying]
    ahead = forecast(trend, float(cycle.end.toordinal()))
    if ahead is None:
        return None
    ends = okr.possible(key_result, [point.value for point in points])
    return Forecast(okr.clamped(ahead.value, ends), okr.within(ahead.interval, ends))
