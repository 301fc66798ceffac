"""``keystep voices``."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from msgspec.structs import replace

from keystep.domain.facts import CardReviewed, Flaw
from keystep.domain.memory import LEECH
from keystep.services import voice
from keystep.services.importing import import_share
from keystep.services.learning import open_lesson
from keystep.services.roster import register
from keystep.services.syncing import sync
from tests.conftest import World
from tests.takers import PACK

Run = Callable[..., tuple[int, str, str]]
FORGOTTEN = CardReviewed(
    pack=PACK,
    version="1.0.0",
    deck="words",
    card="hello",
    skill="answers",
    rating=1,
    elapsed_days=3,
    interval_s=600,
    stability=10_000,
    difficulty=50_000,
    state=3,
    step=0,
    recall=9_000,
)


@pytest.fixture
def heard(world: World) -> World:
    """A station whose learner said something of everything, imported."""
    station = world.add_station("Hall 7")
    run = open_lesson(station, register(station, "Amara", "North").id, PACK, "three-sentences")
    voice.rate_lesson(station, run, 4)
    voice.flag(station, run, run.lesson.steps[0], "", Flaw.OUTDATED)
    voice.suggest_topic(station, run.learner, "How to\x1b[31m lift", "lift")
    voice.answer_survey(station, run, {"clear": 2}, text="Shorter")
    now = station.clock.now()
    for day in range(LEECH):
        later = replace(now, at=now.at + timedelta(days=day))
        station.store.append(run.learner, [FORGOTTEN], later)
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
    assert re.search(rf"{PACK}/words/hello +1 +8\n", out)
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
        "low": None,
    }
    assert told["surveyed"][0]["said"] == ["Shorter"]
    assert told["leeches"] == [
        {"pack": PACK, "deck": "words", "card": "hello", "people": 1, "lapses": LEECH}
    ]


def test_silence_is_told(world: World, run_cli: Run) -> None:
    status, out, _ = run_cli("voices", "--home", world.office.home)
    assert (status, "Nobody has said anything yet" in out) == (0, True)
