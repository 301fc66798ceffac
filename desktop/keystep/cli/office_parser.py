"""What can be typed at the office. Standard library only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from keystep.cli import assigning_parser
from keystep.cli.activity_parser import add_activity
from keystep.cli.alignment_parser import add_alignment
from keystep.cli.arguments import add, add_json, add_passphrase, nested
from keystep.cli.desk_parser import add_matters
from keystep.cli.impact_parser import add_impact
from keystep.cli.kpi_parser import add_kpi
from keystep.cli.measures_parser import add_measures
from keystep.cli.okr_parser import add_okr
from keystep.cli.xapi_parser import add_xapi

if TYPE_CHECKING:
    from keystep.cli.arguments import Actions

STATION = "its name, or the beginning of its key"
PERSON = "their name, or the beginning of their id"


def add_all(commands: Actions) -> None:
    """Every command of the office."""
    _add_admin(commands)
    _add_import(commands)
    _add_enrol(commands, "enrol")
    _add_stations(commands)
    _add_people(commands)
    _add_items(commands)
    _add_retention(commands)
    _add_certificates(commands)
    _add_breaks(commands)
    _add_voices(commands)
    assigning_parser.add_all(commands)
    add_matters(commands)
    _add_backups(commands)
    _add_report(commands)
    _add_bundle(commands)
    add_okr(commands)
    add_measures(commands)
    add_activity(commands)
    add_alignment(commands)
    add_kpi(commands)
    add_impact(commands)
    add_xapi(commands)


def _add_breaks(commands: Actions) -> None:
    breaks = add(
        commands,
        "breaks",
        "show or set when stations remind of learning breaks",
        "keystep breaks --at 10:00 14:30 --days mon-fri --quiet 20:00-07:00",
    )
    change = breaks.add_mutually_exclusive_group()
    change.add_argument("--at", nargs="+", metavar="HH:MM", help="remind at these times")
    change.add_argument("--off", action="store_true", help="propose none any more")
    breaks.add_argument(
        "--days", default="mon-fri", metavar="DAYS", help="such as mon-fri or mon,wed,sat"
    )
    breaks.add_argument(
        "--quiet", default="20:00-07:00", metavar="FROM-UNTIL", help="when never to remind"
    )
    add_json(breaks)
    add_passphrase(breaks)


def _add_certificates(commands: Actions) -> None:
    every = add(
        commands,
        "certificates",
        "list the certificates that the office issued",
        "keystep certificates --json",
    )
    verify = add(
        commands,
        "verify",
        "say what the code on a certificate proves",
        "keystep verify AFK3X 2QMLD ... --share /mnt/office/keystep",
    )
    verify.add_argument("code", nargs="+", help="all of its letters; spaces do not matter")
    verify.add_argument(
        "--share", type=Path, metavar="DIR", help="of the organisation (else: ours)"
    )
    add_json(every, verify)


def add_publish(actions: Actions) -> None:
    publish = add(
        actions,
        "publish",
        "let all stations have a pack",
        "keystep pack publish answers-1.1.0-0123456789abcdef.kpack",
    )
    publish.add_argument("file", type=Path, help="a .kpack file that “keystep pack build” made")
    add_json(publish)
    add_passphrase(publish)


def _add_admin(commands: Actions) -> None:
    admin = add(commands, "admin", "open the administrator's window", "keystep admin")
    actions = nested(admin, required=False)
    init = add(
        actions,
        "init",
        "found an organisation: make the admin's keys and a share",
        'keystep admin init /mnt/office/keystep --organisation "Hartmann Tableware"',
    )
    init.add_argument("share", type=Path, help="the folder that everything travels through")
    init.add_argument("--organisation", required=True, metavar="NAME")
    init.add_argument(
        "--database",
        default="",
        metavar="URL",
        help="postgresql://… for the office's figures (else a file in its home)",
    )
    rotate = add(
        actions,
        "rotate",
        "make new admin's keys, which the stations follow by themselves",
        "keystep admin rotate",
    )
    rotate.add_argument(
        "--new-passphrase-file",
        type=Path,
        metavar="FILE",
        help="its first line is the passphrase of the new keys (else it is asked for)",
    )
    recover = add(
        actions,
        "recover",
        "make new admin's keys with the printed recovery key",
        "keystep admin recover --share /mnt/office/keystep",
    )
    recover.add_argument(
        "--share", type=Path, metavar="DIR", help="where the share is, if this home is empty"
    )
    recover.add_argument(
        "--recovery-file",
        type=Path,
        metavar="FILE",
        help="its first line is the recovery key (else it is asked for)",
    )
    add_passphrase(init, rotate, recover)


def _add_import(commands: Actions) -> None:
    importing = add(commands, "import", "import what the stations left", "keystep import")
    importing.add_argument(
        "share", nargs="?", type=Path, help="another copy of the share, a stick for example"
    )
    what = importing.add_mutually_exclusive_group()
    what.add_argument("--preview", action="store_true", help="say what would come, change nothing")
    what.add_argument(
        "--watch", action="store_true", help="import by itself until SIGINT or SIGTERM"
    )
    what.add_argument("--runs", action="store_true", help="list the latest imports")
    what.add_argument("--undo", type=int, metavar="RUN", help="let an import not count")
    what.add_argument("--redo", type=int, metavar="RUN", help="let it count again")
    add_json(importing)
    add_passphrase(importing)


def _add_enrol(commands: Actions, name: str) -> None:
    enrol = add(
        commands, name, "list the stations that wait, or approve them", 'keystep enrol "Van 12"'
    )
    enrol.add_argument("station", nargs="*", help=STATION)
    enrol.add_argument("--all", action="store_true", help="approve every station that waits")
    add_json(enrol)
    add_passphrase(enrol)


def _add_stations(commands: Actions) -> None:
    stations = add(
        commands,
        "stations",
        "list the stations, or deal with one",
        'keystep stations rename "Van 12" "Van 12, north"',
    )
    actions = nested(stations, required=True)
    listed = add(actions, "list", "list every station", "keystep stations list")
    _add_enrol(actions, "enrol")
    words = add(
        actions,
        "words",
        "print the eight words that the station must show too",
        'keystep stations words "Van 12"',
    )
    rename = add(
        actions,
        "rename",
        "call a station by another name",
        'keystep stations rename "Van 12" "Van 12, north"',
    )
    revoke = add(
        actions,
        "revoke",
        "withdraw trust from a station that was stolen",
        'keystep stations revoke "Van 12"',
    )
    reinstate = add(
        actions,
        "reinstate",
        "trust a station again that was revoked",
        'keystep stations reinstate "Van 12"',
    )
    for action in (words, rename, revoke, reinstate):
        action.add_argument("station", help=STATION)
    rename.add_argument("name", help="what to call it")
    add_json(listed, words)
    add_passphrase(listed, words, rename, revoke, reinstate)
    _add_invitations(actions)


def _add_invitations(actions: Actions) -> None:
    invite = add(
        actions,
        "invite",
        "make a file with which stations are enrolled by themselves",
        'keystep stations invite --places 50 --name "Hall {host}" --pin --rule hand=left',
    )
    invite.add_argument(
        "--places", type=int, default=1, metavar="N", help="for how many stations (%(default)s)"
    )
    invite.add_argument(
        "--days", type=int, default=14, metavar="N", help="for how long (%(default)s)"
    )
    invite.add_argument(
        "--to",
        type=Path,
        default=Path("keystep-kiosk.toml"),
        metavar="FILE",
        help="where to write it; it holds a secret, so copy it by hand (%(default)s)",
    )
    invite.add_argument(
        "--name",
        default="",
        help="what each station is called; {host} in it stands for its network name, {mac4} for "
        "the end of its network card's address (its network name)",
    )
    invite.add_argument(
        "--pin",
        action="store_true",
        help="ask for the PIN with which these kiosks are looked after; it is not in the file",
    )
    invite.add_argument(
        "--pin-file", type=Path, metavar="FILE", help="the PIN is the first line of this file"
    )
    invite.add_argument(
        "--rule",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="how these kiosks behave, as hand=left or idle_s=60; may be given again",
    )
    listed = add(actions, "invitations", "list the invitations", "keystep stations invitations")
    withdraw = add(
        actions, "withdraw", "close an invitation now", "keystep stations withdraw 0f3a91c2"
    )
    withdraw.add_argument("invitation", help="the beginning of its id")
    add_json(listed)
    add_passphrase(invite)


def _add_people(commands: Actions) -> None:
    people = add(commands, "people", "list the people, or deal with one", "keystep people list")
    actions = nested(people, required=True)
    listed = add(actions, "list", "list everybody", "keystep people list")
    show = add(
        actions,
        "show",
        "print all that is known of a person",
        'keystep people show "Amara Osei" --html amara.html',
    )
    show.add_argument("--html", type=Path, metavar="FILE", help="write a page to read and print")
    merge = add(
        actions,
        "merge",
        "say that two ids are one person, who goes by the second",
        "keystep people merge 5e1f0c77 6a0f0b1e",
    )
    unmerge = add(
        actions, "unmerge", "take a merge back: two people again", "keystep people unmerge 5e1f0c77"
    )
    assign = add(
        actions,
        "assign",
        "expect somebody at a station",
        'keystep people assign "Amara Osei" "Hall 7"',
    )
    erase = add(actions, "erase", "forget a person for good", 'keystep people erase "Amara Osei"')
    erase.add_argument("--yes", action="store_true", help="do not ask")
    for action in (show, merge, unmerge, assign, erase):
        action.add_argument("person", help=PERSON)
    merge.add_argument("into", help="the id or name that stays")
    assign.add_argument("station", help=STATION)
    adopt = add(
        actions,
        "adopt",
        "expect everybody of one station at another, a new laptop after a lost one",
        'keystep people adopt "Van 12" "Van 12, new"',
    )
    adopt.add_argument("lost", help=STATION)
    adopt.add_argument("new", help=STATION)
    add_json(listed, show, erase)
    add_passphrase(merge, unmerge, assign, adopt, erase)


def _add_items(commands: Actions) -> None:
    items = add(
        commands,
        "items",
        "say how the questions do: how hard, how telling, which answers are given",
        "keystep items answering-customers/first-sentence",
    )
    items.add_argument("item", nargs="?", help="an item, as it is listed, to see its answers")
    add_json(items)


def _add_retention(commands: Actions) -> None:
    retention = add(
        commands,
        "retention",
        "say what has stayed, by delayed tests and probes",
        "keystep retention --json",
    )
    add_json(retention)


def _add_voices(commands: Actions) -> None:
    voices = add(
        commands,
        "voices",
        "say what learners miss, flag, rate, suggest and keep forgetting",
        "keystep voices --json",
    )
    add_json(voices)


def _add_backups(commands: Actions) -> None:
    backup = add(
        commands, "backup", "put the whole office into one sealed file", "keystep backup /mnt/nas"
    )
    backup.add_argument("file", type=Path, help="the file, or a folder for one with today's date")
    restore = add(
        commands,
        "restore",
        "put the office back from a backup",
        "keystep restore keystep-2026-11-20.backup",
    )
    restore.add_argument("file", type=Path, help="a file that “keystep backup” made")
    restore.add_argument(
        "--share", type=Path, metavar="DIR", help="where the share is, if it has moved"
    )
    add_json(backup, restore)
    add_passphrase(restore)


def _add_report(commands: Actions) -> None:
    report = add(commands, "report", "write the board as a file", "keystep report board.xlsx")
    report.add_argument(
        "file",
        nargs="?",
        type=Path,
        default=Path("report.html"),
        help=".html, .pdf (an objective a page), .xlsx, .csv or .json; report.html if left out",
    )


def _add_bundle(commands: Actions) -> None:
    bundle = add(commands, "bundle", "look into a bundle", "keystep bundle show FILE")
    actions = nested(bundle, required=True)
    show = add(actions, "show", "print a bundle as plain JSON", "keystep bundle show FILE")
    verify = add(actions, "verify", "check a bundle's signature", "keystep bundle verify FILE")
    for action in (show, verify):
        action.add_argument("file", type=Path)
    add_passphrase(show, verify)
