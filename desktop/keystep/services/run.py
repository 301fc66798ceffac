"""One time through a lesson, or through a test or practice that came by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from keystep.domain.facts import Fact
from keystep.domain.lesson import BY_ITSELF, Lesson, Pack, Step
from keystep.domain.quiz import Item
from keystep.services.shelf import Shelf

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True)
class Run:
    """A learner's run through a lesson. ``form`` picks the form of its assessments.

    ``shelf`` is the one it began with: packs that arrive meanwhile do not change it. ``pack`` is
    in the learner's language.
    """

    shelf: Shelf
    learner: str
    pack: Pack
    lesson: Lesson
    attempt: str
    form: int
    step: int
    """The step to show first, counted from 0."""

    @property
    def key(self) -> str:
        """What notes of the lesson are kept under: "pack/lesson"."""
        return f"{self.pack.id}/{self.lesson.id}"

    @property
    def comes_by_itself(self) -> bool:
        """Whether it is a test or practice that came by itself: no lesson begins or ends so."""
        return any(step.comes_by_itself for step in self.lesson.steps)

    @property
    def is_test(self) -> bool:
        """Whether it is a test that came by itself."""
        return any(step.phase in BY_ITSELF for step in self.lesson.steps)

    def items(self, step: Step) -> tuple[Item, ...]:
        """The items that a check step asks in this run."""
        return self.pack.items_of(step, self.form, self.attempt)

    def order(self, step: Step, item: Item) -> tuple[int, ...]:
        """The parts of an item as they stand in this run, by index in the pack's order."""
        return self.pack.quiz_of(step, self.form).order(item, self.attempt)

    def fact(self, kind: Callable[..., F], **body: object) -> F:
        """A fact about this run."""
        return kind(
            pack=self.pack.id,
            version=self.pack.version,
            lesson=self.lesson.id,
            attempt=self.attempt,
            **body,
        )
