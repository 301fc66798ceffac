"""Cycles, their objectives in a tree, and the key results that tell whether they are reached."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from msgspec import Struct

BY_HAND = "check-ins"
"""The source of a work or maintain key result whose figures are told at its check-ins."""
ANY = "any"


class KrKind(StrEnum):
    """Where a key result's figure comes from."""

    WORK = "work"
    MAINTAIN = "maintain"
    MILESTONE = "milestone"
    KNOWLEDGE = "knowledge"
    RETENTION = "retention"
    MASTERY = "mastery"
    ENGAGEMENT = "engagement"
    COMPLETION = "completion"


class Milestone(Struct, frozen=True, kw_only=True):
    title: str
    weight: float = 1.0
    done: bool = False


class KeyResult(Struct, frozen=True, kw_only=True):
    """One key result.

    ``source`` names the KPI or :data:`BY_HAND` (work, maintain), the assessment as
    "pack/assessment" (knowledge), the path as "pack/path" (completion), the skill as "pack/skill"
    (mastery); of retention the assessment, whose delayed tests tell, or else the pack or
    :data:`ANY`, whose probes do. ``low`` and ``high`` bound a maintain KR; ``baseline`` and
    ``target`` serve the others, and a target below the baseline means that lower is better.
    ``bound`` is the mastery in per cent from which on a person counts.

    ``team`` is whose figures they are, "" everybody's. ``basis`` words what is counted ("calls").
    ``skills`` ("pack/skill") and ``lessons`` ("pack/lesson") serve it, besides those of which their
    packs say so.
    """

    id: str
    title: str
    kind: KrKind
    unit: str = ""
    source: str = ""
    baseline: float = 0.0
    target: float = 0.0
    low: float = 0.0
    high: float = 0.0
    bound: float = 70.0
    weight: float = 1.0
    owner: str = ""
    team: str = ""
    basis: str = ""
    skills: tuple[str, ...] = ()
    lessons: tuple[str, ...] = ()
    milestones: tuple[Milestone, ...] = ()

    @property
    def from_kpi(self) -> bool:
        """Whether its figures are read from a KPI file."""
        return self.is_work and self.source != BY_HAND

    @property
    def by_hand(self) -> bool:
        """Whether its figures are told at its check-ins."""
        return self.is_work and self.source == BY_HAND

    @property
    def is_work(self) -> bool:
        """Whether its figures tell of work rather than of learning."""
        return self.kind in (KrKind.WORK, KrKind.MAINTAIN)


class Objective(Struct, frozen=True, kw_only=True):
    """``parent`` is the id of the objective that it serves, "" at the top of the tree.

    ``team`` is whose objective it is, "" the organisation's.
    """

    id: str
    title: str
    owner: str = ""
    team: str = ""
    parent: str = ""
    key_results: tuple[KeyResult, ...] = ()


class Cycle(Struct, frozen=True, kw_only=True):
    """``start`` and ``end`` are its first and last day.

    Its key results are checked in on every ``check_in_days`` days.
    """

    id: str
    title: str
    start: date
    end: date
    check_in_days: int = 7
    objectives: tuple[Objective, ...] = ()

    def elapsed(self, on: date) -> float:
        """Share of the cycle gone at the end of ``on``, 0 to 1."""
        gone = (on - self.start).days + 1
        return min(1.0, max(0.0, gone / ((self.end - self.start).days + 1)))

    @property
    def key_results(self) -> Iterator[KeyResult]:
        """Those of all objectives, in their order."""
        return (one for objective in self.objectives for one in objective.key_results)

    def key_result(self, wanted: str) -> KeyResult | None:
        return next((one for one in self.key_results if one.id == wanted), None)

    def objective(self, wanted: str) -> Objective | None:
        return next((one for one in self.objectives if one.id == wanted), None)


def below(objectives: tuple[Objective, ...], parent: str = "") -> Iterator[Objective]:
    """What lies under an objective, or with "" the whole tree; each before what is under it."""
    for objective in objectives:
        if objective.parent == parent:
            yield objective
            yield from below(objectives, objective.id)


def level(objectives: tuple[Objective, ...], objective: Objective) -> int:
    """How many objectives stand above it."""
    parents = {one.id: one.parent for one in objectives}
    depth, above = 0, objective.parent
    while above:
        depth, above = depth + 1, parents[above]
    return depth
