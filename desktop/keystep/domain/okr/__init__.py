"""Objectives, key results, and what their figures say (derived in docs/measures.md)."""

from __future__ import annotations

from keystep.domain.okr.board import Board, Freshness, KrRow, ObjectiveRow, Point, Status
from keystep.domain.okr.check_ins import CheckIn, check_in_faults, next_due
from keystep.domain.okr.closing import Closing, Retrospective, carried_over
from keystep.domain.okr.faults import (
    Fault,
    cycle_faults,
    faults_of,
    key_result_faults,
    objective_faults,
)
from keystep.domain.okr.reckoning import (
    LAGGING,
    ON_TRACK,
    PACE_FROM,
    attainment,
    carrying,
    clamped,
    in_tree,
    milestone_share,
    pace,
    possible,
    status,
    summarise,
    within,
)
from keystep.domain.okr.structure import (
    ANY,
    BY_HAND,
    Cycle,
    KeyResult,
    KrKind,
    Milestone,
    Objective,
    below,
    level,
)

__all__ = [
    "ANY",
    "BY_HAND",
    "LAGGING",
    "ON_TRACK",
    "PACE_FROM",
    "Board",
    "CheckIn",
    "Closing",
    "Cycle",
    "Fault",
    "Freshness",
    "KeyResult",
    "KrKind",
    "KrRow",
    "Milestone",
    "Objective",
    "ObjectiveRow",
    "Point",
    "Retrospective",
    "Status",
    "attainment",
    "below",
    "carried_over",
    "carrying",
    "check_in_faults",
    "clamped",
    "cycle_faults",
    "faults_of",
    "in_tree",
    "key_result_faults",
    "level",
    "milestone_share",
    "next_due",
    "objective_faults",
    "pace",
    "possible",
    "status",
    "summarise",
    "within",
]
