"""What stands behind a key result: its teams, and the lessons that serve it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from keystep.aggregate.drilldown import LessonRow, TeamRow
from keystep.aggregate.people import LessonRef
from keystep.domain.lesson import Lesson, Pack
from keystep.domain.okr import Board, KrRow
from keystep.errors import UsageError
from keystep.services.office import Office
from keystep.services.okrs import board


@dataclass(frozen=True)
class DrillDown:
    """One key result of ``board`` with what is behind it.

    ``objective`` is its objective's title; ``lessons`` are titles, each with how the lesson fared,
    as they were begun; without any, no team has a ``learned``. ``unshown`` names the teams of which
    too few people are known to be shown singly.
    """

    board: Board
    objective: str
    row: KrRow
    teams: tuple[TeamRow, ...]
    lessons: tuple[tuple[str, LessonRow], ...]
    unshown: tuple[str, ...] = ()


def drill_down(office: Office, key_result: str) -> DrillDown:
    """Raises UsageError when no key result of the current cycle has this id."""
    current = board(office)
    for objective, row in _rows(current) if current else ():
        if current and row.key_result.id == key_result:
            return _behind(office, current, objective, row)
    raise UsageError(
        "No key result has the id “{key_result}”. See: keystep okr show", key_result=key_result
    )


def drill_downs(office: Office, current: Board) -> tuple[DrillDown, ...]:
    """Every key result of the board, in its order."""
    return tuple(_behind(office, current, objective, row) for objective, row in _rows(current))


def lessons_serving(packs: Iterable[Pack], key_result: str) -> tuple[tuple[str, LessonRef], ...]:
    """(title, lesson) of every lesson that serves a key result, in pack order.

    A lesson says so itself, or trains a skill that its pack aligns with the key result.
    """
    found = []
    for pack in packs:
        aligned = (a.skills for a in pack.key_results if a.id == key_result)
        skills = {skill for named in aligned for skill in named}
        for lesson in pack.lessons:
            if lesson.key_result == key_result or skills & set(lesson.skills):
                ref = LessonRef(pack.id, lesson.id, _assessment_of(pack, lesson))
                found.append((lesson.title, ref))
    return tuple(found)


def _rows(current: Board) -> Iterator[tuple[str, KrRow]]:
    """(title of its objective, key result)."""
    for objective in current.objectives:
        for row in objective.rows:
            yield objective.objective.title, row


def _behind(office: Office, current: Board, objective: str, row: KrRow) -> DrillDown:
    ledger = office.ledger
    serving = lessons_serving(office.shelf.packs.values(), row.key_result.id)
    lessons = [ref for _, ref in serving]
    told = ledger.lessons_behind(lessons, current.on)
    titled = [(title, one) for (title, _), one in zip(serving, told, strict=True)]
    teams = ledger.teams_of(row.key_result, current.cycle, current.on, lessons)
    named = [team for team in teams if team.team]
    return DrillDown(
        board=current,
        objective=objective,
        row=row,
        teams=tuple(_taught(team, lessons) for team in named if team.members is not None),
        lessons=tuple(sorted(titled, key=lambda behind: behind[1].started or date.max)),
        unshown=tuple(team.team for team in named if team.members is None),
    )


def _taught(team: TeamRow, lessons: Sequence[LessonRef]) -> TeamRow:
    return team if lessons else replace(team, learned=None)


def _assessment_of(pack: Pack, lesson: Lesson) -> str:
    """The first assessment that asks about a skill of the lesson; "" where none does."""
    for assessment in pack.assessments:
        items = (item for form in assessment.forms for item in pack.quiz(form).items)
        if any(item.skill in lesson.skills for item in items):
            return assessment.id
    return ""
