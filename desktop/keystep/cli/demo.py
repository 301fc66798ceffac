"""``keystep demo``."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from keystep import paths
from keystep.bootstrap import open_office, open_station
from keystep.cli.board import board_json, print_board
from keystep.cli.output import Bar, print_json
from keystep.cli.windows import named_libraries
from keystep.errors import UsageError
from keystep.services import demo as services
from keystep.services.demo import Outcome, Stage

MARK = ".keystep-demo"


def demo(options: argparse.Namespace) -> int:
    """Play the demonstration, print its board, and say where everything lies."""
    folder = _fresh(options.folder)
    bar = Bar()
    stage = Stage(folder, paths.resources(), _last_sunday(), open_station, open_office, bar.show)
    outcome = services.run(stage)
    bar.close()
    if options.json:
        print_json(board_json(outcome.board))
    else:
        _tell(outcome)
    if options.gui:
        return _open_window(outcome)
    return 0


def _tell(outcome: Outcome) -> None:
    print(
        f"{outcome.learners} learners at {outcome.stations} stations, {outcome.weeks} weeks: "
        f"{outcome.events:,} events counted.\n"
    )
    print_board(outcome.board)
    print(f"\nreport  {_shown(outcome.report)}")
    print(f"share   {_shown(outcome.share)}")
    print(
        f"look    {_command()} admin --home {_shown(outcome.office_home)}"
        f"   (passphrase: {services.PASSPHRASE})"
    )


def _open_window(outcome: Outcome) -> int:
    with named_libraries():
        from keystep.gui.admin import run_admin  # noqa: PLC0415 - Qt only for a window

    os.environ["KEYSTEP_PASSPHRASE"] = services.PASSPHRASE
    return run_admin(outcome.office_home, outcome.clock)


def _fresh(folder: Path) -> Path:
    """An empty folder; only an earlier demonstration is ever cleared away."""
    folder = folder.absolute()
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).exists():
            raise UsageError(
                "{folder} holds something that is not a demonstration. Nothing was changed; "
                "choose another with --folder.",
                folder=str(folder),
            )
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).touch()
    return folder


def _last_sunday() -> date:
    today = datetime.now(UTC).date()
    return today - timedelta(days=today.isoweekday())


def _command() -> str:
    """This program as it can be typed here."""
    typed = Path(sys.argv[0])
    return _shown(typed.absolute()) if typed.stem == "keystep" else "keystep"


def _shown(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
