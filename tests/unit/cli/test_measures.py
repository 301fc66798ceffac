"""``keystep measures``."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from keystep.domain.bundles import Claim
from keystep.domain.lesson import Phase
from tests.conftest import World
from tests.figures import RESPONSE_TIME, cycle_text, written_cycle
from tests.unit.aggregate.builders import Station, assessed, enrolled, taken_in

Run = Callable[..., tuple[int, str, str]]
NORTH = [f"north-{number}" for number in range(10)]


@pytest.fixture
def ask(world: World, run_cli: Run) -> Run:
    """Runs an action on an office of ten people who took both tests, and two others."""
    now, hall = world.clock.now().at, Station("hall")
    for number, who in enumerate(NORTH):
        hall.did(who, assessed(Phase.PRE, 400), when=now - timedelta(days=9))
        hall.did(who, assessed(Phase.POST, 500 + 20 * number), when=now - timedelta(days=2))
    claims = [Claim(who, who.title(), "North") for who in NORTH]
    claims += [Claim(who, who, "Night") for who in ("one", "two")]
    enrolled(world.office.ledger, "hall")
    taken_in(world.office.ledger, hall.bundle(claims=claims, sealed=now))

    def run(*words: object) -> tuple[int, str, str]:
        return run_cli("measures", *words, "--home", world.office.home)

    return run


def told(ask: Run, *words: object) -> Any:
    status, out, err = ask(*words, "--json")
    assert (status, err) == (0, "")
    return json.loads(out)


def test_every_measure_comes_with_its_n_and_its_interval(ask: Run) -> None:
    data = told(ask, "show", "--team", "North")
    (knowledge,) = data["learning"]["knowledge"]
    assert (data["scope"]["team"], data["learning"]["people"], knowledge["pairs"]) == (
        "North",
        10,
        10,
    )
    gain = knowledge["gain"]["absolute"]
    assert gain["value"] == pytest.approx(19.0)
    assert gain["interval"]["low"] < gain["value"] < gain["interval"]["high"]
    assert set(data["learning"]["freshness"]) == {"fresh", "known", "newest", "stale"}
    assert (data["board"], data["work"]) == (None, [])


def test_words_say_what_the_data_say(ask: Run) -> None:
    status, out, _ = ask("show")
    assert status == 0
    assert "12 people" in out
    assert "customers/basics" in out
    assert "+19 points" in out


def test_of_two_people_nothing_is_told(ask: Run) -> None:
    status, out, _ = ask("show", "--team", "Night")
    assert status == 0
    assert out.endswith("Of fewer than 5 people nothing is told.\n")
    status, _, err = ask("people", "--team", "Night")
    assert status == 2
    assert "nobody is shown singly" in err


def test_people_are_listed_without_their_names_and_with_them(ask: Run) -> None:
    rows = told(ask, "people", "--team", "North")
    assert [row["learner"] for row in rows] == NORTH
    assert {row["name"] for row in rows} == {""}
    assert told(ask, "names", "on") == {"names": True}
    assert told(ask, "people")[0]["name"] == "North-0"
    assert "North-0" in ask("people")[1]


def test_a_person_leads_to_the_events(ask: Run) -> None:
    person = told(ask, "person", "north-4", "--events", "1")
    assert (person["learner"], len(person["events"])) == ("north-4", 1)
    assert person["events"][0]["body"]["score"] == 580
    status, out, _ = ask("person", "north-4")
    assert status == 0
    assert "assessment_completed" in out


@pytest.mark.parametrize(
    "words",
    [
        ("show", "--team", "South"),
        ("show", "--active-days", "9"),
        ("people", "--lesson", "basics"),
        ("person", "nobody"),
        ("behind", "unheard-of"),
    ],
)
def test_what_is_not_there_is_refused(ask: Run, words: tuple[str, ...]) -> None:
    status, _, err = ask(*words)
    assert status == 2
    assert err


def test_a_key_result_leads_to_its_teams(world: World, ask: Run, run_cli: Run) -> None:
    file = written_cycle(world.root, cycle_text(RESPONSE_TIME))
    assert run_cli("okr", "load", file, "--home", world.office.home)[0] == 0
    data = told(ask, "behind", "response-time")
    assert data["teams"][0]["members"] == 10
    assert data["unshown"] == ["Night"]
    status, out, _ = ask("behind", "response-time", "--team", "North")
    assert status == 0
    assert "not attributable to training" in out
