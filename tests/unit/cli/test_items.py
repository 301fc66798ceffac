"""``keystep items``."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from keystep.domain.lesson import StepKind
from keystep.services.importing import import_share
from keystep.services.learning import answer_item, open_lesson
from keystep.services.roster import register
from keystep.services.syncing import sync
from tests.conftest import World
from tests.takers import PACK, right_answer, wrong_answer

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def answered(world: World) -> str:
    """An item that twenty people answered, most of them wrongly; what it is called."""
    station = world.add_station("Hall 7")
    name = ""
    for n in range(20):
        learner = register(station, f"Learner {n}", "North").id
        run = open_lesson(station, learner, PACK, "three-sentences")
        step = next(step for step in run.lesson.steps if step.kind is StepKind.CHECK)
        item, other, *_ = run.items(step)
        response = right_answer(item) if n < 6 else wrong_answer(item)
        answer_item(station, run, step, item, response, duration_ms=9_000)
        answer_item(station, run, step, other, right_answer(other), duration_ms=5_000)
        name = item.id
    sync(station)
    import_share(world.office)
    return name


def test_items_are_listed_with_what_to_look_at(world: World, answered: str, run_cli: Run) -> None:
    status, out, _ = run_cli("items", "--home", world.office.home)
    title, _, _, first, second, *looks = out.splitlines()
    assert status == 0
    assert title == f"{PACK} 1.0.0"
    assert first.split()[:3] == [answered, "20", "0.30"]
    assert second.split()[1:3] == ["20", "1.00"]
    assert looks[0] == f"Look at {answered}: a wrong answer beats the right one."
    assert looks[1].endswith("nearly everybody knows it.")


def test_one_item_shows_its_answers(world: World, answered: str, run_cli: Run) -> None:
    status, out, _ = run_cli("items", f"{PACK}/{answered}", "--home", world.office.home)
    rows = [line.split() for line in out.splitlines()[-2:]]
    assert status == 0
    told = [" ".join(row[-4:]) for row in rows]
    assert told == ["14 70% 0.00 1.00", "6 30% 1.00 1.00"]


def test_an_item_nobody_answered_is_said_so(world: World, answered: str, run_cli: Run) -> None:
    status, _, err = run_cli("items", "no-such", "--home", world.office.home)
    assert status == 2
    assert "no-such" in err


def test_programs_read_it_as_json(world: World, answered: str, run_cli: Run) -> None:
    status, out, _ = run_cli("items", answered, "--json", "--home", world.office.home)
    (told,) = json.loads(out)
    assert status == 0
    assert told["figures"]["facility"] == 0.3
    assert told["figures"]["doubts"] == ["beaten"]


def test_an_office_without_answers_says_so(world: World, run_cli: Run) -> None:
    status, out, _ = run_cli("items", "--home", world.office.home)
    assert status == 0
    assert out == "Nobody has answered an item yet.\n"
