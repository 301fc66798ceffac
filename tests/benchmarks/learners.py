"""Simulated learners of known skill, who do not learn as our model of them supposes.

Two kinds of world, unlike it and each other. In the one, a skill is a strength that grows with
every practice and fades with a power of the days since (P. I. Pavlik & J. R. Anderson, Cognitive
Science 29, 2005). In the other, it is there or not, may come with any practice and may go on any
day (A. T. Corbett & J. R. Anderson, User Modeling and User-Adapted Interaction 4, 1994). In both,
items differ in difficulty and in what guessing earns, and some of the evidence is cards, which
people judge themselves, and scenarios, where guessing earns something that nobody tells the model.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from random import Random
from typing import Protocol

CHANCES = (0.0, 0.0, 0.25, 0.25, 0.25, 0.5)
ITEMS, CARDS, SCENARIOS = 0.7, 0.22, 0.08
RATED = {True: (0.05, 0.2, 0.75), False: (0.85, 0.12, 0.03)}
"""How often a card is rated Again, Hard and better by whoever knows it, and who does not."""
REPLIES, LUCK = 4, 0.25
FEWEST, MOST, STOPS = 4, 40, 0.07
NEW_DAY, MINUTES = 0.25, 0.002


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence: what it earned and what guessing earns, both 0 to 1.

    ``skill`` is the truth before it, the chance to solve a middling item without guessing.
    ``is_item``: an answer, right or wrong; else a card or a scenario.
    """

    earned: float
    chance: float
    skill: float
    is_item: bool


History = tuple[Piece, ...]
"""What one learner did for one skill."""


class World(Protocol):
    """How skill comes and goes."""

    def logits(self, rng: Random) -> Iterator[float]:
        """The skill of somebody before each piece of evidence, on the logit scale."""


@dataclass(frozen=True, slots=True)
class Strengths:
    """Ability of mean ``ability`` and deviation ``spread``, on the logit scale; where ``gain`` is
    0, nobody ever learns."""

    ability: float
    spread: float
    gain: float
    decay: float

    def logits(self, rng: Random) -> Iterator[float]:
        ability, now, past = rng.gauss(self.ability, self.spread), 0.0, list[float]()
        while True:
            now += _days(rng)
            left = sum((1 + now - then) ** -self.decay for then in past)
            yield ability + self.gain * math.log(1 + left)
            past.append(now)


@dataclass(frozen=True, slots=True)
class States:
    """Known at first by ``known``, learnt at a practice by ``learnt`` and forgotten in a day by
    ``forgotten`` of people; ``able`` and ``unable`` are the chances to solve a middling item."""

    known: float
    learnt: float
    forgotten: float
    able: float
    unable: float

    def logits(self, rng: Random) -> Iterator[float]:
        known = rng.random() < self.known
        while True:
            known = known and rng.random() < (1 - self.forgotten) ** _days(rng)
            yield _logit(self.able if known else self.unable)
            known = known or rng.random() < self.learnt


def histories(world: World, count: int, seed: int) -> list[History]:
    """What ``count`` people of a world did, each for 4 to 40 pieces of evidence."""
    rng = Random(seed)
    return [_history(world, rng) for _ in range(count)]


def _history(world: World, rng: Random) -> History:
    pieces = list[Piece]()
    for logit in islice(world.logits(rng), MOST):
        pieces.append(_piece(logit, rng))
        if len(pieces) >= FEWEST and rng.random() < STOPS:
            break
    return tuple(pieces)


def _piece(logit: float, rng: Random) -> Piece:
    skill, kind = logistic(logit), rng.random()
    if kind < ITEMS:
        chance = rng.choice(CHANCES)
        return Piece(float(_solves(logit, chance, rng)), chance, skill, is_item=True)
    if kind < ITEMS + CARDS:
        rated = rng.choices((0.0, 0.5, 1.0), RATED[rng.random() < skill])[0]
        return Piece(rated, 0.0, skill, is_item=False)
    good = sum(_solves(logit, LUCK, rng) for _ in range(REPLIES))
    return Piece(good / REPLIES, 0.0, skill, is_item=False)


def _solves(logit: float, chance: float, rng: Random) -> bool:
    """Whether an item of some difficulty is solved, or guessed."""
    return rng.random() < chance + (1 - chance) * logistic(logit - rng.gauss(0, 1))


def _days(rng: Random) -> float:
    """Since the last piece of evidence: minutes within a sitting, else some days."""
    return rng.lognormvariate(1.2, 1.0) if rng.random() < NEW_DAY else MINUTES


def logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def _logit(share: float) -> float:
    return math.log(share / (1 - share))
