"""What the catalog says of assignments, announcements and surveys, and taking it in again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from msgspec import Struct

from keystep.aggregate.papers import Change, Papers, Register
from keystep.domain.assigning import Announcement, Assignment, Survey, Timed
from keystep.domain.bundles import Catalog
from keystep.domain.words import Words
from keystep.services.assigning.registers import (
    ANNOUNCEMENTS,
    ASSIGNMENTS,
    SURVEYS,
    S,
    drop,
    put,
    sent,
)


class Asked(Struct, frozen=True):
    """What the stations are to know of; what is over by ``on`` they need not."""

    assignments: tuple[Assignment, ...]
    announcements: tuple[Announcement, ...]
    surveys: tuple[Survey, ...]


def asked(papers: Papers, on: date) -> Asked:
    """All that is asked of people now or later."""
    return Asked(
        sent(papers, ASSIGNMENTS),
        tuple(one for one in sent(papers, ANNOUNCEMENTS) if not _is_over(one, on)),
        tuple(one for one in sent(papers, SURVEYS) if not _is_over(one, on)),
    )


def take_asked(papers: Papers, catalog: Catalog, at: datetime) -> None:
    """Ask what a catalog of our own asked: this database may know less, or more that was
    withdrawn since. Raises NotSaved."""
    here = asked(papers, catalog.issued.date())
    changes = (
        *_taken(papers, ASSIGNMENTS, here.assignments, catalog.assignments),
        *_taken(papers, ANNOUNCEMENTS, here.announcements, catalog.announcements),
        *_taken(papers, SURVEYS, here.surveys, catalog.surveys),
    )
    if changes:
        papers.write(Words("Took up what the stations were told"), "", at, changes)


def _taken(
    papers: Papers, register: Register[S], here: tuple[S, ...], there: tuple[S, ...]
) -> Iterator[Change]:
    for one in there:
        if one not in here:
            yield from put(papers, register, one)
    for key in {one.id for one in here} - {one.id for one in there}:
        yield from drop(papers, register, key)


def _is_over(one: Timed, on: date) -> bool:
    return one.last < on
