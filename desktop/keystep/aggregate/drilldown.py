"""What is behind a key result: its teams and its lessons."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection

from keystep.aggregate.assessments import Pairs, gain_of, pairs_by, results
from keystep.aggregate.people import LessonRef, finished, first_start, people_in
from keystep.aggregate.work_points import kpi_rows
from keystep.domain.measures import FEWEST_SHOWN, Estimate, Gain, change
from keystep.domain.okr import Cycle, KeyResult, KrKind, Point
from keystep.domain.scope import EVERYBODY, Scope


class TeamRow(Struct, frozen=True, kw_only=True):
    """A team's part in a key result.

    ``learned`` of ``members`` finished every lesson behind it; both None below five people.
    ``before`` and ``after`` are the team's first and newest figure of the cycle, ``better`` the
    change in per cent, above 0 where it is for the good; its interval is None where one team's
    figures cannot tell.
    """

    team: str
    members: int | None
    learned: int | None
    before: float | None = None
    after: float | None = None
    better: Estimate | None = None
    points: tuple[Point, ...] = ()


class LessonRow(Struct, frozen=True, kw_only=True):
    """A lesson behind a key result.

    ``finished`` of ``of`` learners did; ``started`` is the day the first of them began. ``gain`` is
    over the ``pairs`` with both tests who finished it, in percentage points; None below five. Of
    fewer than five people in scope nothing is told.
    """

    lesson: LessonRef
    started: date | None = None
    finished: int | None = None
    of: int | None = None
    gain: Gain | None = None
    pairs: int = 0


def teams_of(
    db: Connection,
    key_result: KeyResult,
    cycle: Cycle,
    on: date,
    lessons: Sequence[LessonRef],
    *,
    scope: Scope = EVERYBODY,
) -> tuple[TeamRow, ...]:
    """One row a team, by name; ``lessons`` are those behind the key result.

    Of the people and the days of ``scope``.
    """
    people = people_in(db, scope, cycle.start, cycle.end)
    cycle, on = scope.period(cycle) or cycle, min(on, scope.last or on)
    done = {who for who, day in finished(db, lessons).items() if day <= on} if lessons else set()
    rows = (
        _kpi_figures(db, key_result, cycle, on, scope)
        if key_result.is_work
        else _learning_figures(db, key_result, people, on, scope.first)
    )
    teams = sorted({*people.values(), *rows})
    return tuple(_team(team, people, done, rows.get(team, {})) for team in teams)


def lessons_behind(
    db: Connection, lessons: Iterable[LessonRef], people: Collection[str], on: date
) -> tuple[LessonRow, ...]:
    """One row a lesson, in the order given, of ``people``."""
    return tuple(_lesson(db, lesson, people, on) for lesson in lessons)


def _team(
    team: str, people: dict[str, str], done: Collection[str], figures: dict[str, Any]
) -> TeamRow:
    members = [who for who, belongs in people.items() if belongs == team]
    shown = len(members) >= FEWEST_SHOWN
    return TeamRow(
        team=team,
        members=len(members) if shown else None,
        learned=sum(who in done for who in members) if shown else None,
        **figures,
    )


def _kpi_figures(
    db: Connection, key_result: KeyResult, cycle: Cycle, on: date, scope: Scope
) -> dict[str, dict[str, Any]]:
    points: dict[str, list[Point]] = {}
    if not scope.of_teams:
        return {}
    for row in kpi_rows(db, key_result.source, cycle.start, min(on, cycle.end), scope.team):
        points.setdefault(row.team, []).append(Point(row.day, row.value, row.n, None))
    return {
        team: {
            "before": own[0].value,
            "after": own[-1].value,
            "better": _better(key_result, own),
            "points": tuple(own),
        }
        for team, own in points.items()
    }


def _better(key_result: KeyResult, points: Sequence[Point]) -> Estimate | None:
    """None for a maintain KR, which has no direction, and below two points."""
    if key_result.kind is KrKind.MAINTAIN or len(points) < 2:
        return None
    higher_is_better = key_result.target > key_result.baseline
    moved = change(points[0].value, points[-1].value, higher_is_better=higher_is_better)
    return None if moved is None else Estimate(moved, None, 1)


def _learning_figures(
    db: Connection, key_result: KeyResult, people: dict[str, str], on: date, since: date | None
) -> dict[str, dict[str, Any]]:
    """Only tests tell a before from an after; too small a group is left out."""
    if key_result.kind is not KrKind.KNOWLEDGE:
        return {}
    pack, _, assessment = key_result.source.partition("/")
    by_team: dict[str, Pairs] = {}
    for who, pair in pairs_by(results(db, pack, assessment), on, since).items():
        if who in people:
            by_team.setdefault(people[who], {})[who] = pair
    return {
        team: {"before": gained.pre, "after": gained.post, "better": gained.relative}
        for team, pairs in by_team.items()
        if len(pairs) >= FEWEST_SHOWN and (gained := gain_of(pairs))
    }


def _lesson(db: Connection, lesson: LessonRef, people: Collection[str], on: date) -> LessonRow:
    done = {who for who, day in finished(db, [lesson]).items() if day <= on and who in people}
    taken = results(db, lesson.pack, lesson.assessment) if lesson.assessment else ()
    own = {who: pair for who, pair in pairs_by(taken, on).items() if who in done}
    return LessonRow(
        lesson=lesson,
        started=first_start(db, lesson, people),
        finished=len(done),
        of=len(people),
        gain=gain_of(own) if len(own) >= FEWEST_SHOWN else None,
        pairs=len(own),
    )
