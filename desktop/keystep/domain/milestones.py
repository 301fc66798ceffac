"""Milestones: round figures that a learner reaches by learning, each once and never lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from msgspec import Struct


class Counted(StrEnum):
    """What milestones stand along."""

    LESSONS = "lessons"
    CARDS = "cards"
    DAYS = "days"
    SKILLS = "skills"
    PATHS = "paths"


STEPS: Mapping[Counted, tuple[int, ...]] = {
    Counted.PATHS: (1, 2, 3, 5, 10),
    Counted.SKILLS: (1, 5, 10, 25, 50),
    Counted.DAYS: (3, 7, 30, 100, 365),
    Counted.LESSONS: (1, 10, 25, 50, 100),
    Counted.CARDS: (25, 100, 250, 500, 1_000, 2_500),
}
"""Where they stand: those that mean most first."""


class Milestone(Struct, frozen=True):
    """``figure`` of ``counted`` were reached."""

    counted: Counted
    figure: int

    @property
    def key(self) -> str:
        return f"{self.counted}-{self.figure}"


def reached(counts: Mapping[Counted, int]) -> Iterator[Milestone]:
    """Those that ``counts`` have come to or passed: by what means most, the furthest first."""
    for counted, figures in STEPS.items():
        for figure in reversed(figures):
            if counts.get(counted, 0) >= figure:
                yield Milestone(counted, figure)
