"""A key result's figures over its cycle, each with its n and its interval."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, select

from keystep.aggregate.assessments import gain_of, pairs_by, results
from keystep.aggregate.people import LessonRef, engagement, finished, roster, week_ends
from keystep.aggregate.schema import kpi_point
from keystep.domain.measures import FEWEST_TEAMS, Interval, ratio_of, wilson
from keystep.domain.okr import (
    Cycle,
    KeyResult,
    KrKind,
    Point,
    milestone_share,
    possible,
    within,
)

Paths = Mapping[str, tuple[str, ...]]


def points_for(
    db: Connection, key_result: KeyResult, cycle: Cycle, on: date, paths: Paths
) -> tuple[Point, ...]:
    """The cycle's points up to ``on``, oldest first.

    Work and maintain come in the KPI's own unit, everything else in per cent. ``paths`` gives, as
    "pack/lesson", the lessons of "pack/path". No point where there is nothing to count.
    """
    return _BY_KIND[key_result.kind](db, key_result, cycle, min(on, cycle.end), paths)


def kpi_rows(db: Connection, kpi: str, first: date, last: date) -> list[Any]:
    """The KPI's rows (team, day, value, n) from ``first`` to ``last``, by day and team."""
    table = kpi_point.c
    query = select(table.team, table.day, table.value, table.n)
    query = query.where(table.kpi == kpi, table.day.between(first, last))
    return list(db.execute(query.order_by(table.day, table.team)))


def _kpi(
    db: Connection, key_result: KeyResult, cycle: Cycle, on: date, _paths: Paths
) -> tuple[Point, ...]:
    """Teams weighted by what each counted; the interval takes the teams as clusters."""
    rows = kpi_rows(db, key_result.source, cycle.start, on)
    ends = possible(key_result, [row.value for row in rows])
    by_day = groupby(rows, attrgetter("day"))
    return tuple(_kpi_point(day, list(teams), ends) for day, teams in by_day)


def _kpi_point(day: date, teams: list[Any], ends: Interval) -> Point:
    counts = [float(team.n) for team in teams]
    sums = [team.value * team.n for team in teams]
    estimate = ratio_of(sums, counts, FEWEST_TEAMS)
    interval = within(estimate.interval, ends) if estimate.interval else None
    return Point(day, estimate.value, sum(team.n for team in teams), interval)


def _knowledge(
    db: Connection, key_result: KeyResult, cycle: Cycle, on: date, _paths: Paths
) -> tuple[Point, ...]:
    """Relative gain in per cent of the mean before, over the pairs complete by each week's end."""
    pack, _, assessment = key_result.source.partition("/")
    taken = results(db, pack, assessment)
    points = []
    for day in _until(cycle, on):
        gained = gain_of(pairs_by(taken, day))
        if gained and gained.relative:
            relative = gained.relative
            points.append(Point(day, relative.value, gained.pairs, relative.interval))
    return tuple(points)


def _engagement(
    db: Connection, _key_result: KeyResult, cycle: Cycle, on: date, _paths: Paths
) -> tuple[Point, ...]:
    """Share of the known learners who were active in each week that is over."""
    return tuple(
        Point(week.day, 100 * week.active / week.known, week.known, week.share)
        for week in engagement(db, cycle, on)
    )


def _completion(
    db: Connection, key_result: KeyResult, cycle: Cycle, on: date, paths: Paths
) -> tuple[Point, ...]:
    """Share of the roster that had completed every lesson of the path by each week's end."""
    lessons = [LessonRef(*place.split("/")) for place in paths.get(key_result.source, ())]
    people = roster(db)
    if not lessons or not people:
        return ()
    done = [day for who, day in finished(db, lessons).items() if who in people]
    return tuple(
        _share(day, sum(when <= day for when in done), len(people)) for day in _until(cycle, on)
    )


def _milestone(
    _db: Connection, key_result: KeyResult, _cycle: Cycle, on: date, _paths: Paths
) -> tuple[Point, ...]:
    share = milestone_share(key_result.milestones)
    return (Point(on, 100 * share, len(key_result.milestones), None),)


_BY_KIND: dict[KrKind, Callable[[Connection, KeyResult, Cycle, date, Paths], tuple[Point, ...]]] = {
    KrKind.WORK: _kpi,
    KrKind.MAINTAIN: _kpi,
    KrKind.KNOWLEDGE: _knowledge,
    KrKind.ENGAGEMENT: _engagement,
    KrKind.COMPLETION: _completion,
    KrKind.MILESTONE: _milestone,
}


def _share(day: date, hits: int, n: int) -> Point:
    interval = wilson(hits, n)
    return Point(day, 100 * hits / n, n, Interval(100 * interval.low, 100 * interval.high))


def _until(cycle: Cycle, on: date) -> list[date]:
    """The ends of the weeks that are over, and today."""
    return [*week_ends(cycle, on), on] if on >= cycle.start else []
