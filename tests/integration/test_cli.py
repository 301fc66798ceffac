"""The command line as people type it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from keystep import paths
from tests.conftest import PASSPHRASE

Run = Callable[..., tuple[int, str, str]]
PACK = paths.lessons() / "answering-customers"


@pytest.fixture
def home(tmp_path: Path, shipped: Path) -> Path:
    folder = tmp_path / "station"
    shutil.copytree(shipped, folder)
    return folder


@pytest.fixture
def office(tmp_path: Path, shipped: Path, monkeypatch: pytest.MonkeyPatch, run_cli: Run) -> Path:
    """A founded organisation; its passphrase is in the environment."""
    monkeypatch.setenv("KEYSTEP_PASSPHRASE", PASSPHRASE)
    folder = tmp_path / "office"
    shutil.copytree(shipped, folder)
    status, out, _ = run_cli(
        "admin", "init", tmp_path / "share", "--organisation", "Hartmann", "--home", folder
    )
    assert status == 0
    assert "AGE-SECRET-KEY-1" in out
    return folder


@pytest.mark.parametrize(
    "command",
    [
        (),
        ("learn",),
        ("admin",),
        ("admin", "init"),
        ("demo",),
        ("pack", "check"),
        ("pack", "build"),
        ("pack", "show"),
        ("sync",),
        ("import",),
        ("enrol",),
        ("bundle", "show"),
        ("bundle", "verify"),
        ("okr", "show"),
        ("okr", "load"),
        ("okr", "kpis"),
        ("report",),
        ("doctor",),
    ],
)
def test_every_command_has_help_with_an_example(command: tuple[str, ...], run_cli: Run) -> None:
    status, out, _ = run_cli(*command, "--help")
    assert status == 0
    assert not command or "example: keystep" in out


def test_what_is_not_a_command_is_a_usage_error(run_cli: Run) -> None:
    status, _, err = run_cli("dance")
    assert status == 2
    assert "dance" in err


def test_a_sound_pack_passes_and_is_shown(run_cli: Run) -> None:
    status, out, _ = run_cli("pack", "check", PACK)
    assert (status, out.strip().endswith("no faults")) == (0, True)
    status, out, _ = run_cli("pack", "show", PACK, "--json")
    assert json.loads(out)["id"] == "answering-customers"


def test_a_broken_pack_is_told_with_file_line_and_mend(tmp_path: Path, run_cli: Run) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(PACK, broken)
    quiz = broken / "quizzes" / "call-back.yaml"
    text = quiz.read_text(encoding="utf-8")
    quiz.write_text(text.replace("type: single", "type: singel", 1), encoding="utf-8")
    line = text[: text.index("type: single")].count("\n") + 1
    status, out, _ = run_cli("pack", "check", broken)
    assert status == 1
    assert f"quizzes/call-back.yaml:{line}" in out
    status, _, err = run_cli("pack", "build", broken, "--to", tmp_path / "out")
    assert status == 1
    assert "call-back.yaml" in err
    assert list((tmp_path / "out").glob("*.kpack")) == []


def test_a_pack_is_built(tmp_path: Path, run_cli: Run) -> None:
    status, out, _ = run_cli("pack", "build", PACK, "--to", tmp_path)
    assert status == 0
    assert Path(out.strip()).stat().st_size > 100_000


def test_a_share_is_not_founded_twice(office: Path, tmp_path: Path, run_cli: Run) -> None:
    other = tmp_path / "other"
    again = ("admin", "init", tmp_path / "share", "--organisation", "Other", "--home", other)
    status, _, err = run_cli(*again)
    assert (status, "is a Keystep share already" in err) == (2, True)
    elsewhere = ("admin", "init", tmp_path / "new", "--organisation", "Other", "--home", other)
    assert run_cli(*elsewhere)[0] == 0


def test_sync_without_a_folder_says_what_to_do(home: Path, run_cli: Run) -> None:
    status, _, err = run_cli("sync", "--home", home)
    assert status == 1
    assert "No folder is chosen yet" in err


def test_sync_with_a_missing_folder_names_it(home: Path, tmp_path: Path, run_cli: Run) -> None:
    status, _, err = run_cli("sync", "--join", tmp_path / "nowhere", "--home", home)
    assert status == 1
    assert str(tmp_path / "nowhere") in err


def test_the_whole_way_from_station_to_board(
    home: Path, office: Path, tmp_path: Path, run_cli: Run
) -> None:
    share = tmp_path / "share"
    assert run_cli("sync", "--join", share, "--name", "Van 12", "--home", home)[0] == 0
    status, out, _ = run_cli("import", "--home", office)
    assert status == 0
    assert "held" in out
    assert "1 station waits" in out
    assert "Van 12" in run_cli("enrol", "--home", office)[1]
    assert run_cli("enrol", "Van 12", "--home", office)[0] == 0
    status, out, _ = run_cli("import", "--home", office, "--json")
    assert (status, [f["verdict"] for f in json.loads(out)["files"]]) == (0, ["new"])
    assert json.loads(run_cli("sync", "--home", home, "--json")[1])["received"] == 1


def test_a_bundle_is_shown_to_whoever_holds_the_key(
    home: Path, office: Path, tmp_path: Path, run_cli: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_cli("sync", "--join", tmp_path / "share", "--name", "Van 12", "--home", home)
    run_cli("enrol", "--all", "--home", office)
    [bundle] = [p for p in (tmp_path / "share").glob("stations/*/*.json") if "hello" not in p.name]
    status, out, _ = run_cli("bundle", "verify", bundle, "--home", office)
    assert (status, "sound" in out) == (0, True)
    shown = json.loads(run_cli("bundle", "show", bundle, "--home", office)[1])
    assert shown["header"]["no"] == 1
    monkeypatch.setenv("KEYSTEP_PASSPHRASE", "wrong")
    status, _, err = run_cli("bundle", "show", bundle, "--home", office)
    assert status == 1
    assert "passphrase" in err


def test_a_kpi_file_with_wrong_columns_changes_nothing(
    office: Path, tmp_path: Path, run_cli: Run
) -> None:
    kpis = tmp_path / "kpis.csv"
    kpis.write_text("kpi,desk,when\nx,North,2026-09-01\n", encoding="utf-8")
    status, _, err = run_cli("okr", "kpis", kpis, "--home", office)
    assert status == 1
    assert "kpis.csv" in err
    assert "desk" in err
    assert "team" in err


def test_bad_rows_are_named_and_good_ones_count(office: Path, tmp_path: Path, run_cli: Run) -> None:
    kpis = tmp_path / "kpis.csv"
    rows = "x,North,2026-09-01,18.5,10\nx,South,2026-13-01,18.5,10\nx,East,2026-09-01,fast,10\n"
    kpis.write_text("kpi,team,date,value,n\n" + rows, encoding="utf-8")
    status, out, _ = run_cli("okr", "kpis", kpis, "--home", office, "--json")
    told = json.loads(out)
    assert (status, told["imported"], len(told["faults"])) == (1, 1, 2)


def test_the_board_needs_a_cycle(office: Path, run_cli: Run) -> None:
    status, _, err = run_cli("okr", "show", "--home", office)
    assert status == 2
    assert "keystep okr load" in err


def test_doctor_finds_and_mends_a_wrong_projection(home: Path, run_cli: Run) -> None:
    assert run_cli("doctor", "--home", home) == (0, "All sound.\n", "")
    with closing(sqlite3.connect(home / "station.sqlite")) as database, database:
        database.execute(
            "INSERT INTO skill_progress (learner, pack, skill, theta, evidence) "
            "VALUES ('nobody', 'p', 's', 1.0, 3)"
        )
    status, out, _ = run_cli("doctor", "--home", home)
    assert status == 1
    assert "nobody" in out
    assert run_cli("doctor", "--rebuild", "--home", home)[0] == 0


def test_a_damaged_database_is_told_and_left_alone(home: Path, run_cli: Run) -> None:
    database = home / "station.sqlite"
    run_cli("doctor", "--home", home)
    for leftover in home.glob("station.sqlite*"):
        leftover.unlink()
    database.write_bytes(b"this is no database at all, whatever it says")
    status, _, err = run_cli("doctor", "--home", home)
    assert status == 1
    assert str(database) in err
    assert database.read_bytes().startswith(b"this is no")


def test_a_folder_that_is_no_demonstration_is_not_cleared(tmp_path: Path, run_cli: Run) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    status, _, err = run_cli("demo", "--folder", tmp_path)
    assert status == 2
    assert "not a demonstration" in err
    assert (tmp_path / "letter.txt").read_text(encoding="utf-8") == "dear"
