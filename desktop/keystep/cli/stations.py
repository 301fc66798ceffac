"""``keystep stations``, and ``keystep enrol``, which is a part of it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TextIO, TypeVar

from keystep.aggregate.membership import Membership
from keystep.aggregate.overview import StationRow
from keystep.cli.opening import locked_office, secret, unlocked_office
from keystep.cli.output import counted, print_json, print_table
from keystep.domain.toml import parse_toml
from keystep.domain.trust import Asking, Asks
from keystep.errors import ShareFull, ShareUnreachable, UsageError
from keystep.services import stations as services
from keystep.services.kiosk.told_rules import KioskWishes
from keystep.services.office import Office

OWNER_ONLY = 0o600
HEAD = ("station", "key", "standing", "events", "last sealed", "")
WAITS = {
    Asks.ENROL: "asks to be enrolled",
    Asks.EPOCH: "writes a new history (copied or put back): approve it",
}
NONE = "None of its events counts."
IMPORT = "keystep import"
APPROVE = "Approve one with: keystep stations enrol NAME"

_Named = TypeVar("_Named", StationRow, Asking)


def stations(options: argparse.Namespace) -> int:
    """Deal with stations."""
    actions = {
        "list": _list,
        "enrol": enrol,
        "words": _words,
        "rename": _rename,
        "revoke": _revoke,
        "reinstate": _reinstate,
        "invite": _invite,
        "invitations": _invitations,
        "withdraw": _withdraw,
    }
    return actions[options.action](options)


def enrol(options: argparse.Namespace) -> int:
    """List the stations that wait, or approve some."""
    with closing(unlocked_office(options)) as office:
        waiting = services.greet_stations(office)
        chosen = waiting if options.all else [_waiting(waiting, name) for name in options.station]
        for station in chosen:
            services.enrol(office, station.device)
        if chosen:
            services.publish_catalog(office)
        told = chosen or waiting
        words = {} if chosen else {s.device: services.words_of(office, s.device) for s in told}
    if options.json:
        print_json([_asking(station, words) for station in told])
        return 0
    for station in told:
        print(f"{'enrolled' if chosen else 'waits'}  {station.device[:8]}  {station.name}", end="")
        print("" if chosen else f": {WAITS[station.asks]}")
        if station.asks is Asks.ENROL and words:
            print(f"  Its screen must show: {' '.join(words[station.device])}")
    if not told:
        print("No station waits.")
    elif not chosen:
        print(APPROVE)
    return 0


def find_station(office: Office, called: str) -> StationRow:
    """The one station with this name, or whose key begins so. Raises UsageError."""
    rows = office.ledger.members.overview()
    return _one(rows, called, "There is no station “{name}”. See: keystep stations list")


def _list(options: argparse.Namespace) -> int:
    with closing(unlocked_office(options)) as office:
        try:
            services.greet_stations(office)
        except (ShareUnreachable, ShareFull) as away:
            print(f"New stations could not be looked for: {away}", file=sys.stderr)
        rows = office.ledger.members.overview()
    if options.json:
        print_json(rows)
    elif rows:
        print_table(HEAD, [_cells(row) for row in rows])
    else:
        print("No station has asked yet. At a station: keystep sync --join DIR --name NAME")
    return 0


def _words(options: argparse.Namespace) -> int:
    with closing(unlocked_office(options)) as office:
        station = _waiting(services.greet_stations(office), options.station)
        words = services.words_of(office, station.device)
    if options.json:
        print_json({"device": station.device, "name": station.name, "words": words})
    else:
        print(" ".join(words))
    return 0


def _rename(options: argparse.Namespace) -> int:
    with closing(unlocked_office(options)) as office:
        station = find_station(office, options.station)
        services.rename(office, station.device, options.name)
    print(f"{station.device[:8]} is called “{options.name}” from now on.")
    return 0


def _revoke(options: argparse.Namespace) -> int:
    with closing(unlocked_office(options)) as office:
        station = find_station(office, options.station)
        revoked = services.revoke(office, station.device)
        counts = ", ".join(f"{pin.seq:,}" for pin in revoked.pins if pin.seq)
        which = f"Of its events those up to {counts} count; no later one." if counts else NONE
        print(f"“{station.name}” is revoked. {which}")
        return _publish(office)


def _reinstate(options: argparse.Namespace) -> int:
    with closing(unlocked_office(options)) as office:
        station = find_station(office, options.station)
        if station.membership is not Membership.REVOKED:
            raise UsageError(
                "“{name}” was not revoked. Nothing was changed. See: keystep stations list",
                name=station.name,
            )
        services.reinstate(office, station.device)
        print(f"“{station.name}” is trusted again. What it sent meanwhile comes with: {IMPORT}")
        return _publish(office)


def _invite(options: argparse.Namespace) -> int:
    """The file holds a secret: only its owner may read it, and it replaces no other."""
    wishes = KioskWishes(name=options.name, pin=_pin(options), rules=_rules(options.rule))
    valid = timedelta(days=options.days)
    with closing(unlocked_office(options)) as office, _new_file(options.to) as file:
        file.write(services.invite(office, options.places, valid, wishes))
    print(
        f"{options.to} enrols {counted(options.places, 'station')} within "
        f"{counted(options.days, 'day')}. Copy it there by hand; it is no file for the share."
    )
    return 0


def _pin(options: argparse.Namespace) -> str:
    """The PIN that was given in a file or typed twice; "" where none is wanted."""
    if options.pin_file is None and not options.pin:
        return ""
    pin = secret(options.pin_file, "PIN of whoever looks after the kiosks")
    if options.pin_file is None and secret(None, "PIN again") != pin:
        raise UsageError(
            "The two PINs differ. {path} was not written; try again.", path=str(options.to)
        )
    return pin


def _rules(told: Iterable[str]) -> dict[str, object]:
    """NAME=VALUE as in the file; a word needs no quotes. Raises UsageError."""
    rules: dict[str, object] = {}
    for one in told:
        name, equals, value = one.partition("=")
        if not equals:
            raise UsageError("“{rule}” is no rule. Write it as NAME=VALUE.", rule=one)
        try:
            rules[name] = parse_toml(f"value = {value}")["value"]
        except ValueError:
            rules[name] = value
    return rules


def _invitations(options: argparse.Namespace) -> int:
    with closing(locked_office(options)) as office:
        now = office.clock.now().at
        invitations = services.invitations(office)
    shown = [
        {
            "id": one.id,
            "places": one.places,
            "used": one.used,
            "expires": one.expires,
            "open": one.is_open(now),
        }
        for one in invitations
    ]
    if options.json:
        print_json(shown)
        return 0
    for one in invitations:
        state = "open" if one.is_open(now) else "closed"
        until = f"{one.expires.astimezone():%Y-%m-%d}"
        print(f"{one.id[:8]}  {state}, {one.used} of {one.places} used, until {until}")
    if not invitations:
        print("There is no invitation.")
    return 0


def _withdraw(options: argparse.Namespace) -> int:
    with closing(locked_office(options)) as office:
        matches = [
            one for one in services.invitations(office) if one.id.startswith(options.invitation)
        ]
        if len(matches) != 1:
            raise UsageError(
                "No single invitation begins with “{name}”. See: keystep stations invitations",
                name=options.invitation,
            )
        services.withdraw(office, matches[0].id)
    print("Nobody enrols with that invitation any more. Stations that did stay enrolled.")
    return 0


def _waiting(waiting: Iterable[Asking], called: str) -> Asking:
    return _one(
        tuple(waiting),
        called,
        "“{name}” is not one of the stations that wait. See: keystep stations enrol",
    )


def _one(rows: tuple[_Named, ...], called: str, otherwise: str) -> _Named:
    exact = [row for row in rows if called in (row.name, row.device)]
    matches = exact or [row for row in rows if row.device.startswith(called)]
    if len(matches) > 1:
        raise UsageError(
            "“{name}” is the name of {n} stations. Give the beginning of its key instead.",
            name=called,
            n=len(matches),
        )
    if not matches:
        raise UsageError(otherwise, name=called)
    return matches[0]


def _publish(office: Office) -> int:
    """Tell the stations now; the exit status."""
    try:
        services.publish_catalog(office)
    except (ShareUnreachable, ShareFull) as away:
        print(f"The stations do not know yet; the next import tells them. {away}")
        return 1
    return 0


def _asking(station: Asking, words: dict[str, tuple[str, ...]]) -> dict[str, object]:
    return {
        "device": station.device,
        "name": station.name,
        "asks": station.asks,
        "words": words.get(station.device, ()),
    }


def _cells(row: StationRow) -> tuple[str, ...]:
    sealed = f"{row.sealed_at.astimezone():%Y-%m-%d %H:%M}" if row.sealed_at else "nothing yet"
    return (row.name, row.device[:8], _standing(row), f"{row.events:,}", sealed, troubles(row))


def _standing(row: StationRow) -> str:
    if row.membership is Membership.REVOKED and row.revoked_at:
        return f"revoked {row.revoked_at.astimezone():%Y-%m-%d}"
    return row.membership.value


def troubles(row: StationRow) -> str:
    """What is wrong with a station, or waits for the admin; "" where all is well."""
    return "; ".join(
        (
            *((WAITS[row.asks],) if row.asks else ()),
            *((f"{_missing(row)}; asked for again",) if row.missing else ()),
            *(("two histories: have one machine enrol anew",) if row.forked else ()),
            *((f"its clock is {_off(row.clock_off_ms)}",) if row.clock_off_ms else ()),
        )
    )


def _missing(row: StationRow) -> str:
    seqs = ", ".join(
        f"{first}–{last}" if first < last else f"{first}" for first, last in row.missing
    )
    since = f" since {row.missing_since.astimezone():%Y-%m-%d}" if row.missing_since else ""
    return f"events {seqs} missing{since}"


def _off(millis: int) -> str:
    minutes = round(abs(millis) / 60_000)
    how = counted(minutes, "minute") if minutes < 120 else counted(round(minutes / 60), "hour")
    return f"{how} {'ahead' if millis > 0 else 'behind'}"


@contextmanager
def _new_file(path: Path) -> Iterator[TextIO]:
    """Open before there is an invitation, and gone again where none comes to be."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    except OSError as fault:
        raise UsageError(
            "{path} could not be written ({fault}). There is no new invitation; choose another "
            "file with --to.",
            path=str(path),
            fault=fault.strerror or str(fault),
        ) from fault
    try:
        with open(descriptor, "w", encoding="utf-8") as file:
            yield file
    except BaseException:
        path.unlink(missing_ok=True)
        raise
