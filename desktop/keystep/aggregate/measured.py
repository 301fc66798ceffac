"""What was measured of the learning of some people, in some days."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from msgspec import Struct
from sqlalchemy import Connection, select

from keystep.aggregate.assessments import gain_of, pairs_by, results
from keystep.aggregate.board import learning_freshness
from keystep.aggregate.engagement import Engagement, engagement
from keystep.aggregate.people import cohort_of, first_days, people_in, roster
from keystep.aggregate.recall import Recall, recall
from keystep.aggregate.retention import Days, Retention, retention
from keystep.aggregate.schema import learner_day, station, test_result
from keystep.aggregate.skill_rows import SkillRow, skill_rows
from keystep.domain.events import Instant
from keystep.domain.measures import FEWEST_SHOWN, Gain
from keystep.domain.okr import Cycle, Freshness
from keystep.domain.scope import Habit, Scope


class Knowledge(Struct, frozen=True, kw_only=True):
    """What an assessment of a pack tells; None where fewer than five took both tests."""

    pack: str
    assessment: str
    pairs: int
    gain: Gain | None


class Measured(Struct, frozen=True, kw_only=True):
    """``people`` are in scope; of fewer than five nothing is told but the freshness."""

    people: int | None
    freshness: Freshness
    engagement: tuple[Engagement, ...] = ()
    knowledge: tuple[Knowledge, ...] = ()
    retention: tuple[Retention, ...] = ()
    skills: tuple[SkillRow, ...] = ()
    recall: Recall | None = None


class Choices(Struct, frozen=True, kw_only=True):
    """What a scope can be narrowed to, each in order; stations are (device, name)."""

    teams: tuple[str, ...]
    stations: tuple[tuple[str, str], ...]
    cohorts: tuple[str, ...]


def measured(db: Connection, scope: Scope, period: Cycle, now: Instant, habit: Habit) -> Measured:
    """Over the people of ``scope``, in the days of ``period`` that have been."""
    people = people_in(db, scope, period.start, period.end)
    fresh = learning_freshness(db, now, scope)
    if len(people) < FEWEST_SHOWN:
        return Measured(people=None, freshness=fresh)
    some = people if scope.of_some else None
    until = min(now.day, period.end)
    return Measured(
        people=len(people),
        freshness=fresh,
        engagement=engagement(db, period, now.day, people, habit),
        knowledge=_knowledge(db, some, until, scope.first),
        retention=retention(db, some, Days(scope.first or date.min, until)),
        skills=skill_rows(db, people),
        recall=recall(db, people, period.start, until),
    )


def choices(db: Connection) -> Choices:
    """Every team, every station that somebody learned at, every cohort."""
    used = set(db.scalars(select(learner_day.c.device).distinct()))
    named = db.execute(select(station.c.device, station.c.name).order_by(station.c.name))
    people = roster(db)
    began = {cohort_of(day) for who, day in first_days(db).items() if who in people}
    return Choices(
        teams=tuple(sorted({team for team in people.values() if team})),
        stations=tuple((device, name) for device, name in named if device in used),
        cohorts=tuple(sorted(began)),
    )


def _knowledge(
    db: Connection, people: Collection[str] | None, until: date, since: date | None
) -> tuple[Knowledge, ...]:
    tests = select(test_result.c.pack, test_result.c.assessment).distinct()
    told = []
    for pack, assessment in db.execute(tests.order_by(*tests.selected_columns)):
        pairs = pairs_by(results(db, pack, assessment), until, since)
        pairs = {who: pair for who, pair in pairs.items() if people is None or who in people}
        gained = gain_of(pairs) if len(pairs) >= FEWEST_SHOWN else None
        told.append(Knowledge(pack=pack, assessment=assessment, pairs=len(pairs), gain=gained))
    return tuple(one for one in told if one.pairs)
