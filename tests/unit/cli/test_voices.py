"""``keystep voices``."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from keystep.domain.facts import Flaw
from keystep.services import voice
from keystep.services.importing import import_share
from keystep.services.learning import open_lesson
from keystep.services.roster import register
from keystep.services.syncing import sync
from tests.conftest import World
from tests.takers import PACK

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def heard(world: World) -> World:
    """A station whose learner said something of everything, imported."""
    station = world.add_station("Hall 7")
    run = open_lesson(station, register(station, "Amara", "North").id, PACK, "three-sentences")
    voice.rate_lesson(station, run, 4)
    voice.flag(station, run, run.lesson.steps[0], "", Flaw.OUTDATED)
    voice.suggest_topic(station, run.learner, "How to\x1b[31m lift", "lift")
    voice.answer_survey(station, run, {"clear": 2}, text="Shorter")
    sync(station)
    import_share(world.office)
    return world


def test_what_learners_say_is_listed(heard: World, run_cli: Run) -> None:
    status, out, _ = run_cli("voices", "--home", heard.office.home)
    assert status == 0
    assert "How to [31m lift" in out
    assert f"{PACK}/three-sentences/" in out
    assert "outdated 1" in out
    assert "too few to say" in out
    assert "Shorter" in out
    assert "Searched" not in out
    assert "\x1b" not in out


def test_programs_read_it_as_json(heard: World, run_cli: Run) -> None:
    status, out, _ = run_cli("voices", "--json", "--home", heard.office.home)
    told = json.loads(out)
    assert status == 0
    assert told["flagged"][0]["reasons"] == {"outdated": 1}
    assert told["rated"][0] == {
        "pack": PACK,
        "lesson": "three-sentences",
        "people": 1,
        "stars": None,
    }
    assert told["surveyed"][0]["said"] == ["Shorter"]


def test_silence_is_told(world: World, run_cli: Run) -> None:
    status, out, _ = run_cli("voices", "--home", world.office.home)
    assert (status, "Nobody has said anything yet" in out) == (0, True)
