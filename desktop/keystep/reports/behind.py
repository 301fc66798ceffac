"""What stands behind a key result, worded: the report's details."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TeamLine:
    """A team: who learned, "20 → 17", how much better, and its interval or why there is none."""

    team: str
    learned: str
    changed: str
    better: str
    beside: str


@dataclass(frozen=True)
class LessonLine:
    """A lesson: who finished it since when, and the gain with its pairs or too few to say."""

    title: str
    finished: str
    gain: str
    beside: str


@dataclass(frozen=True)
class Behind:
    """``unshown`` says which teams have no line of their own; empty where every one has."""

    teams: tuple[TeamLine, ...]
    lessons: tuple[LessonLine, ...]
    unshown: str = ""
