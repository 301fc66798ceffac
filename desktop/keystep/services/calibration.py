"""How well somebody knows what they know: how often answers of each confidence were right."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from keystep.domain.progress import Answer
from keystep.domain.quiz import Confidence
from keystep.services.station import Station

FEWEST = 10
"""Answers of one confidence below which a share would be chance."""


class Calibration(Struct, frozen=True):
    """Of ``answers`` given with this confidence, ``right`` earned everything."""

    confidence: Confidence
    answers: int
    right: int

    @property
    def share(self) -> float:
        return self.right / self.answers


def calibration(station: Station, learner: str) -> tuple[Calibration, ...]:
    """From certain to guess, what ten answers or more tell of; over everything ever answered."""
    given, right = Counter[Confidence](), Counter[Confidence]()
    for answer in station.store.select(Answer, learner=learner):
        if answer.confidence is not None and answer.score is not None:
            given[answer.confidence] += 1
            right[answer.confidence] += not answer.fell_short
    told = (Calibration(sure, given[sure], right[sure]) for sure in reversed(Confidence))
    return tuple(each for each in told if each.answers >= FEWEST)
