"""The watchdog of a kiosk: it begins the window as a process, and again whenever that has died or
stands still. Standard library only: what watches must not fail of what it watches.
"""

from __future__ import annotations

import logging
import os
import queue
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from types import FrameType
from typing import IO, TYPE_CHECKING

from keystep.cli import pulse
from keystep.cli.systemd import SOCKET, notify

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNALS = (signal.SIGINT, signal.SIGTERM)
LOG = logging.getLogger("keystep.watchdog")


class End(Enum):
    """How one life of the window ended."""

    LEFT = "left"
    AGAIN = "again"
    FROZEN = "frozen"
    DIED = "died"
    TOLD = "told"


MEANT = {pulse.LEFT: End.LEFT, pulse.AGAIN: End.AGAIN}


@dataclass(frozen=True, slots=True)
class Pace:
    """A window that says nothing for ``patience`` waits of ``beat_s`` in a row stands still; before
    its first word it has ``first_patience``. One that lived for ``steady_s`` is begun again at
    once, another after a pause that doubles up to ``longest_s``. Asked to end, it has
    ``farewell_s``.

    Waits are counted, not seconds: a machine that slept, or had no time for either process, is no
    reason to kill.
    """

    beat_s: float = 1.0
    patience: int = 10
    first_patience: int = 60
    steady_s: float = 60.0
    longest_s: float = 60.0
    farewell_s: float = 10.0


def pause_s(short_lives: int, longest_s: float) -> float:
    """How long to wait after so many short lives in a row: not at all, 1 s, 2 s, 4 s."""
    return min(2.0 ** (min(short_lives, 20) - 1), longest_s) if short_lives else 0.0


class Watchdog:
    """Runs ``command`` until it ends on purpose or somebody ends the watchdog.

    ``fell`` is called with FROZEN or DIED before the window is begun again.
    """

    def __init__(
        self, command: Sequence[str], fell: Callable[[End], None], pace: Pace | None = None
    ) -> None:
        self._command, self._fell, self._pace = command, fell, pace or Pace()
        self._over = False

    def run(self) -> int:
        """The exit status: 0, for every end of it was asked for."""
        short_lives = 0
        with self._until_told():
            while not self._over:
                began = time.monotonic()
                end = self._live()
                if end in {End.LEFT, End.TOLD}:
                    break
                steady = end is End.AGAIN or time.monotonic() - began >= self._pace.steady_s
                short_lives = 0 if steady else short_lives + 1
                if end is not End.AGAIN:
                    self._fell(end)
                self._rest(pause_s(short_lives, self._pace.longest_s))
        notify("STOPPING=1")
        return 0

    def _live(self) -> End:
        """One life of the window, from its start to its end."""
        try:
            window = Window(self._command)
        except OSError as fault:
            LOG.error("the window cannot be begun: %s", fault)
            return End.DIED
        LOG.info("the window began, process %d", window.pid)
        end = self._follow(window)
        if end is End.TOLD:
            window.ask_to_end()
        status = window.end(0.0 if end is End.FROZEN else self._pace.farewell_s)
        LOG.info("the window ended: %s, status %s", end.value, status)
        return end

    def _follow(self, window: Window) -> End:
        missed, patience, meant = 0, self._pace.first_patience, None
        while not self._over:
            word = window.word(self._pace.beat_s)
            notify("WATCHDOG=1")
            if word == pulse.GONE:
                return meant or End.DIED
            if word is None:
                missed += 1
                if missed >= patience:
                    return meant or End.FROZEN
                continue
            if patience != self._pace.patience:
                notify("READY=1")
            missed, patience = 0, self._pace.patience
            meant = MEANT.get(word, meant)
        return End.TOLD

    def _rest(self, seconds: float) -> None:
        """Wait, and go on telling that the watchdog itself lives."""
        until = time.monotonic() + seconds
        while not self._over and (left := until - time.monotonic()) > 0:
            notify("WATCHDOG=1")
            time.sleep(min(left, self._pace.beat_s))

    @contextmanager
    def _until_told(self) -> Iterator[None]:
        """SIGINT and SIGTERM end it with the wait that is under way, and the window with it."""

        def end(_number: int, _frame: FrameType | None) -> None:
            self._over = True

        before = {number: signal.signal(number, end) for number in SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


class Window:
    """The process of a window. What it says is read in a thread: not every system can wait for a
    pipe and look at the clock at once. Raises OSError where it cannot be begun."""

    def __init__(self, command: Sequence[str]) -> None:
        self._words: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        known = {name: value for name, value in os.environ.items() if name != SOCKET}
        self._process = subprocess.Popen(  # noqa: S603 - this program itself
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, env=known
        )
        self.pid = self._process.pid
        listen = threading.Thread(
            target=self._listen, args=(self._process.stdout,), name="beats", daemon=True
        )
        listen.start()

    def word(self, wait_s: float) -> bytes | None:
        """The next thing it says; GONE once it says nothing any more, None if nothing came."""
        try:
            return self._words.get(timeout=wait_s)
        except queue.Empty:
            return None

    def ask_to_end(self) -> None:
        """Have it end by itself, if it hears."""
        self._process.terminate()

    def end(self, farewell_s: float) -> int:
        """Its status, once it has ended; after ``farewell_s`` it is killed, even if stopped."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(farewell_s)
        self._process.kill()
        status = self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()
        return status

    def _listen(self, source: IO[bytes]) -> None:
        with source:
            while said := os.read(source.fileno(), 64):
                for at in range(len(said)):
                    self._words.put(said[at : at + 1])
        self._words.put(pulse.GONE)
