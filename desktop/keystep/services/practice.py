"""Cards as they are practised: one to show, one that was rated, and today's queue."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from keystep.domain.flashcards import Card, Deck
from keystep.domain.lesson import Pack
from keystep.domain.memory import KEEPING, Rating
from keystep.domain.progress import CardProgress

ALWAYS = datetime.min.replace(tzinfo=UTC)
BY_DUE = attrgetter("due")


class Practice(Struct, frozen=True):
    """A card to show now, and what is known of it (None: it is new)."""

    pack: Pack
    deck: Deck
    card: Card
    progress: CardProgress | None

    @property
    def place(self) -> tuple[str, str]:
        """The card, by pack and id."""
        return self.pack.id, self.card.id

    @property
    def family(self) -> tuple[str, ...]:
        """The same for siblings, and for no other cards."""
        return (self.pack.id, self.card.entry) if self.card.entry else ("", *self.place)

    @property
    def due(self) -> datetime:
        """When it comes back; a new card never was away."""
        return self.progress.due if self.progress else ALWAYS

    @property
    def seen(self) -> datetime:
        """When it was reviewed last; a new card before all others."""
        return self.progress.memory.reviewed if self.progress else ALWAYS

    @property
    def is_learnt_now(self) -> bool:
        """Whether it comes back by a step of minutes; else by days, or it is new."""
        return self.progress is not None and self.progress.memory.state != KEEPING


class Rated(Struct, frozen=True, kw_only=True):
    """A rating that was recorded at ``reviewed``, of a card as it stood in ``practice``.

    ``interval`` is the time until it is due again, ``theta`` by how much the rating of its skill
    moved, in millionths; ``progress`` is what is known of the card now.
    """

    practice: Practice
    rating: Rating
    reviewed: datetime
    day: date
    interval: timedelta
    theta: int
    progress: CardProgress | None

    @property
    def after(self) -> Practice:
        """The card as it stands now."""
        return replace(self.practice, progress=self.progress)


class Queue(Struct, frozen=True):
    """Today's cards in order; ``waiting`` come back today, each when it is due.

    ``later`` more are due and put off to the next ``days`` days.
    """

    cards: tuple[Practice, ...]
    later: int = 0
    days: int = 0
    waiting: tuple[Practice, ...] = ()

    def after(self, rated: Rated, at: datetime) -> Queue:
        """The queue at ``at``, a card of it having been rated: without its siblings too.

        It is what asking the station again would give, and costs next to nothing.
        """
        done, again = rated.practice, rated.after
        rest = _without(self.cards, *done.place)
        if done.card.entry:
            rest = tuple(p for p in rest if p.is_learnt_now or p.family != done.family)
        others = _without(self.waiting, *done.place)
        waiting = (*others, again) if again.is_learnt_now else others
        ripe = [each for each in waiting if each.due <= at]
        learnt = next((n for n, each in enumerate(rest) if not each.is_learnt_now), len(rest))
        return replace(
            self,
            cards=(*sorted((*rest[:learnt], *ripe), key=BY_DUE), *rest[learnt:]),
            waiting=tuple(sorted((p for p in waiting if p.due > at), key=BY_DUE)),
        )


def _without(cards: tuple[Practice, ...], pack: str, card: str) -> tuple[Practice, ...]:
    """Mostly it is the first, and so found at once."""
    for n, each in enumerate(cards):
        if each.card.id == card and each.pack.id == pack:
            return cards[:n] + cards[n + 1 :]
    return cards
