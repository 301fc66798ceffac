"""``keystep xapi``: what happened leaves as sound statements, and files are judged line by line."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from keystep.reports.xapi.judging import judge
from keystep.services import people
from keystep.services.importing import import_share
from keystep.services.roster import register
from keystep.services.syncing import sync
from tests.conftest import World
from tests.takers import take_lesson

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def learnt(world: World) -> World:
    van = world.add_station("Van 12")
    for name in ("Amara", "Jonas"):
        take_lesson(van, register(van, name, "Desk North").id, "before-you-start")
    world.clock.move(minutes=1)
    sync(van)
    import_share(world.office)
    return world


def test_all_that_counts_leaves_as_sound_statements_without_a_name(
    learnt: World, run_cli: Run, tmp_path: Path
) -> None:
    files = tmp_path / "all.ndjson", tmp_path / "all.json"
    home = learnt.office.home
    for file in files:
        assert run_cli("xapi", "export", file, "--home", home)[0] == 0
    lines = [json.loads(line) for line in files[0].read_text(encoding="utf-8").splitlines()]
    assert lines == json.loads(files[1].read_text(encoding="utf-8"))
    assert len(lines) == sum(1 for _ in learnt.office.ledger.events(kinds=(), limit=9_999))
    assert [fault for line in lines for fault in judge(line)] == []
    verbs = {line["verb"]["display"]["en"] for line in lines}
    assert {"registered", "answered", "completed"} <= verbs
    assert "Amara" not in files[0].read_text(encoding="utf-8")
    for file in files:
        code, out, _ = run_cli("xapi", "check", file)
        assert (code, out) == (0, f"{len(lines)} statements, 0 of them not as xAPI 1.0.3 asks.\n")


def test_only_some_days_and_nobody_who_was_forgotten(
    learnt: World, run_cli: Run, tmp_path: Path
) -> None:
    home, file = learnt.office.home, tmp_path / "some.json"
    today = learnt.clock.now().day
    jonas = next(row.person for row in people.people(learnt.office) if row.name == "Jonas")
    people.erase(learnt.office, jonas)
    run_cli("xapi", "export", file, "--home", home)
    assert jonas not in file.read_text(encoding="utf-8")
    run_cli("xapi", "export", file, "--home", home, "--since", today + timedelta(days=1))
    assert json.loads(file.read_text(encoding="utf-8")) == []


def test_faults_are_told_by_statement_and_the_others_are_judged_all_the_same(
    run_cli: Run, tmp_path: Path
) -> None:
    sound = {
        "actor": {"mbox": "mailto:a@b.example"},
        "verb": {"id": "a:b"},
        "object": {"id": "c:d"},
    }
    file = tmp_path / "mixed.json"
    file.write_text(json.dumps([sound, {**sound, "verb": {}}, sound]), encoding="utf-8")
    code, out, _ = run_cli("xapi", "check", file)
    assert code == 1
    assert out.splitlines() == [
        "2: verb: lacks id",
        "3 statements, 1 of them not as xAPI 1.0.3 asks.",
    ]
    code, out, _ = run_cli("xapi", "check", file, "--json")
    assert json.loads(out) == {"statements": 3, "refused": {"2": ["verb: lacks id"]}}


def test_a_mark_in_front_of_the_first_line_is_no_part_of_it(run_cli: Run, tmp_path: Path) -> None:
    file = tmp_path / "marked.ndjson"
    file.write_text("{}\n", encoding="utf-8-sig")
    code, out, _ = run_cli("xapi", "check", file)
    assert (code, out.splitlines()[-1]) == (
        1,
        "1 statement, 1 of them not as xAPI 1.0.3 asks.",
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"a": 1, "a": 2}', "a key stands twice"),
        ('{"a": NaN}', "NaN is not a number"),
        ("[" * 100_000, "cannot be read"),
        ("{", "cannot be read"),
    ],
)
def test_what_is_not_json_is_refused_with_the_reason(
    run_cli: Run, tmp_path: Path, text: str, why: str
) -> None:
    file = tmp_path / "bad.json"
    file.write_text(text, encoding="utf-8")
    code, _, err = run_cli("xapi", "check", file)
    assert code == 2
    assert why in err


def test_a_base_that_begins_no_iri_is_refused(learnt: World, run_cli: Run, tmp_path: Path) -> None:
    file = tmp_path / "all.json"
    code, _, err = run_cli("xapi", "export", file, "--home", learnt.office.home, "--base", "here")
    assert (code, file.exists()) == (2, False)
    assert "cannot begin IRIs" in err
