"""Practising flashcards, inside a lesson and on their own."""

from __future__ import annotations

from datetime import timedelta
from operator import itemgetter

from msgspec import Struct

from keystep.domain.events import Instant
from keystep.domain.facts import CardReviewed
from keystep.domain.flashcards import Card, Deck, Rating, Review, review, scheduler
from keystep.domain.lesson import Pack, Step
from keystep.domain.progress import CardProgress
from keystep.services.run import Run
from keystep.services.station import Station

IN_LEARNING = (1, 3)


class Practice(Struct, frozen=True):
    """A card to show now, and what is known of it (None: it is new)."""

    pack: Pack
    deck: Deck
    card: Card
    progress: CardProgress | None


def step_cards(station: Station, run: Run, step: Step) -> tuple[Practice, ...]:
    """What is left to practise on a cards step: its cards not yet shown in this run, then those
    answered Again.

    A step takes the cards that belong to its lesson first, then the rest of the deck in order.
    """
    deck = run.pack.deck(step.target)
    own = sorted(deck.cards, key=lambda card: card.lesson != run.lesson.id)
    known = _known(station, run.learner, run.pack)
    fresh, again = list[Practice](), list[Practice]()
    for card in own[: step.count or None]:
        practice = Practice(run.pack, deck, card, known.get(card.id))
        if practice.progress is None or practice.progress.attempt != run.attempt:
            fresh.append(practice)
        elif _was_again(practice.progress):
            again.append(practice)
    return (*fresh, *again)


def due_cards(station: Station, learner: str) -> tuple[Practice, ...]:
    """Cards to practise today, longest due first, in packs that are still here."""
    now = station.clock.now()
    due = [
        (progress.due, Practice(pack, deck, card, progress))
        for pack in station.shelf.packs.values()
        for known in (_known(station, learner, pack),)
        for deck in pack.decks
        for card in deck.cards
        if (progress := known.get(card.id)) and is_due(progress, now)
    ]
    return tuple(practice for _, practice in sorted(due, key=itemgetter(0)))


def is_due(progress: CardProgress, now: Instant) -> bool:
    """Cards in review are due all through their day; those being learnt, to the minute."""
    if progress.memory.state in IN_LEARNING:
        return progress.due <= now.at
    return Instant(progress.due, now.offset, now.boot, now.clock).day <= now.day


def intervals(station: Station, practice: Practice) -> dict[Rating, timedelta]:
    """When the card would come back, for each rating."""
    now = station.clock.now()
    return {rating: _reviewed(practice, rating, now).interval for rating in Rating}


def rate_card(
    station: Station,
    learner: str,
    practice: Practice,
    rating: Rating,
    *,
    duration_ms: int,
    attempt: str = "",
) -> Review:
    """Record how well a card was known. ``attempt`` is the lesson run, if any. Raises NotSaved."""
    now = station.clock.now()
    reviewed = _reviewed(practice, rating, now)
    memory = reviewed.memory
    fact = CardReviewed(
        pack=practice.pack.id,
        version=practice.pack.version,
        deck=practice.deck.id,
        card=practice.card.id,
        skill=practice.card.skill,
        rating=rating,
        elapsed_days=reviewed.elapsed_days,
        interval_s=round(reviewed.interval.total_seconds()),
        stability=memory.stability,
        difficulty=memory.difficulty,
        state=memory.state,
        step=memory.step,
        recall=reviewed.recall,
        attempt=attempt,
        duration_ms=duration_ms,
    )
    station.store.append(learner, [fact], now)
    return reviewed


def _reviewed(practice: Practice, rating: Rating, now: Instant) -> Review:
    memory = practice.progress.memory if practice.progress else None
    return review(scheduler(), memory, rating, now.at, now.day)


def _known(station: Station, learner: str, pack: Pack) -> dict[str, CardProgress]:
    known = station.store.select(CardProgress, learner=learner, pack=pack.id)
    return {progress.card: progress for progress in known}


def _was_again(progress: CardProgress) -> bool:
    return progress.memory.state in IN_LEARNING and progress.memory.step == 0
