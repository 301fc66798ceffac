"""The watchdog over real processes: stopped, dead, hanging, leaving, and left alone."""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from keystep.cli.systemd import notify
from keystep.cli.watchdog import End, Pace, Watchdog, pause_s
from keystep.services.kiosk import restarts
from keystep.storage.lock import HomeLock

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="uses SIGSTOP and process handles")

QUICK = Pace(beat_s=0.05, patience=30, first_patience=400, steady_s=0.0)
DAY = timedelta(days=1)


def beating(folder: Path, *acts: str) -> list[str]:
    return [sys.executable, "-m", "tests.integration.beating", str(folder), *acts]


def lives(folder: Path) -> list[int]:
    """The ids of all processes that there were."""
    return [int(line) for line in (folder / "lives").read_text("ascii").split()]


def watch(folder: Path, *acts: str, pace: Pace = QUICK) -> list[End]:
    """Runs the watchdog until it ends by itself; what it noted."""
    fell: list[End] = []
    assert Watchdog(beating(folder, *acts), fell.append, pace).run() == 0
    assert len(lives(folder)) == len(acts)
    for process in lives(folder):
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)
    return fell


@pytest.fixture
def systemd(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], list[str]]]:
    """Who listens where systemd would; gives all it was told, once it was told of the end."""
    heard: list[str] = []
    address = f"keystep-{os.getpid()}"
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as wire:
        wire.bind(f"\0{address}")
        monkeypatch.setenv("NOTIFY_SOCKET", f"@{address}")

        def listen() -> None:
            while "STOPPING=1" not in heard:
                heard.append(wire.recv(256).decode())

        listener = threading.Thread(target=listen, daemon=True)
        listener.start()

        def told() -> list[str]:
            listener.join(20)
            return heard

        yield told


def test_one_that_is_stopped_or_dies_is_replaced(tmp_path: Path) -> None:
    assert watch(tmp_path, "stop", "die", "leave") == [End.FROZEN, End.DIED]


def test_only_who_says_so_has_ended_on_purpose(tmp_path: Path) -> None:
    assert watch(tmp_path, "end", "leave") == [End.DIED]


def test_whoever_asks_to_be_begun_again_has_not_fallen(tmp_path: Path) -> None:
    assert watch(tmp_path, "again", "again", "leave") == []


def test_the_end_is_passed_on(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGTERM)
    assert watch(tmp_path, "have it end") == []
    assert (tmp_path / "asked").exists()
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_program_that_cannot_be_begun_is_tried_again(tmp_path: Path) -> None:
    fell: list[End] = []

    def note(end: End) -> None:
        fell.append(end)
        if len(fell) == 3:
            signal.raise_signal(signal.SIGTERM)

    assert Watchdog([str(tmp_path / "missing")], note, QUICK).run() == 0
    assert fell == [End.DIED] * 3


def test_pauses_double_up_to_the_longest() -> None:
    pauses = [pause_s(short_lives, 60) for short_lives in (0, 1, 2, 3, 6, 7, 8, 5_000)]
    assert pauses == [0, 1, 2, 4, 32, 60, 60, 60]


def test_systemd_is_told_that_it_is_ready_lives_and_ends(
    tmp_path: Path, systemd: Callable[[], list[str]]
) -> None:
    """It is ready each time that the window first beats."""
    watch(tmp_path, "die", "leave")
    told = systemd()
    assert told.count("READY=1") == 2
    assert "WATCHDOG=1" in told
    assert told[-1] == "STOPPING=1"


def test_where_systemd_does_not_listen_nothing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for address in ("", "@nobody", str(tmp_path / "nobody")):
        monkeypatch.setenv("NOTIFY_SOCKET", address)
        notify("READY=1")


def test_a_window_ends_with_its_watchdog_even_if_it_is_stopped(tmp_path: Path) -> None:
    program = (
        "from keystep.cli.watchdog import Watchdog;"
        f"Watchdog({beating(tmp_path, 'tell and stop')!r}, print).run()"
    )
    os.mkfifo(tmp_path / "stopping")
    with subprocess.Popen([sys.executable, "-c", program]) as watchdog:
        window = int((tmp_path / "stopping").read_text("ascii"))
        handle = os.pidfd_open(window)
        watchdog.kill()
        ended = select.select([handle], [], [], 20)[0]
        os.close(handle)
    assert ended, "it outlived its watchdog"


def test_a_window_leaves_by_itself_where_its_lifeline_ends(tmp_path: Path) -> None:
    """As on systems that do not end a process with its parent."""
    window = subprocess.Popen(
        beating(tmp_path, "go on"), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with window:
        assert window.stdin is not None
        assert window.stdout is not None
        assert window.stdout.read(3) == b"..."
        window.stdin.close()
        assert window.wait(20) == 3
    assert (tmp_path / "alone").exists()


def test_a_second_kiosk_is_refused(
    tmp_path: Path, run_cli: Callable[..., tuple[int, str, str]]
) -> None:
    for taken in (tmp_path, tmp_path / restarts.FOLDER):
        with HomeLock(taken):
            status, out, said = run_cli("kiosk", "--home", tmp_path)
        assert (status, out) == (1, "")
        assert str(tmp_path) in said
        assert "already" in said
        assert not (tmp_path / "log").exists(), "nothing was begun"


def test_restarts_are_counted_durably_and_only_the_newest_kept(tmp_path: Path) -> None:
    now = datetime(2026, 9, 7, 12, tzinfo=UTC)
    assert restarts.within(tmp_path, now, DAY) == []
    for hour in range(restarts.KEPT + 20):
        restarts.note(tmp_path, restarts.Why.DIED, now + timedelta(hours=hour))
    restarts.note(tmp_path, restarts.Why.FROZEN, now + timedelta(hours=150))
    newest = restarts.within(tmp_path, now + timedelta(hours=150), timedelta(days=999))
    assert len(newest) == restarts.KEPT
    assert newest[-1].why is restarts.Why.FROZEN
    assert len(restarts.within(tmp_path, now + timedelta(hours=130), DAY)) == 13
    assert restarts.within(tmp_path, now - DAY, DAY) == [], "a clock that was ahead"


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"restarts": [{"at": "x"}]}', '{"restarts": [1]}', "\0"]
)
def test_a_count_that_cannot_be_read_is_begun_anew(tmp_path: Path, text: str) -> None:
    now = datetime(2026, 9, 7, 12, tzinfo=UTC)
    file = tmp_path / restarts.FOLDER / restarts.FILE
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    assert restarts.within(tmp_path, now, DAY) == []
    restarts.note(tmp_path, restarts.Why.DIED, now)
    assert len(restarts.within(tmp_path, now, DAY)) == 1
