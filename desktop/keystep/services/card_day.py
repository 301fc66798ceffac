"""What a learner's day holds of cards: settled when it is first looked at, kept until it ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from itertools import islice, zip_longest

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from keystep.domain import backlog
from keystep.domain.events import Instant
from keystep.domain.flashcards import Deck
from keystep.domain.lesson import Pack
from keystep.domain.progress import DayProgress
from keystep.errors import NotSaved
from keystep.services.decks import NEW_A_DAY, chosen_decks
from keystep.services.station import Station

KIND = "card-day"
MOST_COMING = 1_000
Place = tuple[str, str]
"""A card or a deck, by pack and id."""


class CardDay(Struct, frozen=True):
    """``later`` of the cards that were due wait for the next ``days`` days, because a day asks for
    ``portion`` at most. ``new`` are the new cards that it brings, drawn from ``decks``."""

    day: date
    portion: int = backlog.SMALLEST
    coming: int = 0
    later: int = 0
    decks: tuple[Place, ...] = ()
    new: tuple[Place, ...] = ()

    @property
    def days(self) -> int:
        return backlog.days_to_spread(self.later, self.portion, self.coming)


def card_day(station: Station, learner: str, due: int, now: Instant) -> CardDay:
    """The learner's day, ``due`` cards being due now.

    It is noted where there is more to it than what is due; where that cannot be saved it holds all
    the same.
    """
    noted = _noted(station, learner)
    before = noted if noted and noted.day == now.day else None
    day = before or _begun(station, learner, due, now)
    day = replace(day, later=backlog.put_off(due, day.portion, day.later))
    chosen = chosen_decks(station, learner)
    if day.decks != tuple((pack.id, deck.id) for pack, deck in chosen):
        day = _drawn(station, learner, day, chosen, due)
    if day != (before or CardDay(now.day)):
        with suppress(NotSaved):
            station.store.note(learner, KIND, KIND, msgspec.json.encode(day))
    return day


def _noted(station: Station, learner: str) -> CardDay | None:
    found = station.store.notes(learner, KIND).get(KIND)
    return msgspec.json.decode(found, type=CardDay) if found else None


def _begun(station: Station, learner: str, due: int, now: Instant) -> CardDay:
    """The portion is only worked out where there may be more than the smallest."""
    if due <= backlog.SMALLEST:
        return CardDay(now.day)
    since = now.day - timedelta(days=backlog.USED_TO_DAYS)
    days = station.store.select(DayProgress, learner=learner)
    answered = [day.cards for day in days if day.cards and since <= day.day < now.day]
    tomorrow = now.start_of(now.day + timedelta(days=1))
    coming = sum(station.store.card_loads(learner, tomorrow, backlog.AHEAD_DAYS, MOST_COMING))
    return CardDay(now.day, backlog.portion(answered, coming), coming)


def _drawn(
    station: Station, learner: str, day: CardDay, chosen: Sequence[tuple[Pack, Deck]], due: int
) -> CardDay:
    """From each deck in turn the next card that was never met, one of each entry.

    What was met of those drawn before, from other decks, counts.
    """
    packs = {pack.id for pack, _ in chosen} | {pack for pack, _ in day.new}
    met = {pack: station.store.met_cards(learner, pack) for pack in packs}
    begun = tuple((pack, card) for pack, card in day.new if card in met[pack])
    room = backlog.new_cards(NEW_A_DAY, due, day.portion) - len(begun)
    in_turns = zip_longest(*(_unmet(pack, deck, met[pack.id]) for pack, deck in chosen))
    fresh = (place for turn in in_turns for place in turn if place)
    return replace(
        day,
        decks=tuple((pack.id, deck.id) for pack, deck in chosen),
        new=(*begun, *islice(fresh, max(0, room))),
    )


def _unmet(pack: Pack, deck: Deck, met: frozenset[str]) -> Iterator[Place]:
    entries = set[str]()
    for card in deck.cards:
        if card.id not in met and card.entry not in entries:
            entries |= {card.entry} - {""}
            yield pack.id, card.id
