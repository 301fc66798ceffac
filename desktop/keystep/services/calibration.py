"""How well somebody knows what they know: how often answers of each confidence were right."""

from __future__ import annotations

from keystep.domain.progress import CertaintyProgress
from keystep.domain.quiz import Confidence
from keystep.services.station import Station

FEWEST = 10
"""Answers of one confidence below which a share would be chance."""


def calibration(station: Station, learner: str) -> tuple[CertaintyProgress, ...]:
    """From certain to guess, what ten answers or more tell of; over everything ever answered."""
    states = station.store.select(CertaintyProgress, learner=learner)
    known = {state.confidence: state for state in states if state.answers >= FEWEST}
    return tuple(known[sure] for sure in reversed(Confidence) if sure in known)
