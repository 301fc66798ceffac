"""What a few minutes of something are expected to gain (derived in docs/planner.md).

A gain is how many more things, cards and questions, are known in ``HORIZON_DAYS`` than if nothing
were done; one that serves a key result which lags counts for more. In thousandths, so that equal
plans are equal on every machine.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

import fsrs
from msgspec import Struct

from keystep.domain.bundles import KeyResultWord
from keystep.domain.events import Instant
from keystep.domain.interactions import Reflection
from keystep.domain.lesson import Lesson, Pack, Step, StepKind
from keystep.domain.memory import KEEPING, TEN_THOUSAND, Memory, Rating, recall, review
from keystep.domain.okr import Status
from keystep.domain.progress import ItemProgress

HORIZON_DAYS = 7
LEARNT = 0.85
"""Of what a lesson teaches so much is known at its end."""
UNMET = 0.2
"""The chance of knowing what one never met."""
CARRIES_OVER = 0.5
"""Of a skill's mastery so much helps with what of it one has not met."""
THOUSAND = 1000
LAG: Mapping[str, float] = {Status.AT_RISK: 2.0, Status.LAGGING: 1.5}
"""How much more counts what serves a key result that lags."""
FOCUS = 2.0
"""How much more counts the skill that is the focus of these days."""
STABILITIES = (0.212, 2.3065, 10.97, 46.3, 163.0)
"""Days after which nine in ten still know an item that fell short last, or was right on one day
after the other when it was due: of FSRS-6 as published, for Again and for Good over and over."""
DIFFICULTIES = (6.4133, 2.1181)
"""The like, for what fell short last and for what did not."""


class Serves(Struct, frozen=True):
    """What a skill counts for, and the title of the key result that lags, "" where none does."""

    weight: float = 1.0
    lagging: str = ""


def serving(pack: Pack, words: Collection[KeyResultWord]) -> dict[str, Serves]:
    """What the skills of a pack serve, as far as it lags; of several the one that lags most.

    A key result is served by the skills that the pack names, else by those of the lessons that it
    names for it; and by what the office names.
    """
    titles = {served.id: served.title for served in pack.key_results}
    found: dict[str, Serves] = {}
    for word in words:
        weight = LAG.get(word.status, 1.0)
        for skill in _stated(pack, word.id) | _named(pack, word):
            if weight > found.get(skill, Serves()).weight:
                found[skill] = Serves(weight, titles.get(word.id, word.title))
    return found


def _stated(pack: Pack, key_result: str) -> set[str]:
    """The skills that serve a key result as the pack says."""
    served = {skill for one in pack.key_results if one.id == key_result for skill in one.skills}
    lessons = (lesson for lesson in pack.lessons if lesson.key_result == key_result)
    return served or {skill for lesson in lessons for skill in lesson.skills}


def _named(pack: Pack, word: KeyResultWord) -> set[str]:
    """The skills of the pack that serve a key result as the office says."""
    own = {skill.id for skill in pack.skills if f"{pack.id}/{skill.id}" in word.skills}
    lessons = (one for one in pack.lessons if f"{pack.id}/{one.id}" in word.lessons)
    return own.union(*(lesson.skills for lesson in lessons))


@dataclass(frozen=True)
class Outlook:
    """What becomes of a memory from ``now`` on, as ``scheduler`` sees it."""

    scheduler: fsrs.Scheduler
    now: Instant

    def of_review(self, memory: Memory) -> float:
        """The gain of reviewing now: known or not, it is stronger or known anew after."""
        known = recall(self.scheduler, memory, self.now.day)
        good, again = (self._after(memory, rating) for rating in (Rating.GOOD, Rating.AGAIN))
        left = recall(self.scheduler, memory, self._then)
        return max(0.0, known * good + (1 - known) * again - left)

    def of_meeting(self, known: float) -> float:
        """The gain of being taught something that was ``known`` by this chance before."""
        return max(0.0, LEARNT * self._after_first[Rating.GOOD] - known)

    def of_asking(self, known: float) -> float:
        """The gain of asking what was never asked and is ``known`` by this chance: it is told."""
        return (1 - known) * self._after_first[Rating.AGAIN]

    @cached_property
    def _after_first(self) -> dict[Rating, float]:
        return {rating: self._after(None, rating) for rating in (Rating.GOOD, Rating.AGAIN)}

    @property
    def _then(self) -> date:
        return self.now.day + timedelta(days=HORIZON_DAYS)

    def _after(self, memory: Memory | None, rating: Rating) -> float:
        """The chance of knowing it then, after it was rated so now."""
        after = review(self.scheduler, memory, rating, self.now.at, self.now.day).memory
        return recall(self.scheduler, after, self._then)


def taught(pack: Pack, lesson: Lesson, first: int = 0) -> tuple[str, ...]:
    """The skills of what the steps of a lesson teach, from step ``first`` on, counted from 0.

    One of each thing that they ask, tell or show cards of, but nothing of what only measures. A
    lesson without any such step teaches one thing of each of its skills.
    """
    things = [skill for step in lesson.steps for skill in _things(pack, lesson, step)]
    left = [skill for step in lesson.steps[first:] for skill in _things(pack, lesson, step)]
    measures = any(step.phase for step in lesson.steps)
    return tuple(left if things or measures else lesson.skills)


def _things(pack: Pack, lesson: Lesson, step: Step) -> Iterator[str]:
    if step.kind is StepKind.CHECK and step.phase is None:
        asked = pack.items_of(step, 0, "")
        yield from (item.skill for item in asked if not isinstance(item.asks, Reflection))
    elif step.kind is StepKind.CARDS:
        own = sorted(pack.deck(step.target).cards, key=lambda card: card.lesson != lesson.id)
        yield from (card.skill for card in own[: step.count or None])
    elif step.kind is StepKind.SCENARIO:
        yield pack.scenario(step.target).skill


def known_before(mastered: float | None) -> float:
    """The chance of knowing something of a skill before one meets it.

    ``mastered`` is the skill's mastery, None where nothing is known of it.
    """
    return UNMET if mastered is None else UNMET + CARRIES_OVER * max(0.0, mastered - UNMET)


def item_memory(item: ItemProgress, now: Instant) -> Memory:
    """What FSRS would know of an item, had it been a card.

    At some hour of its day: days alone count.
    """
    at = datetime.combine(item.day, time(12), UTC)
    return Memory(
        stability=round(STABILITIES[min(item.right, len(STABILITIES) - 1)] * TEN_THOUSAND),
        difficulty=round(DIFFICULTIES[item.right > 0] * TEN_THOUSAND),
        state=KEEPING,
        step=None,
        reviewed=min(at, now.at),
        day=item.day,
        due=at,
    )


def of_first(chain: Sequence[tuple[float, int]]) -> float:
    """What the first of several pieces is worth that can only be done in this order.

    Each is its gain and its seconds. The first is worth, for its time, what the best beginning of
    the chain is: a test that leads to much is not put off for ever. W. A. Horn, SIAM Journal on
    Applied Mathematics 23, 1972.
    """
    gain, seconds, best = 0.0, 0, 0.0
    for more, takes in chain:
        gain, seconds = gain + more, seconds + takes
        best = max(best, gain / seconds)
    return best * chain[0][1]


def whole(gain: float) -> int:
    """In thousandths; whatever there is to do is worth something."""
    return max(1, round(gain * THOUSAND))
