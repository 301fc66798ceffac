"""A deck with a card of every kind, which no lesson shows."""

from __future__ import annotations

from dataclasses import replace

from msgspec.structs import replace as changed

from keystep.domain.flashcards import (
    Card,
    CardAsks,
    Deck,
    Flip,
    Gaps,
    Mask,
    Media,
    Occlusion,
    Piece,
    Typing,
)
from keystep.services.station import Station
from tests.takers import PACK

LESSON = "three-sentences"
PICTURE = "three.svg"
BEFORE = Piece(text="Turn off the ")
ISOLATOR = Piece(text="isolator", hidden=True)
LOCK = Piece(text="lock", hidden=True, hint="what?")
THOUGHT = Flip()
MASKS = (
    Mask(x=100, y=100, width=200, height=200, title="handle"),
    Mask(x=600, y=500, width=200, height=200, title="lamp"),
)


def card(id_: str, asks: CardAsks = THOUGHT, **other: object) -> Card:
    """A card about an isolator."""
    told = {"front": "What cuts the power?", "back": "the isolator", **other}
    return Card(id=id_, skill="calm-calls", asks=asks, **told)  # type: ignore[arg-type]


FLIP = card("flip", note="Turn it to zero.", lesson=LESSON)
GAPS = card(
    "gaps", Gaps(pieces=(BEFORE, ISOLATOR, Piece(text=", then "), LOCK, Piece(text=" it.")))
)
TYPED = card("typed", Typing(accept=("isolator", "main isolator"), typos=1))
HIDDEN = card(
    "hidden", Occlusion(masks=MASKS, asked=1), asked=Media(picture=PICTURE, alt="A panel")
)
OWN = Deck(id="own", title="Power", under=("Safety",), cards=(FLIP, GAPS, TYPED, HIDDEN))


def with_own_deck(station: Station, deck: Deck = OWN) -> Station:
    """The station, its first pack holding ``deck`` as well."""
    shelf = station.shelf
    pack = shelf.authored[PACK]
    more = changed(pack, decks=(*pack.decks, deck))
    station.shelf = replace(shelf, authored={**shelf.authored, PACK: more})
    return station
