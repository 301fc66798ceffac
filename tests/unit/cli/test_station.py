"""``keystep sync`` as it is typed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from keystep.bootstrap import open_station
from keystep.cli.watching import SIGNALS, until_told
from keystep.services import stations
from keystep.services.importing import import_share
from keystep.services.office import found_organisation
from keystep.services.roster import register
from tests.conftest import PASSPHRASE, QUICK, World
from tests.fakes import FakeIds
from tests.homes import stock

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def later(world: World) -> None:
    """The office lives an hour after this machine, on which the stations live."""
    world.clock.at = datetime.now(UTC) + timedelta(hours=1)


@pytest.fixture
def home(tmp_path: Path, shipped: Path) -> Path:
    folder = tmp_path / "Van 12"
    stock(folder, shipped)
    return folder


@pytest.fixture
def joined(world: World, home: Path, run_cli: Run) -> Path:
    """The home of a station that both sides trust."""
    run_cli("sync", "--home", home, "--join", world.share, "--name", "Van 12", "--confirm")
    for asking in stations.greet_stations(world.office):
        stations.enrol(world.office, asking.device)
    stations.publish_catalog(world.office)
    return home


def test_joining_shows_the_words_of_the_offices_screen(
    world: World, home: Path, run_cli: Run
) -> None:
    status, out, _ = run_cli("sync", "--home", home, "--join", world.share, "--name", "Van 12")
    [asking] = stations.greet_stations(world.office)
    words = " ".join(stations.words_of(world.office, asking.device))
    assert status == 0
    assert "Joined “Hartmann Tableware”." in out
    assert words in out
    assert "keystep sync --confirm" in out
    assert run_cli("sync", "--home", home, "--words")[1].strip() == words
    told = json.loads(run_cli("sync", "--home", home, "--words", "--json")[1])
    assert " ".join(told["words"]) == words


def test_confirming_lets_progress_leave(world: World, home: Path, run_cli: Run) -> None:
    run_cli("sync", "--home", home, "--join", world.share, "--name", "Van 12")
    assert json.loads(run_cli("sync", "--home", home, "--json")[1])["sealed"] == 0
    status, out, _ = run_cli("sync", "--home", home, "--confirm")
    assert status == 0
    assert "“Hartmann Tableware” is trusted from now on." in out
    assert "1 update sent" in out
    assert "has not enrolled this station yet" in out


def test_a_kiosk_file_needs_nobody(world: World, home: Path, run_cli: Run) -> None:
    file = world.root / "keystep-kiosk.toml"
    file.write_text(stations.invite(world.office, 1, timedelta(days=1)), "utf-8")
    given = ("--kiosk-file", file, "--name", "Hall 7", "--json")
    status, out, _ = run_cli("sync", "--home", home, *given)
    assert (status, json.loads(out)["published"]) == (0, 1)
    assert [file.station for file in import_share(world.office).files] == ["Hall 7"]


def test_a_stick_is_safe_to_remove_when_it_says_so(
    world: World, joined: Path, tmp_path: Path, run_cli: Run
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    status, out, _ = run_cli("sync", "--home", joined, "--stick", stick)
    assert (status, out.splitlines()[-1]) == (0, f"{stick} is safe to remove.")
    assert "1 update on the stick" in out
    assert import_share(world.office, root=stick).files
    told = json.loads(run_cli("sync", "--home", joined, "--stick", stick, "--json")[1])
    assert (told["received"], told["heard"]) == (1, True)


def test_a_stick_that_is_not_there_is_named(joined: Path, tmp_path: Path, run_cli: Run) -> None:
    status, _, err = run_cli("sync", "--home", joined, "--stick", tmp_path / "nowhere")
    assert (status, str(tmp_path / "nowhere") in err) == (1, True)


def test_new_keys_are_vouched_for_by_the_old(world: World, joined: Path, run_cli: Run) -> None:
    status, out, _ = run_cli("sync", "--home", joined, "--new-keys")
    assert (status, "has new keys" in out) == (0, True)
    import_share(world.office)
    told = json.loads(run_cli("sync", "--home", joined, "--json")[1])
    assert (told["received"], told["enrolled"]) == (1, True)


def test_a_station_leaves(joined: Path, run_cli: Run) -> None:
    status, out, _ = run_cli("sync", "--home", joined, "--leave")
    assert (status, "belongs to no folder now" in out) == (0, True)
    assert "In that folder and not confirmed by its office yet: 1 update." in out
    assert "Another office gets nothing of what was learnt before this station joins it." in out
    assert run_cli("sync", "--home", joined)[0] == 1


def test_leaving_tells_what_was_never_sent(world: World, joined: Path, run_cli: Run) -> None:
    register_at(joined, "Amara Osei")
    world.share.rename(world.root / "away")
    told = json.loads(run_cli("sync", "--home", joined, "--leave", "--json")[1])
    assert told == {"organisation": "Hartmann Tableware", "kept": 1, "there": 1}
    (world.root / "away").rename(world.share)
    run_cli("sync", "--home", joined, "--join", world.share)
    register_at(joined, "Jonas Weber")
    left = run_cli("sync", "--home", joined, "--leave")[1]
    assert "Never sent" not in left, "the words were not compared: it did not belong there"


def test_joining_another_office_says_that_what_was_learnt_before_stays(
    joined: Path, tmp_path: Path, run_cli: Run
) -> None:
    found_organisation(
        tmp_path / "vogel",
        tmp_path / "other",
        "Vogel",
        PASSPHRASE,
        new_id=FakeIds("o"),
        argon=QUICK,
    )
    register_at(joined, "Amara Osei")
    left = run_cli("sync", "--home", joined, "--leave")[1]
    assert "Never sent to “Hartmann Tableware”: 1 update." in left
    out = run_cli("sync", "--home", joined, "--join", tmp_path / "other", "--confirm")[1]
    assert "what was learnt for another stays here" in out
    assert "1 update sent" in out


def register_at(home: Path, name: str) -> None:
    with closing(open_station(home)) as station:
        register(station, name, "Desk North")


@pytest.mark.parametrize(
    "options",
    [("--once", "--watch"), ("--join", "a", "--leave"), ("--join", "a", "--kiosk-file", "b")],
)
def test_what_excludes_each_other_is_refused(
    home: Path, run_cli: Run, options: tuple[str, ...]
) -> None:
    assert run_cli("sync", "--home", home, *options)[0] == 2


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_ends_the_wait_and_leaves_no_handler(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    with until_told() as wait:
        assert not wait(timedelta(0))
        signal.raise_signal(number)
        assert wait(timedelta(days=1))
    assert signal.getsignal(number) is before


def test_watching_needs_a_folder(home: Path, run_cli: Run) -> None:
    status, _, err = run_cli("sync", "--home", home, "--watch")
    assert (status, "No folder is chosen yet" in err) == (1, True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
def test_a_watch_tells_what_it_did_and_ends_cleanly(joined: Path, run_cli: Run) -> None:
    command = [sys.executable, "-m", "keystep", "sync", "--home", str(joined), "--watch", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as watching:
        assert watching.stdout is not None
        told = json.loads(watching.stdout.readline())
        watching.terminate()
        rest = watching.stdout.read()
    assert (told["enrolled"], rest, watching.returncode) == (True, "", 0)
    assert run_cli("sync", "--home", joined)[0] == 0, "the home was let go of"
