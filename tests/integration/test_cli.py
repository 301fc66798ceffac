"""The command line as people type it."""

from __future__ import annotations

import io
import json
import re
import shlex
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from keystep import paths
from keystep.bootstrap import open_office, open_station
from keystep.cli.parser import build_parser
from keystep.services.roster import register
from tests.conftest import PASSPHRASE, QUICK
from tests.homes import stock

Run = Callable[..., tuple[int, str, str]]
PACK = paths.lessons() / "answering-customers"
STATIONS = (
    *("list", "enrol", "words", "rename", "revoke", "reinstate"),
    *("invite", "invitations", "withdraw"),
)
PEOPLE = ("list", "show", "merge", "unmerge", "assign", "adopt", "erase")


@pytest.fixture
def home(tmp_path: Path, shipped: Path) -> Path:
    return stock(tmp_path / "station", shipped)


@pytest.fixture
def office(tmp_path: Path, shipped: Path, monkeypatch: pytest.MonkeyPatch, run_cli: Run) -> Path:
    """A founded organisation; its passphrase is in the environment, and quickly tried."""
    monkeypatch.setenv("KEYSTEP_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr("keystep.services.office.Argon", lambda: QUICK)
    folder = stock(tmp_path / "office", shipped)
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
        ("admin", "rotate"),
        ("admin", "recover"),
        ("pack", "publish"),
        ("import",),
        ("enrol",),
        *(("stations", action) for action in STATIONS),
        *(("people", action) for action in PEOPLE),
        ("items",),
        ("retention",),
        ("voices",),
        ("backup",),
        ("restore",),
        ("bundle", "show"),
        ("bundle", "verify"),
        ("okr", "show"),
        ("okr", "load"),
        *(("kpi", one) for one in ("list", "show", "unit", "template", "import")),
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


@pytest.mark.parametrize("name", sorted(p.parent.name for p in paths.lessons().glob("*/pack.toml")))
def test_a_sound_pack_passes(run_cli: Run, name: str) -> None:
    status, out, _ = run_cli("pack", "check", paths.lessons() / name)
    assert (status, out.strip().endswith("no faults")) == (0, True)


def test_a_pack_is_shown(run_cli: Run) -> None:
    status, out, _ = run_cli("pack", "show", PACK, "--json")
    assert (status, json.loads(out)["id"]) == (0, PACK.name)


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


def words_in(text: str) -> str:
    """The line of eight words."""
    return next(line.strip() for line in text.splitlines() if len(line.split()) == 8)


def test_the_whole_way_from_station_to_board(
    home: Path, office: Path, tmp_path: Path, run_cli: Run
) -> None:
    share = tmp_path / "share"
    status, joined, _ = run_cli("sync", "--join", share, "--name", "Van 12", "--home", home)
    assert status == 0
    assert run_cli("sync", "--confirm", "--home", home)[0] == 0
    status, out, _ = run_cli("import", "--home", office)
    assert status == 0
    assert "held" in out
    assert "1 station waits" in out
    _, waiting, _ = run_cli("enrol", "--home", office)
    assert "Van 12" in waiting
    assert f"Its screen must show: {words_in(joined)}" in waiting
    _, words, _ = run_cli("stations", "words", "Van 12", "--home", office)
    assert words.strip() == words_in(joined)
    assert run_cli("stations", "enrol", "Van 12", "--home", office)[0] == 0
    status, out, _ = run_cli("import", "--preview", "--home", office, "--json")
    assert (status, [f["verdict"] for f in json.loads(out)["files"]]) == (0, ["new"])
    status, out, _ = run_cli("import", "--home", office, "--json")
    told = json.loads(out)
    assert (status, [f["verdict"] for f in told["files"]]) == (0, ["new"])
    assert json.loads(run_cli("sync", "--home", home, "--json")[1])["received"] == 1
    assert "counts" in run_cli("import", "--runs", "--home", office)[1]
    for action, said in (("--undo", "no longer counts"), ("--redo", "counts again")):
        status, out, _ = run_cli("import", action, told["run"], "--home", office)
        assert (status, said in out) == (0, True)


def test_a_station_is_named_revoked_and_trusted_again(
    home: Path, office: Path, tmp_path: Path, run_cli: Run
) -> None:
    run_cli("sync", "--join", tmp_path / "share", "--name", "Van 12", "--confirm", "--home", home)
    run_cli("enrol", "--all", "--home", office)
    assert run_cli("stations", "rename", "Van 12", "Van 12 north", "--home", office)[0] == 0
    assert run_cli("stations", "revoke", "Van 12 north", "--home", office)[0] == 0
    [row] = json.loads(run_cli("stations", "list", "--json", "--home", office)[1])
    assert (row["name"], row["membership"]) == ("Van 12 north", "revoked")
    assert run_cli("stations", "reinstate", row["device"][:6], "--home", office)[0] == 0
    status, _, err = run_cli("stations", "reinstate", row["device"][:6], "--home", office)
    assert (status, "was not revoked" in err) == (2, True)
    status, _, err = run_cli("stations", "revoke", "Van 13", "--home", office)
    assert (status, "keystep stations list" in err) == (2, True)


def test_an_invitation_is_a_file_for_its_owner_only(
    office: Path, tmp_path: Path, run_cli: Run
) -> None:
    file = tmp_path / "kiosk.toml"
    invite = ("stations", "invite", "--places", 3, "--to", file, "--home", office)
    assert run_cli(*invite)[0] == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = file.read_bytes()
    status, _, err = run_cli(*invite)
    assert (status, "--to" in err) == (2, True)
    assert file.read_bytes() == before
    listed = json.loads(run_cli("stations", "invitations", "--json", "--home", office)[1])
    assert len(listed) == 1
    withdraw = ("stations", "withdraw", listed[0]["id"], "--home", office)
    assert run_cli(*withdraw)[0] == 0
    assert "secret" not in listed[0]


def test_a_person_is_shown_and_forgotten(
    home: Path, office: Path, tmp_path: Path, run_cli: Run
) -> None:
    run_cli("sync", "--join", tmp_path / "share", "--name", "Van 12", "--confirm", "--home", home)
    with closing(open_station(home)) as station:
        for name in ("Amara Osei", "A. Osei"):
            register(station, name, "Desk North")
    run_cli("enrol", "--all", "--home", office)
    run_cli("sync", "--home", home)
    run_cli("import", "--home", office)
    first, second = json.loads(run_cli("people", "list", "--json", "--home", office)[1])
    assert run_cli("people", "merge", "A. Osei", "Amara Osei", "--home", office)[0] == 0
    [both] = json.loads(run_cli("people", "list", "--json", "--home", office)[1])
    assert {both["person"], *both["also"]} == {first["person"], second["person"]}
    again = ("people", "merge", both["also"][0][:8], "Amara Osei", "--home", office)
    assert "one person already" in run_cli(*again)[2]
    assert run_cli("people", "unmerge", both["also"][0], "--home", office)[0] == 0
    assert run_cli("people", "assign", "Amara Osei", "Van 12", "--home", office)[0] == 0
    assert run_cli("people", "adopt", "Van 12", "Van 12", "--home", office)[0] == 2
    page = tmp_path / "amara.html"
    assert run_cli("people", "show", "Amara Osei", "--html", page, "--home", office)[0] == 0
    assert "Amara Osei" in page.read_text(encoding="utf-8")
    shown = json.loads(run_cli("people", "show", "Amara Osei", "--json", "--home", office)[1])
    assert shown["names"][0]["name"] == "Amara Osei"
    assert run_cli("backup", tmp_path / "a.backup", "--home", office)[0] == 0
    status, out, _ = run_cli("people", "erase", "Amara Osei", "--yes", "--home", office)
    assert (status, str(tmp_path / "a.backup") in out) == (0, True)
    [left] = json.loads(run_cli("people", "list", "--json", "--home", office)[1])
    assert left["name"] == "A. Osei"


def test_nobody_is_forgotten_by_accident(
    office: Path, run_cli: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    status, _, err = run_cli("people", "erase", "Amara Osei", "--home", office)
    assert (status, "keystep people list" in err) == (2, True)


def test_an_office_is_put_back_elsewhere(
    office: Path, tmp_path: Path, shipped: Path, run_cli: Run
) -> None:
    status, out, _ = run_cli("backup", tmp_path, "--home", office, "--json")
    file = Path(json.loads(out)["file"])
    assert (status, file.parent) == (0, tmp_path)
    new = stock(tmp_path / "new office", shipped)
    assert run_cli("restore", file, "--home", new)[0] == 0
    assert run_cli("import", "--home", new)[0] == 0
    with closing(open_office(new, None)):
        status, _, err = run_cli("restore", file, "--home", new)
    assert (status, "Close the administrator's window" in err) == (1, True)
    status, _, err = run_cli("restore", tmp_path / "none.backup", "--home", new)
    assert (status, "none.backup" in err) == (2, True)


def test_keys_are_changed_and_recovered(
    tmp_path: Path, shipped: Path, monkeypatch: pytest.MonkeyPatch, run_cli: Run
) -> None:
    monkeypatch.setenv("KEYSTEP_PASSPHRASE", PASSPHRASE)
    home, new = stock(tmp_path / "office", shipped), tmp_path / "new"
    _, out, _ = run_cli("admin", "init", tmp_path / "share", "--organisation", "H", "--home", home)
    sheet = tmp_path / "recovery.txt"
    sheet.write_text(re.findall(r"AGE-SECRET-KEY-1\w+", out)[0], encoding="utf-8")
    new.write_text("battery staple", encoding="utf-8")
    assert run_cli("admin", "rotate", "--new-passphrase-file", new, "--home", home)[0] == 0
    assert run_cli("import", "--home", home)[0] == 1
    assert run_cli("import", "--passphrase-file", new, "--home", home)[0] == 0
    status, out, _ = run_cli("admin", "recover", "--recovery-file", sheet, "--home", home)
    assert (status, "AGE-SECRET-KEY-1" in out) == (0, True)
    assert run_cli("import", "--home", home)[0] == 0
    assert run_cli("admin", "recover", "--recovery-file", sheet, "--home", home)[0] == 1


def test_a_pack_is_published(office: Path, tmp_path: Path, run_cli: Run) -> None:
    _, out, _ = run_cli("pack", "build", PACK, "--to", tmp_path)
    file = Path(out.strip())
    status, out, _ = run_cli("pack", "publish", file, "--json", "--home", office)
    assert (status, json.loads(out)["file"]) == (0, file.name)
    assert (tmp_path / "share" / "packs" / file.name).read_bytes() == file.read_bytes()
    broken = file.with_name(file.name.replace("answering", "nothing"))
    broken.write_bytes(b"PK")
    assert run_cli("pack", "publish", broken, "--home", office)[0] == 1


def test_a_watch_ends_cleanly_when_told(office: Path) -> None:
    command = [sys.executable, "-m", "keystep", "import", "--watch", "--home", str(office)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        bad = office.parent / "share" / "stations" / ("0" * 32) / "bad.json"
        bad.parent.mkdir(parents=True)
        bad.write_bytes(b"{}")
        assert process.stdout is not None
        line = process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (0, b"", b"")
    assert b"bad.json" in line


def test_every_command_of_the_drills_can_be_typed() -> None:
    drills = (Path(__file__).parents[2] / "docs" / "drills.md").read_text(encoding="utf-8")
    typed = re.findall(r"^\s*(keystep .*)$", drills, re.MULTILINE)
    assert len(typed) > 30
    for line in typed:
        build_parser("1").parse_args(shlex.split(line)[1:])


def test_a_bundle_is_shown_to_whoever_holds_the_key(
    home: Path, office: Path, tmp_path: Path, run_cli: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_cli("sync", "--join", tmp_path / "share", "--name", "Van 12", "--confirm", "--home", home)
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
