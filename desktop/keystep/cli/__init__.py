"""The command line. Windows and databases are imported only by the command that needs them.

Exit status: 0 done, 1 something was refused or failed (named on standard error), 2 usage.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from keystep import __version__
from keystep.cli.parser import build_parser
from keystep.cli.windows import named_libraries
from keystep.errors import KeystepError, UsageError

DONE, REFUSED, USAGE = 0, 1, 2


def run(arguments: Sequence[str]) -> int:
    """Run one command; without one, open the learner's window."""
    options = build_parser(__version__).parse_args(arguments or ["learn"])
    try:
        return int(_command(options) or DONE)
    except UsageError as fault:
        print(f"keystep: {fault}", file=sys.stderr)
        return USAGE
    except KeystepError as fault:
        print(f"keystep: {fault}", file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return 130


def _command(options: argparse.Namespace) -> int | None:
    home: Path | None = options.home
    if options.command == "learn":
        with named_libraries():
            from keystep.gui.app import run_learn  # noqa: PLC0415

        return run_learn(home)
    if options.command == "admin" and options.action is None:
        with named_libraries():
            from keystep.gui.admin import run_admin  # noqa: PLC0415

        return run_admin(home)
    if options.command == "kiosk":
        from keystep.cli.kiosk import kiosk  # noqa: PLC0415 - what watches imports no more

        return kiosk(options)
    from keystep.cli import commands  # noqa: PLC0415

    result: int | None = commands.COMMANDS[options.command](options)
    return result
