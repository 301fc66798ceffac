"""The kiosk's process: started, listened to, killed at any moment."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

import msgspec
from msgspec import Struct

from tests.soak.counted import Sample
from tests.soak.place import Place

MODULE = "tests.soak.driven"


class Slow(Struct, frozen=True):
    """See Reaction."""

    act: str
    ms: float
    own_ms: float
    during: tuple[str, ...] = ()


class Said(Struct, frozen=True):
    """One line of the kiosk's; see Driver."""

    tip: str = ""
    sample: Sample | None = None
    slow: Slow | None = None
    trouble: str = ""
    grown: dict[str, int] | None = None
    visit: int = 0
    kind: str = ""
    acts: tuple[str, ...] = ()


class Kiosk:
    """A running kiosk at ``place``; what it writes besides goes into the file ``beside``."""

    def __init__(
        self, place: Place, seed: int, every: int, env: Mapping[str, str], beside: Path
    ) -> None:
        figures = map(str, (len(place.people), seed, every))
        command = [sys.executable, "-m", MODULE, str(place.root), *figures]
        self._beside = beside.open("ab")
        self._process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=self._beside, env=dict(env), text=True
        )
        self._lines = SimpleQueue[Said]()
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def said(self, wait_s: float = 0) -> Iterator[Said]:
        """What it said since it was last asked, waiting so long for the first of it."""
        try:
            yield self._lines.get(timeout=wait_s) if wait_s else self._lines.get_nowait()
            while True:
                yield self._lines.get_nowait()
        except Empty:
            return

    def kill(self) -> None:
        """As a power button does; all that it said before is kept."""
        self._process.kill()
        self.wait()

    def stop(self) -> None:
        """Ask it to end once whoever is there has gone."""
        self._process.terminate()

    def wait(self) -> int:
        status = self._process.wait()
        self._reader.join()
        for stream in (self._process.stdout, self._beside):
            if stream is not None:
                stream.close()
        return status

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.endswith("\n"):  # the last one may be half of what was meant
                self._lines.put(msgspec.json.decode(line, type=Said))
