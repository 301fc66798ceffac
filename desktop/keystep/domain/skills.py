"""How well a learner masters a skill, from every answer, card and scenario.

A rating θ in the manner of Elo, with a shrinking step (R. Pelánek, "Applications of the Elo rating
system in adaptive educational systems", Computers & Education 98, 2016), that rises by more than it
falls, because people learn while they are asked (J. Papoušek, R. Pelánek & V. Stanislav, "Adaptive
practice of facts in domains with varied prior knowledge", Educational Data Mining 2014). A learner
of rating θ is expected to earn c + (1 − c)·σ(θ), c being the share that guessing earns; after n
pieces of evidence θ moves by (u / (1 + 0.05·n)) · (earned − expected), u being 1 where more was
earned than expected and 0.7 where less was. docs/measures.md tells how that was found to be right.
"""

from __future__ import annotations

import math
from enum import StrEnum

UP, DOWN = 1.0, 0.7
SHRINK = 0.05
STEADY = 0.7
"""Mastery from which on a skill is no weak one."""
ROUNDS = 30
"""Each comes nearer by a factor of four at least."""


class MasteryWord(StrEnum):
    """What a learner is told; the thresholds are on expected success without guessing."""

    NEW = "new"
    STARTING = "starting"
    GROWING = "growing"
    STEADY = "steady"
    SURE = "sure"


def expected(theta: float, chance: float) -> float:
    """Share expected to be earned, 0 to 1, where guessing earns ``chance``."""
    return chance + (1 - chance) / (1 + math.exp(-theta))


def updated(theta: float, evidence: int, earned: float, chance: float) -> float:
    """θ after one more piece of evidence, ``evidence`` pieces having been seen before."""
    more = earned - expected(theta, chance)
    return theta + (UP if more > 0 else DOWN) / (1 + SHRINK * evidence) * more


def mastery(theta: float) -> float:
    """Expected success without guessing, 0 to 1."""
    return expected(theta, 0.0)


def mastery_word(theta: float, evidence: int) -> MasteryWord:
    if evidence == 0:
        return MasteryWord.NEW
    level = mastery(theta)
    bounds = (
        (0.5, MasteryWord.STARTING),
        (STEADY, MasteryWord.GROWING),
        (0.85, MasteryWord.STEADY),
    )
    return next((word for bound, word in bounds if level < bound), MasteryWord.SURE)
