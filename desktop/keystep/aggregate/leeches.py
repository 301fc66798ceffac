"""Cards that people forget again and again: more often than not it is the card that is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, select

from keystep.aggregate.aliases import aliases
from keystep.aggregate.schema import event
from keystep.domain.facts import CardReviewed, CardReviewUndone, Kind
from keystep.domain.memory import LEECH, Rating

CHUNK = 8_192
KINDS = (Kind.CARD_REVIEWED.value, Kind.CARD_REVIEW_UNDONE.value)
SHAPES = {CardReviewed.kind: CardReviewed.shape, CardReviewUndone.kind: CardReviewUndone.shape}
Lapsed = tuple[str, str, str, str]
"""Who forgot which card: person, pack, deck and card."""


class Leech(Struct, frozen=True, kw_only=True):
    """A card that ``people`` forgot eight times or more, ``lapses`` times in all.

    To forget is to rate a card Again on a later day than that of the review before it.
    """

    pack: str
    deck: str
    card: str
    people: int
    lapses: int


class _Body(Struct, frozen=True):
    """What tells a lapse, of either body; the rest of it is not read."""

    pack: str
    deck: str
    card: str
    rating: int = 0
    elapsed_days: int = 0
    reviewed: datetime | None = None


class _Event(Struct, frozen=True):
    """What the body is like is known only of the shape that we know."""

    learner: str
    kind: str
    v: int
    at: datetime
    body: msgspec.Raw


def leeches(db: Connection) -> tuple[Leech, ...]:
    """Those that most people keep forgetting come first."""
    found = defaultdict[tuple[str, str, str], list[int]](list)
    for (_, *card), lapses in _lapses(db).items():
        if len(lapses) >= LEECH:
            pack, deck, name = card
            found[pack, deck, name].append(len(lapses))
    rows = (
        Leech(pack=pack, deck=deck, card=card, people=len(counts), lapses=sum(counts))
        for (pack, deck, card), counts in found.items()
    )
    return tuple(
        sorted(rows, key=lambda row: (-row.people, -row.lapses, row.pack, row.deck, row.card))
    )


def _lapses(db: Connection) -> dict[Lapsed, set[datetime]]:
    """When who forgot which card; neither counting nor taking back depends on an order."""
    found, undone = defaultdict[Lapsed, set[datetime]](set), defaultdict[Lapsed, set[datetime]](set)
    known_as = aliases(db)
    for one, body in _events(db):
        key = (known_as.get(one.learner, one.learner), body.pack, body.deck, body.card)
        if body.reviewed is not None:
            undone[key].add(body.reviewed)
        elif body.rating == Rating.AGAIN and body.elapsed_days:
            found[key].add(one.at)
    return {key: times - undone.get(key, set()) for key, times in found.items()}


def _events(db: Connection) -> Iterator[tuple[_Event, _Body]]:
    """Reviews and what took them back, no more of each than is needed: there are very many."""
    query = select(event.c.data).where(event.c.counted, event.c.kind.in_(KINDS))
    events, bodies = msgspec.json.Decoder(_Event), msgspec.json.Decoder(_Body)
    with db.execute(query.execution_options(yield_per=CHUNK)) as rows:
        for (data,) in rows:
            one = events.decode(data)
            if one.v == SHAPES[Kind(one.kind)]:
                yield one, bodies.decode(one.body)
