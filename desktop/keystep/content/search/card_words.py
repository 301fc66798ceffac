"""What cards say, those of one entry together: siblings say the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from keystep.domain.flashcards import Card, Deck

Entries = dict[str, tuple[Card, ...]]
"""The cards of each entry by the id of its first, in the order of their deck."""


def entries_of(deck: Deck) -> Entries:
    """The cards of a deck, siblings together."""
    together: dict[str, list[Card]] = {}
    for card in deck.cards:
        together.setdefault(card.entry or card.id, []).append(card)
    return {cards[0].id: tuple(cards) for cards in together.values()}


def title_of(card: Card) -> str:
    """What a card asks; of one without words, what is to be seen or heard."""
    return card.front or card.asked.alt or card.asked.spoken


def answers_of(cards: Sequence[Card]) -> str:
    """What the cards of an entry answer, and what is noted, in paragraphs."""
    first, *others = cards
    backs = (_back(card) for card in others if card.back != first.front)
    return _joined("\n\n", (_back(first), *backs, first.note))


def words_of(cards: Sequence[Card]) -> str:
    """As :func:`answers_of`, with what there is to be seen and heard."""
    sides = (side for card in cards for side in (card.asked, card.answered))
    media = (words for side in sides for words in (side.alt, side.spoken))
    return _joined("\n", (answers_of(cards), *media))


def _back(card: Card) -> str:
    return card.back or card.answered.alt or card.answered.spoken


def _joined(between: str, parts: Iterable[str]) -> str:
    return between.join(filter(None, dict.fromkeys(parts)))
