"""Decks that came before and decks that come now, card by card."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from keystep.domain.flashcards import Card, Deck


class Merged(Struct, frozen=True):
    """``decks`` hold everything; the counts are of the cards that came now."""

    decks: tuple[Deck, ...]
    added: int
    updated: int
    unchanged: int


def merged(old: tuple[Deck, ...], new: tuple[Deck, ...]) -> Merged:
    """What comes takes the place of the same entries; what does not come again stays."""
    if old == new:
        return Merged(old, 0, 0, sum(len(deck.cards) for deck in new))
    known = {card.id: card for deck in old for card in deck.cards}
    fresh = {card.id for deck in new for card in deck.cards if card.id not in known}
    same = sum(known.get(card.id) == card for deck in new for card in deck.cards)
    coming = sum(len(deck.cards) for deck in new)
    return Merged(_together(old, new), len(fresh), coming - len(fresh) - same, same)


def entries_in(decks: Iterable[Deck]) -> set[str]:
    """The ids of the entries that the cards were made of."""
    return {entry_of(card) for deck in decks for card in deck.cards}


def entry_of(card: Card) -> str:
    return card.entry or card.id


def _together(old: tuple[Deck, ...], new: tuple[Deck, ...]) -> tuple[Deck, ...]:
    coming = {deck.id: {card.id: card for card in deck.cards} for deck in new}
    gone = entries_in(new)
    decks = {deck.id: deck for deck in (*old, *new)}
    before = {deck.id: deck.cards for deck in old}
    made = (
        replace(deck, cards=_cards(before.get(no, ()), coming.get(no, {}), gone))
        for no, deck in decks.items()
    )
    kept = (deck for deck in made if deck.cards)
    return tuple(sorted(kept, key=lambda deck: (*deck.under, deck.title)))


def _cards(old: Iterable[Card], coming: dict[str, Card], gone: set[str]) -> tuple[Card, ...]:
    """A card keeps its place; those that are new stand at the end."""
    kept = {card.id: card for card in old if card.id in coming or entry_of(card) not in gone}
    return tuple((kept | coming).values())
