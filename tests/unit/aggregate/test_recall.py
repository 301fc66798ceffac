from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from keystep.aggregate import Aggregate
from keystep.domain.bundles import Claim
from keystep.domain.events import Instant
from keystep.domain.facts import ItemAnswered
from keystep.domain.okr import Cycle
from keystep.domain.responses import Choice
from keystep.domain.scope import EVERYBODY, Scope
from tests.unit.aggregate.builders import PACK, Station, at, enrolled, reviewed, taken_in

START = date(2027, 1, 4)
NOW = Instant(at(date(2027, 2, 1)), 0, "boot", 1)
CYCLE = Cycle(id="q1", title="Q1", start=START, end=date(2027, 3, 31))
WHO = [f"who-{number}" for number in range(6)]


def answered(score: int) -> ItemAnswered:
    return ItemAnswered(
        lesson="greet",
        step="check",
        item="first",
        skill="calm",
        response=Choice(options=(0,)),
        score=score,
        chance=0,
        duration_ms=900,
        **PACK,
    )


@pytest.fixture
def reviewing(ledger: Aggregate) -> Aggregate:
    """Six people review five cards each, foretold 90 %, and know four; five answer a question."""
    hall = Station("hall")
    for who in WHO:
        for number in range(5):
            card = replace(reviewed(f"card-{number}"), recall=9_000, rating=3 if number else 1)
            hall.did(who, card, when=at(START + timedelta(days=number)))
    for who in WHO[:5]:
        hall.did(who, answered(1_000), when=at(START))
    enrolled(ledger, "hall")
    taken_in(ledger, hall.bundle(claims=[Claim(who, who, "North") for who in WHO]))
    return ledger


def test_what_was_foretold_stands_beside_what_was_known(reviewing: Aggregate) -> None:
    told = reviewing.scoped.measured(EVERYBODY, CYCLE, NOW).recall
    assert told is not None
    assert (told.people, told.calibration.whole.n, told.drawn) == (6, 30, False)
    assert told.calibration.whole.predicted == pytest.approx(0.9)
    assert told.known.value == pytest.approx(0.8)
    assert told.known.clusters == 6


def test_days_outside_the_period_do_not_count(reviewing: Aggregate) -> None:
    scope = Scope(last=START + timedelta(days=3))
    period = scope.period(CYCLE)
    assert period is not None
    told = reviewing.scoped.measured(scope, period, NOW).recall
    assert told is not None
    assert told.calibration.whole.n == 24


def test_the_mastery_of_a_skill_is_a_mean_over_those_who_met_it(reviewing: Aggregate) -> None:
    reviewing.states.refresh()
    rows = {row.skill: row for row in reviewing.scoped.measured(EVERYBODY, CYCLE, NOW).skills}
    calm = rows["calm"]
    assert (calm.pack, calm.met, calm.of) == ("customers", 5, 6)
    assert calm.mastery is not None
    assert 0.5 < calm.mastery.value < 1
    assert calm.mastery.interval is None
    few = reviewing.scoped.skills(Scope(team="South"), CYCLE, [("customers", "calm")])
    assert few == (), "of a team of so few nothing is told"
