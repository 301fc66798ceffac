"""People, as the admin deals with them: one or two, expected where, known how, forgotten.

The log says what was done, and never to whom: it outlives them.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from keystep.aggregate.merges import Merge
from keystep.aggregate.persons import Claimed, PersonRow
from keystep.errors import SurroundingsError
from keystep.reports.person import render_person
from keystep.services.answering import answer
from keystep.services.backups import erase_from_backups
from keystep.services.forgetting import forget
from keystep.services.office import Office
from keystep.services.papers import note
from keystep.services.person_page import person_page


class Forgotten(Struct, frozen=True, kw_only=True):
    """``ids`` are all that the person went by. ``backups`` were made anew without them;
    ``out_of_reach`` could not be and still hold them. ``untold`` is why the stations do not know
    yet, if so: the next import tells them."""

    ids: tuple[str, ...]
    backups: tuple[Path, ...]
    out_of_reach: tuple[Path, ...]
    untold: SurroundingsError | None


def people(office: Office) -> tuple[PersonRow, ...]:
    """Everybody, by name."""
    return office.ledger.roster.people()


def claims(office: Office) -> tuple[Claimed, ...]:
    """What every id is called, also those that are one person with another."""
    return office.ledger.roster.claims()


def merges(office: Office) -> tuple[Merge, ...]:
    """Every merge that ever was, the latest first."""
    return office.ledger.roster.history()


def merge(office: Office, learner: str, person: str) -> None:
    """Two ids are one person from now on, who goes by ``person``. Raises UsageError.

    The stations hear of it with the next import, as of all that follows here.
    """
    office.ledger.roster.merge(learner, person, office.clock.now().at)
    note(office, "Found two people to be one")


def unmerge(office: Office, learner: str) -> None:
    """``learner`` is somebody again, as if never merged. Raises UsageError."""
    office.ledger.roster.unmerge(learner, office.clock.now().at)
    note(office, "Found one person to be two")


def assign(office: Office, learner: str, device: str) -> None:
    """Expect somebody at a station: it learns where they stand. Raises UsageError."""
    office.ledger.roster.assign(learner, device, office.clock.now().at)
    note(office, "Expected somebody at another station as well")


def adopt(office: Office, from_device: str, to_device: str) -> int:
    """Expect everybody of one station at another, a new laptop after a lost one.

    Returns how many they are. Raises UsageError.
    """
    moved = office.ledger.roster.adopt(from_device, to_device, office.clock.now().at)
    note(office, "Expected a station’s people at another, {n} in all", n=moved)
    return moved


def erase(office: Office, person: str) -> Forgotten:
    """Forget a person: here, in what was set aside, in backups, and at the stations.

    Doing it again also reaches backups that were out of reach for anybody forgotten before. Raises
    UsageError while locked, NotSaved.
    """
    now = office.clock.now().at
    ids = forget(office.ledger, office.unlocked, person, now)
    note(office, "Forgot a person")
    made_anew, out_of_reach = erase_from_backups(office, office.ledger.roster.erased())
    return Forgotten(
        ids=ids,
        backups=made_anew,
        out_of_reach=out_of_reach,
        untold=answer(office, (office.share,)),
    )


def person_json(office: Office, person: str) -> bytes:
    """All that is known of a person as indented JSON, one line break at the end.

    Raises UsageError for an unknown one.
    """
    data = office.ledger.roster.data_of(person)
    return msgspec.json.format(msgspec.json.encode(data), indent=2) + b"\n"


def person_html(office: Office, person: str, resources: Path) -> str:
    """All that is known of a person as one page to read and print. Raises UsageError."""
    data, now = office.ledger.roster.data_of(person), office.clock.now()
    return render_person(
        person_page(data, office.shelf),
        office.pinned.organisation,
        now.at,
        resources,
        offset=now.offset,
    )
