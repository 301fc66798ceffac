"""What can be typed. Standard library only: the learner's window starts through here."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    _Actions = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001


def build_parser(version: str) -> argparse.ArgumentParser:
    """Every command has help with an example."""
    parser = argparse.ArgumentParser(
        prog="keystep", description="Turns small lessons into key results, offline."
    )
    parser.add_argument("--version", action="version", version=f"keystep {version}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _add(commands, "learn", "open the learner's window (the default)", "keystep learn")
    _add_admin(commands)
    _add_demo(commands)
    _add_pack(commands)
    _add_station_commands(commands)
    _add_office_commands(commands)
    _add_bundle(commands)
    _add_okr(commands)
    return parser


def _add(commands: _Actions, name: str, what: str, example: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=what,
        description=what[0].upper() + what[1:] + ".",
        epilog=f"example: {example}",
    )
    parser.add_argument(
        "--home", type=Path, metavar="DIR", help="where this Keystep keeps its data"
    )
    return parser


def _nested(parser: argparse.ArgumentParser, required: bool) -> _Actions:
    return parser.add_subparsers(dest="action", metavar="ACTION", required=required)


def _add_admin(commands: _Actions) -> None:
    admin = _add(commands, "admin", "open the administrator's window", "keystep admin")
    actions = _nested(admin, required=False)
    init = _add(
        actions,
        "init",
        "found an organisation: make the admin's keys and a share",
        "keystep admin init /mnt/office/keystep --organisation “Hartmann Tableware”",
    )
    init.add_argument("share", type=Path, help="the folder that everything travels through")
    init.add_argument("--organisation", required=True, metavar="NAME")
    init.add_argument(
        "--database",
        default="",
        metavar="URL",
        help="postgresql://… for the office's figures (else a file in its home)",
    )
    _passphrase(init)


def _add_demo(commands: _Actions) -> None:
    demo = _add(
        commands,
        "demo",
        "play an organisation of twelve learners through eight weeks",
        "keystep demo --folder demo",
    )
    demo.add_argument("--folder", type=Path, default=Path("demo"), help="replaced if it is a demo")
    demo.add_argument("--gui", action="store_true", help="then open the admin window on it")
    _json(demo)


def _add_pack(commands: _Actions) -> None:
    pack = _add(commands, "pack", "check, build or show a pack", "keystep pack check FOLDER")
    actions = _nested(pack, required=True)
    check = _add(actions, "check", "list every fault of a pack", "keystep pack check my-pack")
    build = _add(actions, "build", "make a .kpack file", "keystep pack build my-pack --to packs")
    show = _add(actions, "show", "say what a pack holds", "keystep pack show my-pack")
    for action in (check, build, show):
        action.add_argument("folder", type=Path)
    build.add_argument("--to", type=Path, default=Path(), metavar="DIR")
    _json(check)
    _json(show)


def _add_station_commands(commands: _Actions) -> None:
    sync = _add(
        commands,
        "sync",
        "send progress to the folder and hear from the office",
        "keystep sync --join /mnt/office/keystep --name “Van 12”",
    )
    sync.add_argument("--join", type=Path, metavar="SHARE", help="belong to this share from now on")
    sync.add_argument("--name", default="", help="what the office will call this station")
    _json(sync)
    doctor = _add(commands, "doctor", "check a station's database", "keystep doctor --rebuild")
    doctor.add_argument("--rebuild", action="store_true", help="make every projection anew")
    _json(doctor)


def _add_office_commands(commands: _Actions) -> None:
    importing = _add(commands, "import", "import what the stations left", "keystep import")
    importing.add_argument(
        "share", nargs="?", type=Path, help="another copy of the share, a stick for example"
    )
    _json(importing)
    enrol = _add(
        commands, "enrol", "list the stations that wait, or approve them", "keystep enrol --all"
    )
    enrol.add_argument("station", nargs="*", help="what the list calls it")
    enrol.add_argument("--all", action="store_true", help="approve every station that waits")
    _json(enrol)
    report = _add(commands, "report", "write the board as one HTML file", "keystep report")
    report.add_argument("file", nargs="?", type=Path, default=Path("report.html"))
    for office in (importing, enrol):
        _passphrase(office)


def _add_bundle(commands: _Actions) -> None:
    bundle = _add(commands, "bundle", "look into a bundle", "keystep bundle show FILE")
    actions = _nested(bundle, required=True)
    show = _add(actions, "show", "print a bundle as plain JSON", "keystep bundle show FILE")
    verify = _add(actions, "verify", "check a bundle's signature", "keystep bundle verify FILE")
    for action in (show, verify):
        action.add_argument("file", type=Path)
        _passphrase(action)


def _add_okr(commands: _Actions) -> None:
    okr = _add(commands, "okr", "show or load objectives, and load KPIs", "keystep okr show")
    actions = _nested(okr, required=True)
    show = _add(actions, "show", "print the board", "keystep okr show --json")
    load = _add(actions, "load", "read a cycle from TOML", "keystep okr load okrs.toml")
    kpis = _add(actions, "kpis", "read KPI values from CSV", "keystep okr kpis kpis.csv")
    for action in (load, kpis):
        action.add_argument("file", type=Path)
    for action in (show, load, kpis):
        _json(action)


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print data instead of words")


def _passphrase(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help="its first line is the passphrase (else KEYSTEP_PASSPHRASE, else it is asked for)",
    )
