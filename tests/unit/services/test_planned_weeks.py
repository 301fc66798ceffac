"""A small slice of the benchmark of plans: weeks of few people, the same each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from keystep.services.packs import open_shelf
from tests.benchmarks.memories import Traces
from tests.benchmarks.people import person
from tests.benchmarks.planning import DUE_FIRST, LESSON_FIRST, PLANNED, POLICIES, per_hour
from tests.benchmarks.weeks import Figures, Span

SPAN = Span(past=14, days=14, horizon=7)
SEEDS = range(6)


@pytest.fixture(scope="module")
def gained(shipped: Path) -> dict[str, list[Figures]]:
    """What the weeks of the same six people leave, by policy."""
    shelf, world = open_shelf(shipped), Traces(fading=0.19, threshold=-1.4)
    people = [person(shelf, world, seed, SPAN) for seed in SEEDS]
    return {
        name: [each.twin().live(policy) for each in people] for name, policy in POLICIES.items()
    }


def test_a_plan_gains_more_in_an_hour_than_plain_orders(gained: dict[str, list[Figures]]) -> None:
    hours = {name: per_hour(figures) for name, figures in gained.items()}
    assert hours[PLANNED] > hours[DUE_FIRST] > 0
    assert hours[PLANNED] > hours[LESSON_FIRST] > 0


def test_nobody_is_kept_longer_than_they_have(gained: dict[str, list[Figures]]) -> None:
    assert all(0 < each.minutes <= 12 * SPAN.days for each in gained[PLANNED])


def test_the_same_people_live_the_same_weeks(shipped: Path) -> None:
    shelf, world = open_shelf(shipped), Traces(fading=0.19, threshold=-1.4)
    short = Span(past=5, days=5, horizon=1)
    one, other = (person(shelf, world, 3, short).live(POLICIES[PLANNED]) for _ in range(2))
    assert one == other
