"""A learner's own decks: those that no lesson shows, from which new cards come day by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import timedelta

from msgspec import Struct

from keystep.domain.flashcards import Deck
from keystep.domain.lesson import Pack, StepKind
from keystep.services.station import Station

NEW_A_DAY = 10
KIND = "deck"


class DeckState(Struct, frozen=True, kw_only=True):
    """A deck of ``pack`` as a learner stands to it: of ``cards`` cards, ``seen`` were met and
    ``due`` of these are due today.

    ``under`` are the titles of the decks that it lies in. New cards of it come where ``chosen``.
    """

    pack: str
    deck: str
    title: str
    under: tuple[str, ...]
    cards: int
    seen: int
    due: int
    chosen: bool


def decks(station: Station, learner: str) -> tuple[DeckState, ...]:
    """Every deck here that a learner may choose, by the titles it lies under and its own."""
    chosen, due = station.store.notes(learner, KIND), _due(station, learner)
    found = (
        _state(pack, deck, station.store.met_cards(learner, pack.id), due, chosen)
        for pack in station.shelf.packs.values()
        for deck in own_decks(pack)
    )
    return tuple(sorted(found, key=lambda deck: (*deck.under, deck.title, deck.pack, deck.deck)))


def choose(station: Station, learner: str, pack: str, deck: str, on: bool) -> None:
    """Let new cards of a deck come from now on, or no longer. Raises NotSaved."""
    station.store.note(learner, KIND, _key(pack, deck), b"" if on else None)


def chosen_decks(station: Station, learner: str) -> tuple[tuple[Pack, Deck], ...]:
    """The chosen decks that are here, each with its pack, the last chosen first."""
    keys = (key.partition("/") for key in station.store.notes(learner, KIND))
    found = ((station.shelf.packs.get(pack), deck_id) for pack, _, deck_id in keys)
    return tuple(
        (pack, deck) for pack, deck_id in found if pack for deck in pack.decks if deck.id == deck_id
    )


def own_decks(pack: Pack) -> tuple[Deck, ...]:
    """The decks of a pack that no step of a lesson shows."""
    steps = (step for lesson in pack.lessons for step in lesson.steps)
    shown = {step.target for step in steps if step.kind is StepKind.CARDS}
    return tuple(deck for deck in pack.decks if deck.id not in shown)


def _due(station: Station, learner: str) -> Counter[tuple[str, str]]:
    """How many cards are due today, by pack and deck."""
    now = station.clock.now()
    tomorrow = now.start_of(now.day + timedelta(days=1))
    due = station.store.due_cards(learner, tomorrow, list(station.shelf.packs))
    return Counter((state.pack, state.deck) for state in due)


def _state(
    pack: Pack,
    deck: Deck,
    met: Collection[str],
    due: Mapping[tuple[str, str], int],
    chosen: Collection[str],
) -> DeckState:
    return DeckState(
        pack=pack.id,
        deck=deck.id,
        title=deck.title,
        under=deck.under,
        cards=len(deck.cards),
        seen=sum(card.id in met for card in deck.cards),
        due=due.get((pack.id, deck.id), 0),
        chosen=_key(pack.id, deck.id) in chosen,
    )


def _key(pack: str, deck: str) -> str:
    return f"{pack}/{deck}"
