"""What the commands share by which the office asks something of people."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta

from keystep.cli.opening import locked_office, unlocked_office
from keystep.cli.output import print_json
from keystep.cli.people import find_person
from keystep.domain.assigning import Audience, Whom
from keystep.errors import ShareFull, ShareUnreachable, UsageError
from keystep.services import stations
from keystep.services.office import Office

Act = Callable[[argparse.Namespace, Office], int]


def path_of(text: str) -> tuple[str, str]:
    """The ids of a pack and of something in it. Raises UsageError."""
    pack, _, inner = text.partition("/")
    if not pack or not inner:
        raise UsageError("“{text}” is not PACK/ID. Write both ids with a slash.", text=text)
    return pack, inner


def day_of(text: str) -> date:
    """Raises UsageError for what is no day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError("“{text}” is no day. Write it as 2027-03-31.", text=text) from None


def done(options: argparse.Namespace, reading: dict[str, Act], writing: dict[str, Act]) -> int:
    """What only reads needs no passphrase; what was written is told to the stations."""
    if act := reading.get(options.action):
        with closing(locked_office(options)) as office:
            return act(options, office)
    with closing(unlocked_office(options)) as office:
        writing[options.action](options, office)
        try:
            stations.publish_catalog(office)
        except (ShareUnreachable, ShareFull) as away:
            print(f"The stations do not know yet; the next import tells them. {away}")
            return 1
    return 0


def audience(options: argparse.Namespace, office: Office) -> Audience:
    """Raises UsageError for somebody unknown."""
    teams = tuple(options.teams)
    if options.newcomers:
        since = day_of(options.newcomers)
        return Audience(whom=Whom.NEWCOMERS, teams=teams, since=since)
    if options.people:
        people = tuple(find_person(office, called).person for called in options.people)
        return Audience(whom=Whom.PEOPLE, people=people)
    return Audience(whom=Whom.TEAMS, teams=teams) if teams else Audience()


def days(options: argparse.Namespace, office: Office) -> tuple[date, date]:
    first = day_of(options.first) if options.first else today(office)
    return first, first + timedelta(days=options.days - 1)


def today(office: Office) -> date:
    return office.clock.now().local.date()


def told(options: argparse.Namespace, id_: str, did: str) -> int:
    if options.json:
        print_json({"id": id_})
    else:
        print(f"{did}: {id_}")
    return 0
