"""Things that are out of line between objectives, lessons and what people need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct

from keystep.domain.measures import Gain
from keystep.domain.okr import KrKind, KrRow
from keystep.domain.words import Words


class Side(StrEnum):
    """Whose matter it is: of those who own objectives, or of those who own content."""

    OKRS = "okrs"
    CONTENT = "content"


class Kind(StrEnum):
    UNTAUGHT = "untaught"
    UNMOVED = "unmoved"
    UNALIGNED = "unaligned"
    OVERDUE = "overdue"
    UNMEASURED = "unmeasured"
    FLAGGED = "flagged"
    SOUGHT = "sought"
    SUGGESTED = "suggested"


OF_OKRS = frozenset({Kind.UNTAUGHT, Kind.UNMOVED})

SAID: Mapping[Kind, Words] = {
    Kind.UNTAUGHT: Words("Key result without a lesson"),
    Kind.UNMOVED: Words("Learnt, and the KPI did not move"),
    Kind.UNALIGNED: Words("Lesson that serves no key result"),
    Kind.OVERDUE: Words("Past its review date"),
    Kind.UNMEASURED: Words("Trained, not measured"),
    Kind.FLAGGED: Words("Flagged by learners"),
    Kind.SOUGHT: Words("Searched and not found"),
    Kind.SUGGESTED: Words("Suggested by learners"),
}
NEXT: Mapping[Kind, Words] = {
    Kind.UNTAUGHT: Words("Align a lesson, or write one"),
    Kind.UNMOVED: Words("Ask the teams what stands in the way"),
    Kind.UNALIGNED: Words("Name the key result it serves, or retire it"),
    Kind.OVERDUE: Words("Review the pack"),
    Kind.UNMEASURED: Words("Ask about it in an assessment"),
    Kind.FLAGGED: Words("Mend it and answer"),
    Kind.SOUGHT: Words("Write a lesson, or name one better"),
    Kind.SUGGESTED: Words("Answer, and decide on a lesson"),
}


class Stray(Struct, frozen=True, kw_only=True):
    """Something out of line. ``id`` tells it from others of its kind; ``owner`` is whose thing it
    is, "" nobody's; ``people`` counts those who said so, where learners did, ``day`` is when it was
    due, or was last said."""

    kind: Kind
    id: str
    title: str
    why: Words
    owner: str = ""
    people: int = 0
    day: date | None = None

    @property
    def key(self) -> str:
        return f"{self.kind}/{self.id}"

    @property
    def side(self) -> Side:
        return Side.OKRS if self.kind in OF_OKRS else Side.CONTENT


def did_not_move(row: KrRow) -> bool:
    """Whether a KPI that was to move is where it began, as far as can be told.

    Where the newest figure has an interval, it holds the baseline; else nothing is attained.
    """
    key_result, now = row.key_result, row.now
    if key_result.kind is not KrKind.WORK or now is None or row.attainment is None:
        return False
    if now.interval is None:
        return row.attainment <= 0
    return now.interval.low <= key_result.baseline <= now.interval.high or row.attainment <= 0


def surely_rose(gains: Iterable[Gain | None]) -> int:
    """In how many tests people know more after than before: the whole interval says so."""
    spans = (gain.absolute.interval for gain in gains if gain is not None)
    return sum(1 for span in spans if span is not None and span.low > 0)
