"""What the office proposes is one plan, or none."""

from __future__ import annotations

from keystep.aggregate import Aggregate
from keystep.domain.breaks import BreakPlan


def test_the_last_plan_holds_until_it_is_withdrawn(either: Aggregate) -> None:
    assert either.proposal.plan() is None
    for plan in (BreakPlan(times=(600,)), BreakPlan(times=(600, 870), days=(6, 7)), None, None):
        either.proposal.put(plan)
        assert either.proposal.plan() == plan
