"""The just-in-time library: what can be looked up, and what a search of it gives."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from keystep.domain.lesson import StepKind

Marks = tuple[tuple[int, int], ...]
"""Stretches of a plain text that matched, each (start, end) in characters, in order, apart."""


class HitKind(StrEnum):
    LESSON = "lesson"
    STEP = "step"
    CARD = "card"
    CHECKLIST = "checklist"


class Hit(Struct, frozen=True, kw_only=True):
    """Something that can be opened, as a list shows it.

    ``title`` and ``line`` are plain text; ``line`` is the sentence around what matched, or the
    first. ``format`` is how a lesson mostly teaches, and of what lies inside one its own.
    ``minutes`` are the lesson's, 0 where a card belongs to none.
    """

    kind: HitKind
    pack: str
    lesson: str
    step: str = ""
    card: str = ""
    deck: str = ""
    title: str
    line: str = ""
    marks: Marks = ()
    line_marks: Marks = ()
    minutes: int
    format: StepKind | None
    pack_title: str
    task: str = ""

    @property
    def key(self) -> str:
        """What bookmarks and events hold, the same in every language: "kind:pack/lesson/step/card"
        without what is empty at the end."""
        place = "/".join((self.pack, self.lesson, self.step, self.card)).rstrip("/")
        return f"{self.kind}:{place}"


class Wanted(Struct, frozen=True, kw_only=True):
    """What hits are limited to: "", None and 0 let everything through.

    ``minutes`` is the most that a lesson may take; ``role`` is a tag of an audience.
    """

    task: str = ""
    role: str = ""
    format: StepKind | None = None
    minutes: int = 0


class Found(Struct, frozen=True):
    """The best hits of each kind, best first, and how many there are in all.

    ``shown_as`` holds the words searched for where they differ from what was typed, else "".
    """

    hits: tuple[Hit, ...]
    totals: dict[HitKind, int]
    shown_as: str = ""

    @property
    def total(self) -> int:
        return sum(self.totals.values())


class Choices(Struct, frozen=True, kw_only=True):
    """What there is to limit hits to, each in the order to offer it."""

    tasks: tuple[str, ...]
    roles: tuple[str, ...]
    formats: tuple[StepKind, ...]
    minutes: tuple[int, ...]


class Standing(Struct, frozen=True):
    """Whom hits are ranked for: the tags of the audiences that a learner belongs to, and how well,
    0 to 1, they master a skill, by "pack/skill"."""

    roles: frozenset[str] = frozenset()
    mastery: dict[str, float] = {}


class Preview(Struct, frozen=True, kw_only=True):
    """A hit's words, before it is opened: ``text`` is Markdown, ``points`` lines of it."""

    title: str
    text: str
    points: tuple[str, ...] = ()
