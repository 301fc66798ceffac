"""What people say of a key result while its cycle runs."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from math import isfinite

from msgspec import Struct

from keystep.domain.events import DAY_STARTS
from keystep.domain.okr.structure import Cycle, KeyResult, KrKind
from keystep.domain.words import Words

SUREST = 10
LONGEST_NOTE = 2000


class CheckIn(Struct, frozen=True, kw_only=True):
    """How sure somebody was on a day, 1 to 10, that the key result will be reached.

    ``value`` is its figure where that is told by hand; ``milestones`` are the titles of those that
    are done, None where nothing is said of them. ``cycle`` "" is the current one. ``offset`` counts
    the minutes east of UTC where it was said.
    """

    key_result: str
    at: datetime
    by: str
    confidence: int
    note: str = ""
    value: float | None = None
    milestones: tuple[str, ...] | None = None
    cycle: str = ""
    offset: int = 0

    @property
    def day(self) -> date:
        """The day there, which starts as that of learners does."""
        return (self.at + timedelta(minutes=self.offset) - DAY_STARTS).date()


def next_due(cycle: Cycle, last: CheckIn | None) -> date | None:
    """The day of the next check-in; None where none is due any more before the cycle ends."""
    since = last.day if last else cycle.start
    due = since + timedelta(days=cycle.check_in_days)
    return due if due <= cycle.end else None


def check_in_faults(key_result: KeyResult, said: CheckIn) -> list[Words]:
    """What makes a check-in unusable; empty when nothing does."""
    faults = []
    if not 1 <= said.confidence <= SUREST:
        faults.append(Words("the confidence is not from 1 to 10"))
    if len(said.note) > LONGEST_NOTE:
        faults.append(Words("the note is longer than {most} characters", {"most": LONGEST_NOTE}))
    if said.value is not None and not isfinite(said.value):
        faults.append(Words("the figure is infinite or not a number"))
    if said.value is not None and not key_result.by_hand:
        faults.append(Words("its figure is measured and cannot be told by hand"))
    return faults + _milestone_faults(key_result, said)


def _milestone_faults(key_result: KeyResult, said: CheckIn) -> list[Words]:
    if said.milestones is None:
        return []
    if key_result.kind is not KrKind.MILESTONE:
        return [Words("it has no milestones")]
    known = {milestone.title for milestone in key_result.milestones}
    strays = [title for title in said.milestones if title not in known]
    return [Words("it has no milestone “{title}”", {"title": title}) for title in strays]
