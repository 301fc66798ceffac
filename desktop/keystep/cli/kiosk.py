"""``keystep kiosk``: a watchdog, and as its child the window. Standard library only, but for the
window."""

from __future__ import annotations

import argparse
import faulthandler
import logging
import signal
import sys
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from logging.handlers import RotatingFileHandler
from pathlib import Path

from keystep import paths
from keystep.cli.pulse import AGAIN, LEFT, Pulse
from keystep.cli.watchdog import LOG, End, Watchdog
from keystep.cli.windows import named_libraries
from keystep.errors import HomeInUse
from keystep.services.kiosk import restarts
from keystep.storage.lock import HomeLock

LOG_BYTES, LOG_FILES = 1 << 20, 3
WATCHED_ALREADY = (
    "A kiosk runs on {home} already, or another Keystep has it open. Go on at its screen, or end "
    "it first, or choose another folder with --home."
)


def kiosk(options: argparse.Namespace) -> int:
    """Watch over a window until somebody who may has it left; or, as the child, be that window."""
    home = paths.home(options.home, "kiosk").absolute()
    return _show(home, options) if options.watched else _watch(home, options)


def command(home: Path, *, windowed: bool) -> list[str]:
    """What begins the window, from the source as from a frozen program."""
    program = (
        [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "keystep"]
    )
    how = ["--windowed"] if windowed else []
    return [*program, "kiosk", "--watched", "--home", str(home), *how]


def _watch(home: Path, options: argparse.Namespace) -> int:
    """Raises HomeInUse, and NotSaved where nothing can be kept in ``home``."""
    try:
        with HomeLock(home / restarts.FOLDER):
            with HomeLock(home):
                """Nobody else is in: from here on the window alone opens it."""
            _log_to(home)
            window = command(home, windowed=options.windowed)
            return Watchdog(window, partial(_note, home)).run()
    except HomeInUse as fault:
        raise HomeInUse(WATCHED_ALREADY, home=home) from fault


def _note(home: Path, end: End) -> None:
    """Count a restart; a full disk does not stop the watchdog."""
    why = restarts.Why.FROZEN if end is End.FROZEN else restarts.Why.DIED
    try:
        restarts.note(home, why, datetime.now(UTC))
    except OSError as fault:
        LOG.error("the restart could not be counted: %s", fault)


def _show(home: Path, options: argparse.Namespace) -> int:
    faulthandler.enable()
    pulse = Pulse(lambda: signal.raise_signal(signal.SIGTERM))
    with named_libraries():
        from keystep.gui.kiosk import app  # noqa: PLC0415 - the watchdog needs no window

    def say(status: int) -> None:
        word = {app.LEFT: LEFT, app.AGAIN: AGAIN}.get(status)
        if word is not None:
            pulse.say(word)

    return app.run_kiosk(home, pulse.beat, windowed=options.windowed, ending=say)


def _log_to(home: Path) -> None:
    """Have what the watchdog did in ``home/log/watchdog.log``, at most 4 MiB of it; on a full disk
    it goes nowhere."""
    logging.raiseExceptions = False
    folder = home / "log"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    kept = RotatingFileHandler(
        folder / "watchdog.log",
        maxBytes=LOG_BYTES,
        backupCount=LOG_FILES,
        encoding="utf-8",
        delay=True,
    )
    kept.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOG.addHandler(kept)
    LOG.setLevel(logging.INFO)
