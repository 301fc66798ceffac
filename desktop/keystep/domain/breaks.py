"""Learning breaks: when to remind of one, and when not to.

A plan names times of day. Each (day, time) is a slot, and a slot reminds once: it is handled when
it was shown, and only a learner who asks for it is told again, after ``SNOOZE``, be it the next
day by then. The latest slot that has come counts, so that a machine that slept through two reminds
once; ``STANDS`` after its time it is past. Wherever the clock is put, a slot stays the same one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

STANDS = timedelta(minutes=90)
SNOOZE = timedelta(minutes=15)
DAY = 24 * 60
MOST_TIMES = 6

MinuteOfDay = Annotated[int, Meta(ge=0, lt=DAY)]
Weekday = Annotated[int, Meta(ge=1, le=7)]


class BreakPlan(Struct, frozen=True, kw_only=True):
    """``times`` and the ends of the quiet hours are minutes after local midnight, ``days`` ISO
    weekdays (1 is Monday). From ``quiet_from`` until ``quiet_until`` nobody is reminded, over
    midnight too; where both are the same there are no quiet hours.
    """

    times: tuple[MinuteOfDay, ...] = ()
    days: tuple[Weekday, ...] = (1, 2, 3, 4, 5)
    quiet_from: MinuteOfDay = 20 * 60
    quiet_until: MinuteOfDay = 7 * 60

    @property
    def heard(self) -> tuple[MinuteOfDay, ...]:
        """The times at which it reminds at all."""
        return tuple(time for time in self.times if self.days and not self._hushes(time))

    def is_quiet(self, at: datetime) -> bool:
        """Whether ``at``, local, lies in the quiet hours."""
        return self._hushes(at.hour * 60 + at.minute)

    def _hushes(self, minute: MinuteOfDay) -> bool:
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= minute < self.quiet_until
        return minute >= self.quiet_from or minute < self.quiet_until


class Slot(Struct, frozen=True):
    """One time of one day, local and naive."""

    at: datetime

    @property
    def key(self) -> str:
        """ "2026-09-07T10:00"."""
        return self.at.isoformat(timespec="minutes")


class Done(StrEnum):
    """How a slot was handled."""

    SHOWN = "shown"
    SNOOZED = "snoozed"


class Handled(Struct, frozen=True):
    """What became of a slot, and when, local."""

    done: Done
    at: datetime


def due(plan: BreakPlan, now: datetime, handled: Mapping[str, Handled]) -> Slot | None:
    """The slot to remind of at ``now`` (local, naive), if there is one; ``handled`` by key."""
    if plan.is_quiet(now):
        return None
    slot = _latest(plan, now)
    if slot is not None and slot.key not in handled:
        return slot
    return _awaited(now, handled)


def _latest(plan: BreakPlan, now: datetime) -> Slot | None:
    """The last slot of this day that has come and is not past."""
    if now.isoweekday() not in plan.days:
        return None
    midnight = datetime.combine(now.date(), time())
    slots = (midnight + timedelta(minutes=minute) for minute in plan.times)
    latest = max((at for at in slots if at <= now), default=None)
    return Slot(latest) if latest is not None and now - latest < STANDS else None


def _awaited(now: datetime, handled: Mapping[str, Handled]) -> Slot | None:
    """The slot that was handled last, where it was put off until now."""
    key = max(handled, default="")
    last = handled.get(key)
    if last is None or last.done is not Done.SNOOZED:
        return None
    waited = now - last.at
    return Slot(datetime.fromisoformat(key)) if SNOOZE <= waited < SNOOZE + STANDS else None
