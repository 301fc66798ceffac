"""Practising flashcards, inside a lesson and on their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from msgspec.structs import replace

from keystep.domain import fuzz
from keystep.domain.events import Instant
from keystep.domain.facts import CardBefore, CardReviewed, CardReviewUndone
from keystep.domain.lesson import Step
from keystep.domain.memory import KEEPING, Rating, Review, reviewing
from keystep.domain.ports import Snapshot
from keystep.domain.progress import CardProgress, SkillProgress
from keystep.errors import UsageError
from keystep.services.card_queue import due_cards, queue
from keystep.services.practice import Practice, Queue, Rated
from keystep.services.run import Run
from keystep.services.station import Station
from keystep.services.tuning import tuned

__all__ = [
    "Practice",
    "Queue",
    "Rated",
    "due_cards",
    "intervals",
    "queue",
    "rate_card",
    "step_cards",
    "undo",
]


def step_cards(station: Station, run: Run, step: Step) -> tuple[Practice, ...]:
    """What is left to practise on a cards step: its cards not yet shown in this run, then those
    answered Again.

    A step takes the cards that belong to its lesson first, then the rest of the deck in order.
    """
    deck = run.pack.deck(step.target)
    own = sorted(deck.cards, key=lambda card: card.lesson != run.lesson.id)[: step.count or None]
    states = station.store.cards(run.learner, run.pack.id, [card.id for card in own])
    known = {state.card: state for state in states}
    shown = [Practice(run.pack, deck, card, known.get(card.id)) for card in own]
    fresh = (each for each in shown if not each.progress or each.progress.attempt != run.attempt)
    again = (each for each in shown if _was_again(each.progress, run.attempt))
    return (*fresh, *again)


def intervals(station: Station, learner: str, practice: Practice) -> dict[Rating, timedelta]:
    """When the card would come back, for each rating; rating it now gives just that."""
    with station.store.snapshot() as seen:
        known = seen.find(CardProgress, learner, *practice.place)
        outcomes = _outcomes(seen, replace(practice, progress=known), learner, station.clock.now())
        return {rating: outcomes(rating).interval for rating in Rating}


def rate_card(
    station: Station,
    learner: str,
    practice: Practice,
    rating: Rating,
    *,
    duration_ms: int,
    attempt: str = "",
) -> Rated:
    """Record how well a card was known. ``attempt`` is the lesson run, if any. Raises NotSaved."""
    now, skill_key = station.clock.now(), (learner, practice.pack.id, practice.card.skill)
    with station.store.work() as work:
        known = work.find(CardProgress, learner, *practice.place)
        practice = replace(practice, progress=known)
        outcome = _outcomes(work, practice, learner, now)(rating)
        before = work.find(SkillProgress, *skill_key)
        fact = _reviewed(practice, rating, outcome, duration_ms, attempt)
        [event] = work.append(learner, [fact], now)
        after = work.find(SkillProgress, *skill_key)
        return Rated(
            practice=practice,
            rating=rating,
            reviewed=event.at,
            day=event.day,
            interval=outcome.interval,
            theta=_theta(after) - _theta(before),
            progress=work.find(CardProgress, learner, *practice.place),
        )


def undo(station: Station, learner: str, rated: Rated) -> Practice:
    """Take a rating back: the card, and what it says of its skill, are as they were.

    Raises UsageError when the learner's day is over or the card was reviewed since, and NotSaved.
    """
    practice, now = rated.practice, station.clock.now()
    fact = CardReviewUndone(
        pack=practice.pack.id,
        version=practice.pack.version,
        deck=practice.deck.id,
        card=practice.card.id,
        skill=practice.card.skill,
        reviewed=rated.reviewed,
        before=_before(practice.progress),
        theta=rated.theta,
    )
    with station.store.work() as work:
        known = work.find(CardProgress, learner, *practice.place)
        if now.day != rated.day or known is None or known.memory.reviewed != rated.reviewed:
            raise UsageError(
                "The answer to “{card}” is of an earlier day, or the card was answered again "
                "since. Go on: it comes back by itself.",
                card=practice.card.front,
            )
        work.append(learner, [fact], now)
    return practice


def _before(known: CardProgress | None) -> CardBefore | None:
    if known is None:
        return None
    return CardBefore(
        memory=known.memory, reviews=known.reviews, lapses=known.lapses, attempt=known.attempt
    )


def _outcomes(
    seen: Snapshot, practice: Practice, learner: str, now: Instant
) -> Callable[[Rating], Review]:
    """What a rating makes of the card now; the same every time that it is asked."""
    known, by = practice.progress, tuned(seen, learner)
    plain = reviewing(by, known.memory if known else None, now.at, now.day)
    drawn = fuzz.chance(learner, *practice.place, known.reviews if known else 0)

    def due_on(days: range) -> list[int]:
        first = now.start_of(now.day + timedelta(days=days.start))
        return seen.card_loads(learner, first, len(days), fuzz.FULL)

    return lambda rating: fuzz.spread(plain(rating), drawn, due_on)


def _reviewed(
    practice: Practice, rating: Rating, outcome: Review, duration_ms: int, attempt: str
) -> CardReviewed:
    memory = outcome.memory
    return CardReviewed(
        pack=practice.pack.id,
        version=practice.pack.version,
        deck=practice.deck.id,
        card=practice.card.id,
        skill=practice.card.skill,
        rating=rating,
        elapsed_days=outcome.elapsed_days,
        interval_s=round(outcome.interval.total_seconds()),
        stability=memory.stability,
        difficulty=memory.difficulty,
        state=memory.state,
        step=memory.step,
        recall=outcome.recall,
        fuzz_days=outcome.fuzz_days,
        attempt=attempt,
        duration_ms=duration_ms,
    )


def _theta(skill: SkillProgress | None) -> int:
    return skill.theta if skill else 0


def _was_again(progress: CardProgress | None, attempt: str) -> bool:
    """Whether it was answered Again in this run, and not better since."""
    return (
        progress is not None
        and progress.attempt == attempt
        and progress.memory.state != KEEPING
        and progress.memory.step == 0
    )
