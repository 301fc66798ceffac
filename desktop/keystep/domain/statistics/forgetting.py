"""How cards are forgotten where nobody reviews them, by what FSRS knows of them.

These are predictions. What has really stayed is measured by :mod:`keystep.domain.retention`.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import quantiles

from msgspec import Struct

from keystep.domain.memory import recall_after

FEWEST = 20
MONTH = 30


class Held(Struct, frozen=True):
    """A card: its stability, and days since its last review."""

    stability: float
    elapsed: int


class Forgetting(Struct, frozen=True, kw_only=True):
    """Of ``cards`` cards; ``stabilities`` are the quartiles of theirs, in days, lowest first.

    ``known`` of them are expected to be known now, ``known_later`` in a month without any review.
    ``decay`` is FSRS's w20, see :func:`keystep.domain.memory.recall_after`.
    """

    cards: int
    stabilities: tuple[float, float, float]
    decay: float
    known: float
    known_later: float

    def after(self, days: float) -> tuple[float, float, float]:
        """Chance of knowing a card ``days`` after a review: its quartiles over the cards."""
        low, middle, high = self.stabilities
        return (
            recall_after(days, low, self.decay),
            recall_after(days, middle, self.decay),
            recall_after(days, high, self.decay),
        )


def forgetting(cards: Sequence[Held], decay: float) -> Forgetting | None:
    """None below ``FEWEST`` cards."""
    if len(cards) < FEWEST:
        return None
    low, middle, high = quantiles([card.stability for card in cards], method="inclusive")
    return Forgetting(
        cards=len(cards),
        stabilities=(low, middle, high),
        decay=decay,
        known=_expected(cards, 0, decay),
        known_later=_expected(cards, MONTH, decay),
    )


def _expected(cards: Sequence[Held], ahead: int, decay: float) -> float:
    return sum(recall_after(card.elapsed + ahead, card.stability, decay) for card in cards)
