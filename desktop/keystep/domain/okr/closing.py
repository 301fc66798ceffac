"""How a cycle ends, and what of it goes on in another."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from keystep.domain.okr.board import Board, KrRow, ObjectiveRow
from keystep.domain.okr.reckoning import attainment
from keystep.domain.okr.structure import KeyResult, KrKind, Objective


class Retrospective(Struct, frozen=True, kw_only=True):
    """What is to be remembered of a cycle."""

    went_well: str = ""
    went_badly: str = ""
    learned: str = ""


class Closing(Struct, frozen=True, kw_only=True):
    """A cycle that is over: ``board`` is what it came to, and changes no more."""

    at: datetime
    by: str
    retrospective: Retrospective
    board: Board


def carried_over(board: Board, key_results: Collection[str]) -> tuple[Objective, ...]:
    """The objectives of a cycle after this one: with these key results, and those above them.

    What is measured begins where it stands now, at most at its target; milestones that are done are
    left behind.
    """
    going = {one.objective.id: _going(one, key_results) for one in board.objectives}
    parents = {one.objective.id: one.objective.parent for one in board.objectives}
    kept = set[str]()
    for objective in (one for one, own in going.items() if own):
        above = objective
        while above and above not in kept:
            kept.add(above)
            above = parents[above]
    return tuple(
        replace(one, key_results=going[one.id]) for one in board.cycle.objectives if one.id in kept
    )


def _going(objective: ObjectiveRow, key_results: Collection[str]) -> tuple[KeyResult, ...]:
    return tuple(_anew(row) for row in objective.rows if row.key_result.id in key_results)


def _anew(row: KrRow) -> KeyResult:
    key_result = row.key_result
    if key_result.kind is KrKind.MILESTONE:
        left = tuple(one for one in key_result.milestones if not one.done)
        return replace(key_result, milestones=left)
    if key_result.kind is KrKind.MAINTAIN or row.now is None:
        return key_result
    # From beyond its target the way there would lead back.
    reached = attainment(key_result, row.now.value) >= 1
    return replace(key_result, baseline=key_result.target if reached else row.now.value)
