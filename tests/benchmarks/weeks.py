"""Weeks of a few minutes each, as simulated people spend them with the lessons that ship.

They take what a policy chooses from what the program offers, by the same functions that Today
calls; only what is recorded is kept in memory instead of a database. What they know is the truth of
a memory model; what the program believes of it, it has to find out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

from keystep.domain import skills
from keystep.domain.bundles import KeyResultWord
from keystep.domain.events import Instant
from keystep.domain.gains import Outlook
from keystep.domain.interactions import Reflection
from keystep.domain.lesson import Lesson, Pack, Path, Step, StepKind
from keystep.domain.memory import Rating, loss, review, scheduler
from keystep.domain.progress import CardProgress, ItemProgress
from keystep.domain.quiz import Item
from keystep.domain.session import SECONDS_PER_CARD, SECONDS_PER_ITEM, Candidate, Work
from keystep.services.aims import Aims, Named, served_by
from keystep.services.offers import offers
from keystep.services.path_states import LessonState, PathState
from keystep.services.practice import BY_DUE, Practice
from keystep.services.practising import drills
from keystep.services.shelf import Shelf
from tests.benchmarks.courses import Thing, taking, things
from tests.benchmarks.memories import Memory

Policy = Callable[[Sequence[Candidate], int], Sequence[Candidate]]
START = datetime(2026, 5, 4, 10, tzinfo=UTC)
ATTENTION = 0.85


@dataclass(frozen=True)
class Span:
    """Days as it comes, days by a policy, and days until it is seen what stayed."""

    past: int = 42
    days: int = 28
    horizon: int = 14


@dataclass(frozen=True)
class Figures:
    """What weeks left: the mean share known at the horizon above that known without them, weighted
    by key results and plain, and the minutes that they took."""

    weighted: float
    plain: float
    minutes: float


@dataclass
class Person:
    """``guess`` is the chance to know what was never met, ``pace`` how much longer than planned
    everything takes."""

    shelf: Shelf
    paths: tuple[tuple[Pack, Path], ...]
    words: tuple[KeyResultWord, ...]
    memories: dict[Thing, Memory]
    guess: float
    pace: float
    minutes: int
    diligence: float
    rng: Random
    span: Span
    now: float = 0.0
    spent: float = 0.0
    until: float = 0.0
    done: set[Named] = field(default_factory=set)
    places: dict[Named, int] = field(default_factory=dict)
    cards: dict[Named, CardProgress] = field(default_factory=dict)
    items: dict[Named, ItemProgress] = field(default_factory=dict)
    ratings: dict[Named, tuple[float, int]] = field(default_factory=dict)

    def come_so_far(self) -> None:
        """Begin every path, and spend the past on what comes first to mind."""
        self.until = math.inf
        for pack, path in self.paths:
            self._take(*next(taking(self.shelf, pack, path)))
        self._go_on(1, self.span.past, self._as_it_comes)

    def twin(self) -> Person:
        """Another of the same past, memory and luck."""
        shared = (self.shelf, self.paths, self.words)
        return deepcopy(self, {id(each): each for each in shared})

    def live(self, policy: Policy) -> Figures:
        """Spend the next days by a policy."""
        self.spent = 0.0
        before = self._known()
        self._go_on(self.span.past, self.span.past + self.span.days, policy)
        after = self._known()
        weighted, plain = (b - a for a, b in zip(before, after, strict=True))
        return Figures(weighted, plain, self.spent / 60)

    def _go_on(self, first: int, end: int, policy: Policy) -> None:
        for day in range(first, end):
            if self.rng.random() < self.diligence:
                self.now = float(day)
                self._sit_down(policy)

    def _as_it_comes(self, candidates: Sequence[Candidate], minutes: int) -> Sequence[Candidate]:
        return self.rng.sample(candidates, len(candidates))

    def _known(self) -> tuple[float, float]:
        """Of all that the paths teach, at the horizon: weighted, and plain."""
        served, at = (
            served_by(self.shelf, self.words),
            float(self.span.past + self.span.days + self.span.horizon),
        )
        shares = {thing: self._share(thing, at) for thing in self.memories}
        weights = {
            thing: one.weight if (one := served.get((thing.pack, thing.skill))) else 1.0
            for thing in shares
        }
        total = sum(weights.values())
        return (
            sum(weights[thing] * share for thing, share in shares.items()) / total,
            sum(shares.values()) / len(shares),
        )

    def _share(self, thing: Thing, at: float) -> float:
        return self.guess + (1 - self.guess) * self.memories[thing].recall(at)

    def _sit_down(self, policy: Policy) -> None:
        began = self.now
        self.until = began + self.minutes / 1440
        aims, due = self._aims(), self._due()
        there = offers(self.shelf, aims, self._states(), due)
        practised = {one.offer.key: one for one in drills(self.shelf, aims)}
        for piece in policy(there, self.minutes):
            if self.now >= self.until:
                break
            if piece.work is Work.CARDS:
                for practice in due[: piece.count]:
                    self._review(practice.pack, practice.card.id, practice.card.skill)
            elif drill := practised.get(piece.key):
                for item in drill.items[: piece.count]:
                    self._pass(SECONDS_PER_ITEM)
                    self._answer(drill.pack, item)
            else:
                pack = self.shelf.pack(piece.pack)
                self._take(pack, pack.lesson(piece.target))
        self.spent += (self.now - began) * 86_400

    def _take(self, pack: Pack, lesson: Lesson) -> None:
        """Go on with a lesson until it ends or the minutes do."""
        first, name = self.places.get((pack.id, lesson.id), 0), (pack.id, lesson.id)
        each = lesson.minutes * 60 / len(lesson.steps)
        for n in range(first, len(lesson.steps)):
            if self.now >= self.until:
                self.places[name] = n
                return
            self._pass(each)
            self._do(pack, lesson, lesson.steps[n])
        self.places.pop(name, None)
        self.done.add(name)

    def _do(self, pack: Pack, lesson: Lesson, step: Step) -> None:
        for thing in things(pack, lesson, (step,)):  # what was read before it
            if self.rng.random() < ATTENTION:
                self.memories[thing].told(self.now, known=False)
        if step.kind is StepKind.CHECK and step.phase is None:
            for item in pack.items_of(step, 0, ""):
                if not isinstance(item.asks, Reflection):
                    self._answer(pack, item)
        elif step.kind is StepKind.CARDS:
            for thing in things(pack, lesson, (step,)):
                self._review(pack, thing.id, thing.skill, takes=0)

    def _answer(self, pack: Pack, item: Item) -> None:
        """Answer, be told, and have it recorded."""
        thing, chance = Thing(pack.id, item.id, item.skill), item.asks.chance / 1000
        known = self._tries(thing)
        right = known or self.rng.random() < chance
        self.memories[thing].told(self.now, known=known)
        name, day = (pack.id, item.id), self._instant().day
        old = self.items.get(name)
        days = (old.right if old else 0) + (old is None or day > old.day)
        self.items[name] = ItemProgress(
            learner="", pack=pack.id, item=item.id, skill=item.skill, right=days * right, day=day
        )
        self._rate((pack.id, item.skill), float(right), chance)

    def _review(self, pack: Pack, card: str, skill: str, takes: int = SECONDS_PER_CARD) -> None:
        if self.now >= self.until:
            return
        self._pass(takes)
        thing, name, now = Thing(pack.id, card, skill), (pack.id, card), self._instant()
        known = self._tries(thing)
        self.memories[thing].told(self.now, known=known)
        rating = Rating.GOOD if known else Rating.AGAIN
        old = self.cards.get(name)
        memory = review(scheduler(), old.memory if old else None, rating, now.at, now.day).memory
        self.cards[name] = CardProgress(
            learner="", pack=pack.id, card=card, deck="", memory=memory, due=memory.due,
            reviews=(old.reviews if old else 0) + 1, lapses=0, attempt="",
        )  # fmt: skip
        self._rate((pack.id, skill), rating.score / 1000, 0.0)

    def _tries(self, thing: Thing) -> bool:
        return self.rng.random() < self._share(thing, self.now)

    def _rate(self, skill: Named, earned: float, chance: float) -> None:
        theta, evidence = self.ratings.get(skill, (0.0, 0))
        self.ratings[skill] = skills.updated(theta, evidence, earned, chance), evidence + 1

    def _pass(self, seconds: float) -> None:
        self.now += self.pace * seconds * self.rng.lognormvariate(0, 0.2) / 86_400

    def _instant(self) -> Instant:
        return Instant(START + timedelta(days=self.now), 0, "", 0)

    def _aims(self) -> Aims:
        return Aims(
            words=self.words,
            outlook=Outlook(scheduler(), self._instant()),
            mastered={name: skills.mastery(theta) for name, (theta, _) in self.ratings.items()},
            served=served_by(self.shelf, self.words),
            done=self.done,
            asked=self.items,
        )

    def _due(self) -> list[Practice]:
        """As the program has them: what is being learnt, then what would lose most by waiting."""
        now = self._instant()
        tomorrow = now.start_of(now.day + timedelta(days=1))
        there = [self._practice(*name) for name, p in self.cards.items() if p.due < tomorrow]
        learnt = sorted((p for p in there if p.is_learnt_now and p.due <= now.at), key=BY_DUE)
        kept = [p for p in there if not p.is_learnt_now]
        return [*learnt, *sorted(kept, key=lambda p: (-_loss(p, now.day), p.place))]

    def _practice(self, pack_id: str, card_id: str) -> Practice:
        deck, card = self.shelf.cards(pack_id).places[card_id]
        return Practice(self.shelf.pack(pack_id), deck, card, self.cards[pack_id, card_id])

    def _states(self) -> tuple[PathState, ...]:
        return tuple(
            PathState(
                pack=pack.id,
                path=path.id,
                title=path.title,
                lessons=states,
                order=tuple(range(len(states))),
            )
            for pack, path in self.paths
            for states in (tuple(self._state(*x) for x in taking(self.shelf, pack, path)),)
        )

    def _state(self, pack: Pack, lesson: Lesson) -> LessonState:
        at = self.places.get((pack.id, lesson.id))
        return LessonState(
            pack=pack.id,
            lesson=lesson.id,
            title=lesson.title,
            minutes=lesson.minutes,
            done=(pack.id, lesson.id) in self.done,
            open=at is not None,
            step=(at or 0) + 1,
            steps=len(lesson.steps),
        )


def _loss(practice: Practice, day: date) -> float:
    return loss(scheduler(), practice.progress.memory, day) if practice.progress else 0.0
