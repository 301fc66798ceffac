"""What can be typed. Standard library only: the learner's window starts through here."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from keystep.cli import office_parser
from keystep.cli.arguments import add, add_json, nested
from keystep.cli.desk_parser import add_pack_care

if TYPE_CHECKING:
    from keystep.cli.arguments import Actions


def build_parser(version: str) -> argparse.ArgumentParser:
    """Every command has help with an example."""
    parser = argparse.ArgumentParser(
        prog="keystep", description="Turns small lessons into key results, offline."
    )
    parser.add_argument("--version", action="version", version=f"keystep {version}")
    parser.set_defaults(home=None)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    add(commands, "learn", "open the learner's window (the default)", "keystep learn")
    _add_kiosk(commands)
    _add_demo(commands)
    _add_pack(commands)
    _add_deck(commands)
    _add_station_commands(commands)
    office_parser.add_all(commands)
    return parser


def _add_kiosk(commands: Actions) -> None:
    kiosk = add(
        commands,
        "kiosk",
        "have many people learn at one touch screen, and watch over its window",
        "keystep kiosk --home /srv/keystep",
    )
    kiosk.add_argument("--windowed", action="store_true", help="in a window that can be left")
    kiosk.add_argument("--watched", action="store_true", help=argparse.SUPPRESS)


def _add_demo(commands: Actions) -> None:
    demo = add(
        commands,
        "demo",
        "play an organisation of twelve learners through eight weeks",
        "keystep demo --folder demo",
    )
    demo.add_argument("--folder", type=Path, default=Path("demo"), help="replaced if it is a demo")
    demo.add_argument("--gui", action="store_true", help="then open the admin window on it")
    add_json(demo)


def _add_pack(commands: Actions) -> None:
    pack = add(
        commands, "pack", "check, build, publish or look after packs", "keystep pack check FOLDER"
    )
    actions = nested(pack, required=True)
    check = add(actions, "check", "list every fault of a pack", "keystep pack check my-pack")
    build = add(actions, "build", "make a .kpack file", "keystep pack build my-pack --to packs")
    show = add(actions, "show", "say what a pack holds", "keystep pack show my-pack")
    for action in (check, build, show):
        action.add_argument("folder", type=Path)
    build.add_argument("--to", type=Path, default=Path(), metavar="DIR")
    office_parser.add_publish(actions)
    add_pack_care(actions)
    add_json(check, show)


def _add_deck(commands: Actions) -> None:
    deck = add(commands, "deck", "import or export flashcards", "keystep deck import Spanish.apkg")
    actions = nested(deck, required=True)
    into = add(
        actions,
        "import",
        "take decks of Anki, Quizlet, a table or Markdown",
        "keystep deck import words.csv --columns front=1,back=3",
    )
    into.add_argument("file", type=Path, help=".apkg, .colpkg, .csv, .tsv, .txt or .md")
    into.add_argument("--into", type=Path, metavar="DIR", help="write them into this pack's folder")
    into.add_argument("--learner", default="", metavar="NAME", help="whose decks they become")
    into.add_argument(
        "--columns", default="", metavar="front=1,back=2", help="which column of a table is what"
    )
    into.add_argument("--between", default="", metavar="TEXT", help="what divides cells, such as ;")
    into.add_argument("--after", default="\n", metavar="TEXT", help="what ends a row")
    into.add_argument(
        "--header", action=argparse.BooleanOptionalAction, help="the first row names the columns"
    )
    into.add_argument(
        "--history",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="take along when cards were reviewed",
    )
    out = add(
        actions,
        "export",
        "write a deck for Anki or as a table",
        "keystep deck export answering-customers/answers --to answers.apkg",
    )
    out.add_argument("deck", metavar="PACK/DECK")
    out.add_argument("--to", type=Path, required=True, metavar="FILE", help="an .apkg or a .csv")
    add_json(into, out)


def _add_station_commands(commands: Actions) -> None:
    sync = add(
        commands,
        "sync",
        "send progress to the folder and hear from the office",
        'keystep sync --join /mnt/office/keystep --name "Van 12"',
    )
    _add_sync_options(sync)
    add_json(sync)
    doctor = add(commands, "doctor", "check a station's database", "keystep doctor --rebuild")
    doctor.add_argument("--rebuild", action="store_true", help="make every projection anew")
    add_json(doctor)


def _add_sync_options(sync: argparse.ArgumentParser) -> None:
    how_often = sync.add_mutually_exclusive_group()
    how_often.add_argument("--once", action="store_true", help="sync now and end (the default)")
    how_often.add_argument(
        "--watch", action="store_true", help="sync again and again until SIGINT or SIGTERM"
    )
    share = sync.add_mutually_exclusive_group()
    share.add_argument("--join", type=Path, metavar="DIR", help="belong to the share there")
    share.add_argument(
        "--kiosk-file", type=Path, metavar="FILE", help="join by a file that the office made"
    )
    share.add_argument("--leave", action="store_true", help="belong to no share any more")
    sync.add_argument("--name", default="", help="what the office will call this station")
    sync.add_argument("--words", action="store_true", help="print the eight words, and only that")
    sync.add_argument(
        "--confirm", action="store_true", help="the office's screen shows the same eight words"
    )
    sync.add_argument(
        "--stick", type=Path, metavar="DIR", help="exchange with this copy of the share instead"
    )
    sync.add_argument(
        "--new-keys", action="store_true", help="give this station new keys, vouched for by the old"
    )
