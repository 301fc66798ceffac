"""What a kiosk's screen says while nobody is signed in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from keystep import settings
from keystep.domain.assigning import Announcement, Whom
from keystep.domain.bundles import Catalog, KeyResultWord
from keystep.domain.events import Instant
from keystep.domain.kiosk.invitations import (
    ACHIEVED_DAYS,
    Achieved,
    Asked,
    achieved,
    question_of,
)
from keystep.domain.okr import Status
from keystep.domain.progress import DayProgress
from keystep.domain.words import Words
from keystep.services.catalogs import kept_catalog
from keystep.services.folder import When, folder_state
from keystep.services.station import Station

FRESH_DAYS = 7
"""What the office said longer ago is only what was last known."""
MOST_ANNOUNCED = 3


class General(Struct, frozen=True):
    """``lessons``: there is something to learn here."""

    lessons: bool


class Announced(Struct, frozen=True):
    """``focus``: it is what the office would have learnt in these days."""

    title: str
    text: str
    focus: bool


Invitation = General | Announced | Asked | Achieved


class Standing(Struct, frozen=True):
    """Where a key result stands, as far as this station has heard.

    ``stale``: it was not counted lately; since when at the latest, if that is known here.
    """

    word: KeyResultWord
    stale: bool
    since: date | None


class Attract(Struct, frozen=True, kw_only=True):
    """``invitations`` take turns, the general one first. ``saved`` says what is saved and what
    waits, piece by piece. ``hand`` and ``low`` are as the kiosk's rules say."""

    station: str
    invitations: tuple[Invitation, ...]
    key_results: tuple[Standing, ...]
    saved: tuple[Words, ...]
    hand: str
    low: bool


def attract(station: Station, when: When | None = None) -> Attract:
    """All of it as it is now; ``when`` words a local time.

    Nothing of it is about a single person, nor for some people only. Raises DatabaseTooNew,
    DatabaseUnreadable.
    """
    kept, now = settings.load(station.home), station.clock.now()
    catalog = kept_catalog(station.home)
    return Attract(
        station=kept.station,
        invitations=tuple(_invitations(station, catalog, now)),
        key_results=tuple(_standings(catalog, now)) if catalog else (),
        saved=folder_state(station, when).words,
        hand=kept.kiosk_rules.hand,
        low=kept.kiosk_rules.low,
    )


def first_invitation(station: Station) -> General:
    """What is shown until the rest is known."""
    return General(lessons=any(pack.lessons for pack in station.shelf.packs.values()))


def _invitations(station: Station, catalog: Catalog | None, now: Instant) -> Iterator[Invitation]:
    yield first_invitation(station)
    if catalog is not None:
        yield from _announced(catalog.announcements, now.local.date())
    asked = question_of(station.shelf.packs.values(), now.day)
    if asked is not None:
        yield asked
    together = achieved(_days(station, now.day))
    if together is not None:
        yield together


def _announced(every: tuple[Announcement, ...], on: date) -> Iterator[Announced]:
    """What the office says to everybody today: the focus first, then the newest."""
    said = [one for one in every if one.stands(on) and one.audience.whom == Whom.EVERYBODY]
    said.sort(key=lambda one: (one.is_focus, one.first, one.id), reverse=True)
    for one in said[:MOST_ANNOUNCED]:
        yield Announced(one.title, one.text, one.is_focus)


def _days(station: Station, today: date) -> list[DayProgress]:
    """The whole days before ``today``: what changes while somebody looks on tells who did it."""
    past = (today - timedelta(days=n) for n in range(1, ACHIEVED_DAYS + 1))
    return [day for on in past for day in station.store.select(DayProgress, day=on.isoformat())]


def _standings(catalog: Catalog, now: Instant) -> Iterator[Standing]:
    issued = (catalog.issued + timedelta(minutes=now.offset)).date()
    old = now.at - catalog.issued >= timedelta(days=FRESH_DAYS)
    for word in catalog.key_results:
        if word.attainment is not None:
            stale = old or word.status == Status.STALE
            yield Standing(word, stale, issued if old else None)
