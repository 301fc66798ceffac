"""What stands behind a key result: its teams, and the lessons and skills that serve it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from keystep.aggregate.drilldown import LessonRow, TeamRow
from keystep.aggregate.people import LessonRef
from keystep.aggregate.skill_rows import SkillRow
from keystep.domain.okr import Board, KrRow
from keystep.domain.scope import EVERYBODY, Scope
from keystep.domain.steps import Tell, quietly, told
from keystep.errors import UsageError
from keystep.services.office import Office
from keystep.services.okr.board import board
from keystep.services.serving import lessons_serving, skills_serving


@dataclass(frozen=True)
class DrillDown:
    """One key result of ``board`` with what is behind it, over ``scope``.

    ``objective`` is its objective's title; ``lessons`` and ``skills`` are titles, each with how it
    fared, lessons as they were begun; without any, no team has a ``learned``. ``unshown`` names the
    teams of which too few people are known to be shown singly.
    """

    board: Board
    objective: str
    row: KrRow
    teams: tuple[TeamRow, ...]
    lessons: tuple[tuple[str, LessonRow], ...]
    unshown: tuple[str, ...] = ()
    skills: tuple[tuple[str, SkillRow], ...] = ()
    scope: Scope = EVERYBODY


def drill_down(
    office: Office, key_result: str, scope: Scope = EVERYBODY, cycle_id: str = ""
) -> DrillDown:
    """Raises UsageError when no key result of the cycle, "" the current one, has this id."""
    current = board(office, cycle_id, scope)
    for objective, row in _rows(current) if current else ():
        if current and row.key_result.id == key_result:
            return _behind(office, current, objective, row, scope)
    raise UsageError(
        "No key result has the id “{key_result}”. See: keystep okr show", key_result=key_result
    )


def drill_downs(office: Office, current: Board, tell: Tell = quietly) -> tuple[DrillDown, ...]:
    """Every key result of the board, in its order."""
    return tuple(
        _behind(office, current, objective, row, EVERYBODY)
        for objective, row in told(tuple(_rows(current)), tell)
    )


def _rows(current: Board) -> Iterator[tuple[str, KrRow]]:
    """(title of its objective, key result)."""
    for objective in current.objectives:
        for row in objective.rows:
            yield objective.objective.title, row


def _behind(office: Office, current: Board, objective: str, row: KrRow, scope: Scope) -> DrillDown:
    scoped, key_result, cycle = office.ledger.scoped, row.key_result, current.cycle
    whose = scope.within_team(key_result.team) or scope
    packs = tuple(office.shelf.packs.values())
    serving, trained = lessons_serving(packs, key_result), skills_serving(packs, key_result)
    lessons = [ref for _, ref in serving]
    told = scoped.lessons(whose, lessons, cycle, current.on)
    titled = [(title, one) for (title, _), one in zip(serving, told, strict=True)]
    titles = {skill: title for title, skill in trained}
    skills = scoped.skills(whose, cycle, titles.keys())
    teams = scoped.teams(whose, key_result, cycle, current.on, lessons)
    named = [team for team in teams if team.team]
    return DrillDown(
        board=current,
        objective=objective,
        row=row,
        teams=tuple(_taught(team, lessons) for team in named if team.members is not None),
        lessons=tuple(sorted(titled, key=lambda behind: behind[1].started or date.max)),
        unshown=tuple(team.team for team in named if team.members is None),
        skills=tuple((titles[one.pack, one.skill], one) for one in skills),
        scope=whose,
    )


def _taught(team: TeamRow, lessons: Sequence[LessonRef]) -> TeamRow:
    return team if lessons else replace(team, learned=None)
