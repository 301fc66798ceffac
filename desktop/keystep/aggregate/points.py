"""A key result's figures over its cycle, each with its n and its interval."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy import Connection

from keystep.aggregate.asked import Asked, Paths
from keystep.aggregate.learning_points import completed, engaged, gained, mastered, retained
from keystep.aggregate.people import people_in, roster
from keystep.aggregate.work_points import milestones, work
from keystep.domain.measures import FEWEST_SHOWN
from keystep.domain.okr import Cycle, KeyResult, KrKind, Point
from keystep.domain.scope import EVERYBODY, Scope


def points_for(
    db: Connection,
    key_result: KeyResult,
    cycle: Cycle,
    on: date,
    paths: Paths,
    *,
    scope: Scope = EVERYBODY,
) -> tuple[Point, ...]:
    """The cycle's points up to ``on``, oldest first.

    Work and maintain come in the KPI's own unit, everything else in per cent. No point where there
    is nothing to count, nor, of some people only, where fewer than five are behind it or in the
    team whose KPI it is.
    """
    period, whose = scope.period(cycle), scope.within_team(key_result.team)
    if period is None or whose is None:
        return ()
    of_nobody = key_result.kind in OF_NOBODY
    if key_result.from_kpi and _would_be_single(db, whose):
        return ()
    people = {} if of_nobody else people_in(db, whose, period.start, period.end)
    asked = Asked(key_result, period, min(on, period.end), paths, whose, people)
    points = _BY_KIND[key_result.kind](db, asked)
    if of_nobody or not whose.of_some:
        return points
    return tuple(point for point in points if point.n >= FEWEST_SHOWN)


def _would_be_single(db: Connection, whose: Scope) -> bool:
    """Whether a team's figures are those of fewer than five people that are known here."""
    known = sum(team == whose.team for team in roster(db).values()) if whose.team else 0
    return 0 < known < FEWEST_SHOWN


OF_NOBODY = frozenset({KrKind.WORK, KrKind.MAINTAIN, KrKind.MILESTONE})
_BY_KIND: dict[KrKind, Callable[[Connection, Asked], tuple[Point, ...]]] = {
    KrKind.WORK: work,
    KrKind.MAINTAIN: work,
    KrKind.MILESTONE: milestones,
    KrKind.KNOWLEDGE: gained,
    KrKind.RETENTION: retained,
    KrKind.MASTERY: mastered,
    KrKind.ENGAGEMENT: engaged,
    KrKind.COMPLETION: completed,
}
