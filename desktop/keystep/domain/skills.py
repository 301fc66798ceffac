"""How well a learner masters a skill, from every answer, card and scenario.

An Elo rating with a shrinking step (Pelánek, "Applications of the Elo rating system in adaptive
educational systems", Computers & Education 98, 2016): a learner of rating θ is expected to earn
c + (1 − c)·σ(θ), c being the share that guessing earns; after n pieces of evidence θ moves by
(1 / (1 + 0.05·n)) · (earned − expected).
"""

from __future__ import annotations

import math
from enum import StrEnum

STEP = 1.0
SHRINK = 0.05


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
    return theta + STEP / (1 + SHRINK * evidence) * (earned - expected(theta, chance))


def mastery(theta: float) -> float:
    """Expected success without guessing, 0 to 1."""
    return expected(theta, 0.0)


def mastery_word(theta: float, evidence: int) -> MasteryWord:
    if evidence == 0:
        return MasteryWord.NEW
    level = mastery(theta)
    bounds = (
        (0.5, MasteryWord.STARTING),
        (0.7, MasteryWord.GROWING),
        (0.85, MasteryWord.STEADY),
    )
    return next((word for bound, word in bounds if level < bound), MasteryWord.SURE)
