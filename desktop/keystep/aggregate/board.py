"""The board: where each key result stands, how sure that is, and how fresh."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Connection, func, select

from keystep.aggregate.asked import Paths
from keystep.aggregate.cycles import check_ins
from keystep.aggregate.figures import Figures
from keystep.aggregate.membership import Membership
from keystep.aggregate.people import SEEN_WITHIN, people_in
from keystep.aggregate.schema import kpi_point, learner_day, station
from keystep.domain import okr
from keystep.domain.events import Instant
from keystep.domain.measures import Forecast, forecast
from keystep.domain.okr import (
    Board,
    CheckIn,
    Cycle,
    Freshness,
    KeyResult,
    KrKind,
    KrRow,
    Point,
)
from keystep.domain.scope import EVERYBODY, Scope

FRESH_SEAL = timedelta(days=7)
FRESH_KPI = timedelta(days=10)
CLOCK_LEAD = timedelta(days=1)
LATE_CHECK_IN = timedelta(days=3)
FEWEST_FRESH = 0.75
UNFORESEEN = frozenset({KrKind.MAINTAIN, KrKind.MILESTONE})


@dataclass(frozen=True)
class Asking:
    """What a board is asked for: at ``now``, of ``scope``; ``paths`` as in ``points_for``."""

    figures: Figures
    cycle: Cycle
    now: Instant
    paths: Paths
    scope: Scope = EVERYBODY


def board(db: Connection, asking: Asking) -> Board:
    """Every key result of the cycle as it stands."""
    cycle, now = asking.cycle, asking.now
    return Board(
        cycle=cycle,
        on=now.day,
        elapsed=cycle.elapsed(now.day),
        objectives=okr.in_tree(cycle.objectives, _rows(db, asking)),
    )


def freshness(
    db: Connection,
    key_result: KeyResult,
    now: Instant,
    scope: Scope = EVERYBODY,
    end: date = date.max,
) -> Freshness:
    """How many of those who should have reported did so lately.

    For learning, enrolled stations whose newest imported seal is less than 7 days old; for a KPI,
    teams whose newest point is at most 10 days old. Stale below three quarters, or without any.
    Of some people only, those stations that they used in the last 30 days, and their team. What is
    over is as fresh as it was on its last day, ``end``.
    """
    if key_result.kind is KrKind.MILESTONE:
        return Freshness(0, 0, None, stale=False)
    if key_result.from_kpi:
        on, source = min(now.day, end), key_result.source
        days = _newest_kpis(db, source, on, scope.team) if scope.of_teams else []
        times = [datetime.combine(day, time(), UTC) for day in days]
        return _freshness(times, sum(on - day <= FRESH_KPI for day in days), len(days))
    return learning_freshness(db, now, scope, end)


def learning_freshness(
    db: Connection, now: Instant, scope: Scope, end: date = date.max
) -> Freshness:
    """How many of the stations that the people of ``scope`` learn at reported lately."""
    known = select(station.c.sealed_at).where(station.c.status == Membership.ENROLLED.value)
    if scope.of_some:
        known = known.where(station.c.device.in_(_used(db, now.day, scope)))
    seals = list(db.scalars(known))
    sealed = [seal for seal in seals if seal is not None and seal <= now.at + CLOCK_LEAD]
    on = min(now.at, datetime.combine(end, time.max, UTC))
    return _freshness(sealed, sum(on - seal < FRESH_SEAL for seal in sealed), len(seals))


def _freshness(times: Sequence[datetime], fresh: int, known: int) -> Freshness:
    stale = not known or fresh < FEWEST_FRESH * known
    return Freshness(fresh, known, max(times, default=None), stale)


def _used(db: Connection, on: date, scope: Scope) -> list[str]:
    """Where the people of ``scope`` learned in the 30 days up to ``on``."""
    if scope.device:
        return [scope.device]
    since = on - SEEN_WITHIN
    people = people_in(db, scope, since, on)
    days = (learner_day.c.learner, learner_day.c.device)
    pairs = db.execute(select(*days).where(learner_day.c.day.between(since, on)).distinct())
    return sorted({device for who, device in pairs if who in people})


def _newest_kpis(db: Connection, kpi: str, on: date, team: str) -> list[date]:
    here = (kpi_point.c.kpi == kpi, kpi_point.c.day <= on)
    newest = select(func.max(kpi_point.c.day)).where(*here)
    if team:
        newest = newest.where(kpi_point.c.team == team)
    return list(db.scalars(newest.group_by(kpi_point.c.team)))


def _rows(db: Connection, asking: Asking) -> dict[str, list[KrRow]]:
    """The key results of each objective, by its id."""
    said = {told.key_result: told for told in check_ins(db, asking.cycle.id)}
    return {
        objective.id: [_row(db, one, asking, said.get(one.id)) for one in objective.key_results]
        for objective in asking.cycle.objectives
    }


def _row(db: Connection, key_result: KeyResult, asking: Asking, said: CheckIn | None) -> KrRow:
    cycle, now, scope = asking.cycle, asking.now, asking.scope
    points = asking.figures.points(key_result, cycle, now.day, asking.paths, scope=scope)
    if key_result.by_hand:
        fresh = _told_by_hand(points, cycle, now)
    else:
        own = scope.within_team(key_result.team) or scope
        fresh = freshness(db, key_result, now, own, cycle.end)
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
        check_in=said,
    )


def _told_by_hand(points: Sequence[Point], cycle: Cycle, now: Instant) -> Freshness:
    """Fresh until the next check-in is late."""
    on, newest = min(now.day, cycle.end), [point.day for point in points[-1:]]
    lately = timedelta(days=cycle.check_in_days) + LATE_CHECK_IN
    times = [datetime.combine(day, time(), UTC) for day in newest]
    return _freshness(times, sum(on - day <= lately for day in newest), 1)


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
