"""What the next few minutes should hold (docs/planner.md).

A plan gains most for its minutes among those that keep to this: a test comes before everything,
however long it takes, for what is practised before it would be practice that it measures; there is
at most one piece of each kind, so at most one new lesson; cards and questions may be cut, lessons
not. One that does not fit is begun only in time that nothing else would fill: its place is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from keystep.domain.words import Words

MINUTES = (3, 5, 10)
SECONDS_PER_CARD = 10
SECONDS_PER_ITEM = 20
FEWEST = 3
"""Of cards or questions, unless there are no more."""
BEGINNING = 90
"""Seconds for which it is worth to begin a lesson, at least."""
SLOT = 10
"""Seconds; what takes a part of one takes it whole."""


class Work(StrEnum):
    """Kinds of pieces; of two that are worth the same the one named first here comes first."""

    DELAYED = "delayed"
    PROBE = "probe"
    CARDS = "cards"
    MISSED = "missed"
    WEAK = "weak"
    RESUME = "resume"
    LESSON = "lesson"


LESSONS = frozenset({Work.RESUME, Work.LESSON})
TESTS = frozenset({Work.DELAYED, Work.PROBE})
PRACTICES = frozenset({Work.MISSED, Work.WEAK})


class Candidate(Struct, frozen=True, kw_only=True):
    """Something worth doing. ``seconds`` is what it takes; ``count`` its cards or questions, if it
    is any.

    ``target`` is a lesson, of a delayed test its assessment, of practice its skill; cards and
    probes have none. ``gains`` are what one card or question after the other is expected to gain,
    of a lesson what it gains as a whole (:mod:`keystep.domain.gains`); tests gain nothing.
    """

    work: Work
    pack: str
    target: str
    title: Words
    reason: Words
    seconds: int
    count: int = 0
    gains: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """What it is known by as long as it is on offer."""
        return "/".join((self.work, self.pack, self.target))

    @property
    def gain(self) -> int:
        return sum(self.gains)

    @property
    def slots(self) -> int:
        return -(-self.seconds // SLOT)

    def cut(self, count: int) -> Candidate:
        """Only the first ``count`` of its cards or questions."""
        return replace(
            self,
            title=Words(self.title.template, self.title.values | {"n": count}),
            seconds=self.seconds * count // self.count,
            count=count,
            gains=self.gains[:count],
        )

    def begun(self, seconds: int) -> Candidate:
        """As much of a lesson as there is time for."""
        title = Words("Begin “{title}”", self.title.values)
        if self.work is Work.RESUME:
            title = Words("Go on with “{title}”", self.title.values)
        gains = (self.gain * seconds // self.seconds,)
        return replace(self, title=title, seconds=seconds, gains=gains)


class _Filled(Struct, frozen=True):
    """A choice: what it gains, and how many slots it takes, as a debt."""

    gain: int = 0
    spent: int = 0
    pieces: tuple[Candidate, ...] = ()

    def with_(self, piece: Candidate) -> _Filled:
        return _Filled(self.gain + piece.gain, self.spent - piece.slots, (*self.pieces, piece))


def plan(candidates: Sequence[Candidate], minutes: int) -> tuple[Candidate, ...]:
    """Choose from ``candidates`` what gains most in ``minutes``.

    Of two plans that gain the same, the one that takes less time; then the one with the kind that
    :class:`Work` names first, then with the candidate given first. What gains most for its time
    comes first, after a test: whoever stops early has done the best of it. A lesson to be begun in
    what is left comes last.
    """
    tests = tuple(each for each in candidates if each.work in TESTS)[:1]
    others = [each for each in candidates if each.work not in TESTS]
    left = minutes * 60 - sum(test.seconds for test in tests)
    chosen = sorted(_best(others, left // SLOT), key=_rank)
    left -= sum(piece.seconds for piece in chosen)
    return (*tests, *chosen, *_begun(others, chosen, left))


def _begun(
    candidates: Sequence[Candidate], chosen: Sequence[Candidate], left: int
) -> Iterator[Candidate]:
    """The lesson to begin where nothing else fills the time that is left."""
    lessons = [each for each in candidates if each.work in LESSONS]
    if lessons and left >= BEGINNING and not any(piece.work in LESSONS for piece in chosen):
        yield min(lessons, key=_rank).begun(left)


def _best(candidates: Sequence[Candidate], slots: int) -> tuple[Candidate, ...]:
    """The knapsack with one choice of each kind, by dynamic programming over the slots."""
    held = [_Filled()] * (max(slots, 0) + 1)
    for work in Work:
        portions = [p for each in candidates if each.work is work for p in _portions(each)]
        held = [_fuller(held, portions, room) for room in range(len(held))] if portions else held
    return held[-1].pieces


def _fuller(held: Sequence[_Filled], portions: Sequence[Candidate], room: int) -> _Filled:
    best = held[room]
    for portion in portions:
        if portion.slots <= room:
            before = held[room - portion.slots]
            gain, spent = before.gain + portion.gain, before.spent - portion.slots
            if (gain, spent) > (best.gain, best.spent):
                best = before.with_(portion)
    return best


def _portions(candidate: Candidate) -> Iterator[Candidate]:
    """As it may be taken: whole, or cut, the larger first."""
    yield candidate
    for count in range(candidate.count - 1, FEWEST - 1, -1):
        yield candidate.cut(count)


def _rank(piece: Candidate) -> tuple[float, int]:
    return -piece.gain / max(piece.seconds, 1), list(Work).index(piece.work)
