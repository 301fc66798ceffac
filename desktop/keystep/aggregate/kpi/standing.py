"""Where each KPI stands: its newest period, over all teams."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, func, select

from keystep.aggregate.board import FEWEST_FRESH, FRESH_KPI
from keystep.aggregate.kpi.figures import corrected
from keystep.aggregate.schema import kpi_point
from keystep.domain.kpi import KpiStanding


def standings(db: Connection, today: date) -> tuple[KpiStanding, ...]:
    """Every KPI by name. A figure of a day to come neither counts nor is fresh."""
    replaced, totals = corrected(db), _totals(db)
    newest = {kpi: list(teams) for kpi, teams in groupby(_newest(db, today), attrgetter("kpi"))}
    return tuple(
        _standing(kpi, newest.get(kpi, []), today, total, replaced.get(kpi, 0))
        for kpi, total in totals.items()
    )


def _totals(db: Connection) -> dict[str, int]:
    point = kpi_point.c
    query = select(point.kpi, func.count()).group_by(point.kpi).order_by(point.kpi)
    return dict(map(tuple, db.execute(query)))


def _newest(db: Connection, today: date) -> Sequence[Any]:
    """The newest row of each KPI and team up to ``today``."""
    point = kpi_point.c
    last = (
        select(point.kpi, point.team, func.max(point.day).label("day"))
        .where(point.day <= today)
        .group_by(point.kpi, point.team)
        .subquery()
    )
    same = (point.kpi == last.c.kpi) & (point.team == last.c.team) & (point.day == last.c.day)
    query = select(point.kpi, point.team, point.day, point.value, point.n).join(last, same)
    return db.execute(query.order_by(point.kpi)).all()


def _standing(
    kpi: str, teams: Sequence[Any], today: date, total: int, replaced: int
) -> KpiStanding:
    day = max((team.day for team in teams), default=None)
    current = [team for team in teams if team.day == day]
    n = sum(team.n for team in current)
    fresh = sum(today - team.day <= FRESH_KPI for team in teams)
    return KpiStanding(
        kpi=kpi,
        day=day,
        value=sum(team.value * team.n for team in current) / n if n else None,
        n=n,
        teams=len(teams),
        fresh=fresh,
        stale=not teams or fresh < FEWEST_FRESH * len(teams),
        figures=total,
        corrected=replaced,
    )


def names(db: Connection) -> tuple[str, ...]:
    """Every KPI that has a figure, by name."""
    return tuple(db.scalars(select(kpi_point.c.kpi).distinct().order_by(kpi_point.c.kpi)))


def teams(db: Connection) -> tuple[str, ...]:
    """Every team that has a figure, by name."""
    return tuple(db.scalars(select(kpi_point.c.team).distinct().order_by(kpi_point.c.team)))
