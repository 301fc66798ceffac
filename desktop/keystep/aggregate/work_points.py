"""Figures of work: from KPI files, or as they were told at check-ins."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, select

from keystep.aggregate.asked import Asked
from keystep.aggregate.cycles import check_ins
from keystep.aggregate.schema import kpi_point
from keystep.domain.measures import FEWEST_TEAMS, Interval, ratio_of
from keystep.domain.okr import Milestone, Point, milestone_share, possible, within


def work(db: Connection, asked: Asked) -> tuple[Point, ...]:
    """Teams weighted by what each counted; the interval takes the teams as clusters."""
    if not asked.scope.of_teams:
        return ()
    key_result, first = asked.key_result, asked.cycle.start
    if key_result.by_hand:
        return _by_hand(db, asked)
    rows = kpi_rows(db, key_result.source, first, asked.on, asked.scope.team)
    ends = possible(key_result, [row.value for row in rows])
    by_day = groupby(rows, attrgetter("day"))
    return tuple(_kpi_point(day, list(teams), ends) for day, teams in by_day)


def milestones(db: Connection, asked: Asked) -> tuple[Point, ...]:
    """What was done by each check-in that told of it, and what is done now.

    At the end of a period that is over it is what was told last by then.
    """
    key_result, on = asked.key_result, asked.on
    told = {
        said.day: [
            Milestone(title=one.title, weight=one.weight, done=one.title in said.milestones)
            for one in key_result.milestones
        ]
        for said in check_ins(db, asked.cycle.id, key_result.id)
        if said.milestones is not None
    }
    by_then = [day for day in told if day <= on]
    if asked.scope.last is None or len(by_then) == len(told):
        told[on] = list(key_result.milestones)
    elif by_then:
        told[on] = told[max(by_then)]
    return tuple(
        Point(day, 100 * milestone_share(done), len(done), None)
        for day, done in sorted(told.items())
        if asked.cycle.start <= day <= on
    )


def kpi_rows(db: Connection, kpi: str, first: date, last: date, team: str = "") -> list[Any]:
    """The KPI's rows (team, day, value, n) from ``first`` to ``last``, by day and team.

    Of one ``team`` where it is given.
    """
    table = kpi_point.c
    query = select(table.team, table.day, table.value, table.n)
    query = query.where(table.kpi == kpi, table.day.between(first, last))
    if team:
        query = query.where(table.team == team)
    return list(db.execute(query.order_by(table.day, table.team)))


def _by_hand(db: Connection, asked: Asked) -> tuple[Point, ...]:
    """What was told at check-ins; of a day the last. It is of all that the key result is about."""
    if asked.scope.team != asked.key_result.team:
        return ()
    told = {
        said.day: Point(said.day, said.value, 1, None)
        for said in check_ins(db, asked.cycle.id, asked.key_result.id)
        if said.value is not None and asked.cycle.start <= said.day <= asked.on
    }
    return tuple(told.values())


def _kpi_point(day: date, teams: list[Any], ends: Interval) -> Point:
    counts = [float(team.n) for team in teams]
    sums = [team.value * team.n for team in teams]
    estimate = ratio_of(sums, counts, FEWEST_TEAMS)
    interval = within(estimate.interval, ends) if estimate.interval else None
    return Point(day, estimate.value, sum(team.n for team in teams), interval)
