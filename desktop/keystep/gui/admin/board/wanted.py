"""Which key results of a board are wanted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from msgspec.structs import replace

from keystep.domain.events import Instant
from keystep.domain.okr import Board, KrRow, Objective


class Age(StrEnum):
    """How old a key result's newest data are."""

    DAY = "day"
    WEEK = "week"
    OLDER = "older"
    NONE = "none"


@dataclass(frozen=True)
class Wanted:
    """Empty: any. ``age`` is one of :class:`Age`."""

    team: str = ""
    owner: str = ""
    status: str = ""
    age: str = ""


def filtered(board: Board, wanted: Wanted, now: Instant) -> Board:
    """The board with only the key results that are wanted.

    An objective keeps its own figures: they are about all of its key results.
    """
    kept = []
    for objective in board.objectives:
        rows = tuple(r for r in objective.rows if _fits(objective.objective, r, wanted, now))
        if rows or wanted == Wanted():
            kept.append(replace(objective, rows=rows))
    return replace(board, objectives=tuple(kept))


def team_of(objective: Objective, row: KrRow) -> str:
    """Whose key result it is: its own team, else its objective's, "" the whole organisation's."""
    return row.key_result.team or objective.team


def age_of(row: KrRow, now: Instant) -> Age:
    newest = row.freshness.newest
    if newest is None:
        return Age.NONE
    old = now.at - newest
    if old <= timedelta(days=1):
        return Age.DAY
    return Age.WEEK if old <= timedelta(weeks=1) else Age.OLDER


def _fits(objective: Objective, row: KrRow, wanted: Wanted, now: Instant) -> bool:
    found = Wanted(
        team=team_of(objective, row) if wanted.team else "",
        owner=row.key_result.owner if wanted.owner else "",
        status=row.status.value if wanted.status else "",
        age=age_of(row, now).value if wanted.age else "",
    )
    return found == wanted
