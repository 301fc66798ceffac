"""What the arguments of all commands have in common. Standard library only."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Actions = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001


def add(commands: Actions, name: str, what: str, example: str) -> argparse.ArgumentParser:
    """A command, or an action of one, that has help with an example and a home.

    The home may stand before an action or after it, so neither of the two parsers has a default.
    """
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=what,
        description=what[0].upper() + what[1:] + ".",
        epilog=f"example: {example}",
    )
    parser.add_argument(
        "--home",
        type=Path,
        default=argparse.SUPPRESS,
        metavar="DIR",
        help="where this Keystep keeps its data",
    )
    return parser


def nested(parser: argparse.ArgumentParser, *, required: bool) -> Actions:
    return parser.add_subparsers(dest="action", metavar="ACTION", required=required)


def add_json(*parsers: argparse.ArgumentParser) -> None:
    for parser in parsers:
        parser.add_argument("--json", action="store_true", help="print data instead of words")


def add_passphrase(*parsers: argparse.ArgumentParser) -> None:
    for parser in parsers:
        parser.add_argument(
            "--passphrase-file",
            type=Path,
            metavar="FILE",
            help="its first line is the passphrase (else KEYSTEP_PASSPHRASE, else it is asked for)",
        )
