"""Run as a process of its own: a kiosk's window, and people before it, until SIGTERM.

Usage: driven.py ROOT PEOPLE SEED EVERY. Each line that it prints is JSON; see
Driver. Once nothing was printed for a minute it ends, and says where it stood.
"""

from __future__ import annotations

import faulthandler
import gc
import signal
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path
from random import Random

import msgspec
from PySide6.QtCore import QCoreApplication, QLoggingCategory, QThreadPool

from keystep.bootstrap import open_station
from keystep.content.renderer import blocks
from keystep.gui import app, memory
from keystep.gui.kiosk.navigator import Navigator
from keystep.gui.kiosk.opening import Opened
from keystep.gui.kiosk.window import KioskWindow
from tests.soak.ahead import AheadClock
from tests.soak.driver import Driver
from tests.soak.place import everybody

SILENT_S = 60
MOST_TYPES = 12


class Told:
    """Prints what happens; when it is warm it counts what there is, to tell later what grew."""

    def __init__(self) -> None:
        self._warm: Counter[str] | None = None

    def __call__(self, **said: object) -> None:
        faulthandler.dump_traceback_later(SILENT_S, exit=True)
        print(msgspec.json.encode(said).decode(), flush=True)

    def count(self) -> Counter[str]:
        """By type; while nothing else runs, for what is half made must not be held on to."""
        QThreadPool.globalInstance().waitForDone(app.LAST_WORK_MS)
        gc.collect()
        return Counter(type(one).__qualname__ for one in gc.get_objects())

    def warm_up(self) -> None:
        self._warm = self._warm or self.count()

    def grown(self) -> dict[str, int]:
        """Of which types there are more than when it was warm, and how many."""
        if self._warm is None:
            return {}
        return dict((self.count() - self._warm).most_common(MOST_TYPES))


def main(root: Path, people: int, seed: int, every: int) -> None:
    QLoggingCategory.setFilterRules("qt.multimedia*=false")
    home, clock, tell = root / "kiosk", AheadClock(root / "ahead"), Told()
    application, appearance = app.create(sys.argv[:1], app.read_look(home))

    def opening(_home: Path) -> Opened:
        blocks("")
        app.log_to(home)
        station = open_station(home, clock)
        return Opened(station, station.close, Navigator)

    window = KioskWindow(home, appearance, opening)
    app.catch_unexpected(window.tell_unexpected)

    def drive() -> None:
        assert window.navigator is not None
        station = window.navigator._station
        driver = Driver(
            window,
            station,
            clock,
            people=everybody(people),
            random=Random(seed),
            tell=tell,
            every=every,
        )
        driver.over.connect(QCoreApplication.quit)
        driver.warmed.connect(tell.warm_up)
        signal.signal(signal.SIGTERM, lambda *_: driver.stop())
        driver.start()

    window.ready.connect(memory.settle)
    window.ready.connect(drive)
    window.show()
    application.exec()
    tell(grown=tell.grown())
    faulthandler.cancel_dump_traceback_later()
    QThreadPool.globalInstance().waitForDone(app.LAST_WORK_MS)
    with suppress(RuntimeError):
        window.release()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
