"""What is out of line, and the log, as they are typed and read."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from keystep import settings
from keystep.domain.okr import Cycle, KeyResult, KrKind, Objective
from keystep.services.okr.editing import choose_cycle, save_cycle
from tests.conftest import World

RETURNS = KeyResult(
    id="returns", title="Units sent back", kind=KrKind.WORK, source="returns", baseline=9, target=4
)
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(world: World, run_cli: Run) -> Run:
    """Runs a command on an office with a key result that no lesson serves."""
    settings.change(world.office.home, admin="Ruth Vogel")
    objective = Objective(id="o", title="Good goods", owner="Ilse", key_results=(RETURNS,))
    start = date(2026, 1, 1)
    cycle = Cycle(
        id="q1", title="Q1", start=start, end=start + timedelta(days=90), objectives=(objective,)
    )
    save_cycle(world.office, cycle)
    choose_cycle(world.office, cycle.id)
    return lambda *words: run_cli(*words, "--home", world.office.home)


def first(run: Run) -> dict[str, object]:
    _, out, _ = run("alignment", "--json")
    row: dict[str, object] = json.loads(out)["rows"][0]
    return row


def test_what_is_out_of_line_is_given_to_somebody_and_taken_back(run: Run) -> None:
    before = first(run)
    status, out, _ = run("alignment", "assign", before["key"], "Kofi", "--next", "Ask about it")
    assert status == 0
    assert f"Kofi sees to “{before['title']}”" in out
    assert (first(run)["owner"], first(run)["next_action"]) == ("Kofi", "Ask about it")

    number = out.rsplit(maxsplit=1)[1]
    status, out, _ = run("activity", "--undo", number)
    assert (status, f"Number {number} is undone." in out) == (0, True)
    assert first(run) == before


def test_what_is_settled_is_listed_with_all_only(run: Run) -> None:
    key = first(run)["key"]
    assert run("alignment", "settle", key)[0] == 0

    assert first(run)["key"] != key
    assert str(key) in run("alignment", "--all")[1]
    assert str(key) not in run("alignment")[1].splitlines()[2]


def test_the_log_lists_who_did_what(run: Run) -> None:
    run("alignment", "settle", first(run)["key"])
    _, out, _ = run("activity")
    (entry,) = json.loads(run("activity", "--json", "--limit", 1)[1])

    assert "Ruth Vogel  can be undone" in out
    assert (entry["by"], entry["registers"], entry["undoable"]) == ("Ruth Vogel", ["duty"], True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("alignment", "settle", "nothing"), "0 rows are called “nothing”"),
        (("alignment", "sign-off", "Kofi", "okrs"), "Nobody called “Kofi”"),
        (("activity", "--undo", "7"), "nothing to undo"),
    ],
)
def test_what_cannot_be_is_refused(run: Run, words: tuple[str, ...], told: str) -> None:
    status, _, err = run(*words)

    assert status == 2
    assert told in err
