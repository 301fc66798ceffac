"""The real window under the watchdog: stopped, it is replaced; told to end, it ends in order."""

from __future__ import annotations

import logging
import os
import re
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from keystep.cli.kiosk import command
from keystep.cli.watchdog import LOG, End, Pace, Watchdog
from keystep.gui.kiosk.app import STOPPED
from keystep.storage.lock import HomeLock
from tests.homes import stock

PACE = Pace(beat_s=0.3, patience=10, first_patience=200, steady_s=0.0)


class Told(logging.Handler):
    """What the watchdog wrote."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())

    def windows(self) -> list[int]:
        found = (re.search(r"began, process (\d+)", line) for line in self.lines)
        return [int(match[1]) for match in found if match]


@pytest.fixture
def told() -> Iterator[Told]:
    handler, before = Told(), LOG.level
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    yield handler
    LOG.setLevel(before)
    LOG.removeHandler(handler)


@pytest.mark.skipif(sys.platform != "linux", reason="uses SIGSTOP")
def test_a_window_that_is_stopped_is_replaced_and_the_next_ends_in_order(
    tmp_path: Path, shipped: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, address = stock(tmp_path / "kiosk", shipped), f"keystep-e2e-{os.getpid()}"
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("NOTIFY_SOCKET", f"@{address}")
    fell: list[End] = []
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as systemd:
        systemd.bind(f"\0{address}")

        def interfere() -> None:
            """Stop the first window once it lives, and the watchdog once the second does."""
            for number in (signal.SIGSTOP, signal.SIGTERM):
                while systemd.recv(256) != b"READY=1":
                    """The watchdog lives."""
                first = number is signal.SIGSTOP
                os.kill(told.windows()[0] if first else os.getpid(), number)
            while systemd.recv(256) != b"STOPPING=1":
                """It is on its way."""

        threading.Thread(target=interfere, daemon=True).start()
        assert Watchdog(command(home, windowed=False), fell.append, PACE).run() == 0
    assert fell == [End.FROZEN]
    assert len(set(told.windows())) == 2
    assert told.lines[-1] == f"the window ended: told, status {STOPPED}"
    with HomeLock(home):
        """Nobody holds it any more."""
