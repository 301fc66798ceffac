"""The last answers to cards, which can be taken back."""

from __future__ import annotations

from collections import deque

from keystep.domain.memory import Rating
from keystep.errors import UsageError
from keystep.gui.learn.desk import Desk
from keystep.services.cards import Practice, Rated, rate_card, undo

MOST = 10


class History:
    """What one learner answered at this station since its window was opened."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rated: deque[Rated] = deque(maxlen=MOST)

    def __len__(self) -> int:
        """How many answers can be taken back."""
        return len(self._rated)

    def rate(
        self, practice: Practice, rating: Rating, *, duration_ms: int, attempt: str = ""
    ) -> Rated:
        """Record how well a card was known. Raises NotSaved."""
        station, learner = self._desk.station, self._desk.learner.id
        rated = rate_card(
            station, learner, practice, rating, duration_ms=duration_ms, attempt=attempt
        )
        self._rated.append(rated)
        return rated

    def take_back(self) -> Practice:
        """Undo the last answer: the card to show again.

        Raises UsageError where it is too late for that, and forgets it; NotSaved.
        """
        try:
            practice = undo(self._desk.station, self._desk.learner.id, self._rated[-1])
        except UsageError:
            self._rated.pop()
            raise
        self._rated.pop()
        return practice
