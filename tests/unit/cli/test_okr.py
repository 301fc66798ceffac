"""``keystep okr``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import World
from tests.figures import LAUNCH, RESPONSE_TIME, cycle_text, written_cycle

Run = Callable[..., tuple[int, str, str]]
Okr = Callable[..., tuple[int, str, str]]


@pytest.fixture
def okr(world: World, run_cli: Run) -> Okr:
    """Runs an action on an office that has a cycle of two key results."""
    loaded = written_cycle(world.root, cycle_text(RESPONSE_TIME, LAUNCH))

    def run(*arguments: object) -> tuple[int, str, str]:
        return run_cli("okr", *arguments, "--home", world.office.home)

    status, out, _ = run("load", loaded)
    assert status == 0
    assert out.startswith("“Quarter” is the current cycle, with 2 key results. To take it back: ")
    return run


def told(okr: Okr, *arguments: object) -> Any:
    status, out, err = okr(*arguments, "--json")
    assert (status, err) == (0, "")
    return json.loads(out)


def rows(okr: Okr, *arguments: object) -> dict[str, Any]:
    board = told(okr, "show", *arguments)
    return {row["id"]: row for one in board["objectives"] for row in one["key_results"]}


def test_a_file_that_is_here_already_changes_nothing(okr: Okr, tmp_path: Path) -> None:
    exported = tmp_path / "exported.csv"
    assert told(okr, "export", exported) == {"file": str(exported)}
    status, out, _ = okr("load", exported)
    assert (status, out) == (0, "“Quarter” is here already, word for word. Nothing was changed.\n")


def test_a_key_result_is_edited_and_the_edit_taken_back(
    okr: Okr, world: World, run_cli: Run
) -> None:
    act = told(okr, "edit", "key-result", "response-time", "target=16.5", "skills=a/b,c/d")
    assert rows(okr)["response-time"]["baseline"] == 20
    (_, out, _) = okr("history")
    assert "key result response-time, target: 17 → 16.5" in out
    assert "skills: – → a/b, c/d" in out
    run_cli("activity", "--undo", act["activity"], "--home", world.office.home)
    assert "16.5" not in okr("history")[1]


SENSELESS = [
    (("edit", "key-result", "response-time", "target"), "is not FIELD=VALUE"),
    (("edit", "key-result", "response-time", "goal=3"), "no field “goal”"),
    (("edit", "key-result", "response-time", "target=many"), "Expected `float`"),
    (("edit", "key-result", "response-time", "target=20"), "are the same"),
    (("edit", "key-result", "new", "title=New"), "--objective ID"),
    (("edit", "objective", "fast", "parent=nobody"), "no objective “nobody”"),
    (("drop", "key-result", "none"), "has the id “none”"),
    (("drop", "cycle", "q"), "Choose another first"),
    (("check-in", "launch", "--confidence", "11"), "1 to 10"),
    (("show", "--cycle", "q9"), "no cycle “q9”"),
]


def test_what_makes_no_sense_is_told(okr: Okr) -> None:
    for arguments, words in SENSELESS:
        status, _, err = okr(*arguments)
        assert (arguments, status, words in err) == (arguments, 2, True)


def test_a_key_result_begins_ends_and_fields_are_emptied(okr: Okr) -> None:
    new = ("title=Back at once", "kind=work", "source=calls", "target=9", "owner=Ruth")
    okr("edit", "key-result", "new", *new, "--objective", "fast")
    assert rows(okr)["new"]["title"] == "Back at once"
    assert okr("edit", "key-result", "new", "owner=", "baseline=")[0] == 0
    okr("edit", "objective", "later", "title=Later", "parent=fast")
    assert [one["id"] for one in told(okr, "show")["objectives"]] == ["fast", "later"]
    okr("drop", "key-result", "new")
    okr("drop", "objective", "later")
    assert set(rows(okr)) == {"response-time", "launch"}
    assert len(told(okr, "show")["objectives"]) == 1


def test_check_ins_are_said_listed_and_due(okr: Okr) -> None:
    assert okr("check-ins", "launch")[1] == "Nobody has checked in on it yet.\n"
    said = ("check-in", "launch", "--confidence", "7", "--note", "We are\nlate.")
    assert okr(*said, "--done", "Desks trained", "Live")[0] == 0
    _, out, _ = okr("check-ins", "launch")
    assert "We are late." in out
    assert "7 of 10" in out
    assert rows(okr)["launch"]["attainment"] == 1
    due = [one["key_result"] for one in told(okr, "check-ins")]
    assert due[0] == "response-time"


def test_a_cycle_closes_and_its_key_results_go_on(okr: Okr) -> None:
    assert okr("close", "q", "--well", "Quick.", "--learned", "Start small.")[0] == 0
    status, _, err = okr("edit", "cycle", "q", "title=Late")
    assert (status, "is closed" in err) == (2, True)
    okr("carry-over", "q", "q2", "Next", "2026-12-01", "2027-02-28", "launch")
    listed = told(okr, "cycles")
    assert [(one["id"], one["state"], one["key_results"]) for one in listed] == [
        ("q2", "current", "1"),
        ("q", "closed", "2"),
    ]
    assert set(rows(okr)) == {"launch"}
    assert set(rows(okr, "--cycle", "q")) == {"response-time", "launch"}
    okr("choose", "q")
    assert told(okr, "cycles")[1]["state"] == "current"
