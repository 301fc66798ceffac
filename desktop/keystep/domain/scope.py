"""Of whom, and of which days, a figure is told."""

from __future__ import annotations

import re
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from keystep.domain.okr import Cycle
from keystep.errors import UsageError

MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


class Scope(Struct, frozen=True, kw_only=True):
    """What a measure is narrowed to; "" and None narrow nothing.

    ``team`` is what the roster says; ``device`` a station at which people learned in the period;
    ``cohort`` the month, as "2027-01", of the first day on which they ever learned. ``first`` and
    ``last`` are the first and last day of the period.
    """

    team: str = ""
    device: str = ""
    cohort: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def of_some(self) -> bool:
        """Whether it is of some people only."""
        return bool(self.team or self.device or self.cohort)

    @property
    def of_teams(self) -> bool:
        """Whether figures that know no people, only teams, can be told."""
        return not (self.device or self.cohort)

    def within_team(self, team: str) -> Scope | None:
        """The part of it that is of ``team``, "" any; None where it is of another."""
        if team and self.team not in ("", team):
            return None
        return replace(self, team=team or self.team)

    def period(self, cycle: Cycle) -> Cycle | None:
        """The cycle cut to these days; None where none are left."""
        first = max(cycle.start, self.first or cycle.start)
        last = min(cycle.end, self.last or cycle.end)
        return replace(cycle, start=first, end=last) if first <= last else None

    def refuse_faults(self) -> None:
        """Raises UsageError where it can mean nobody."""
        if self.cohort and not MONTH.fullmatch(self.cohort):
            raise UsageError(
                "“{cohort}” is not a month. Give the month in which people began, such as 2027-01.",
                cohort=self.cohort,
            )
        if self.first and self.last and self.first > self.last:
            raise UsageError(
                "The period {first} to {last} ends before it begins. Give its first day first.",
                first=str(self.first),
                last=str(self.last),
            )


class Habit(Struct, frozen=True, kw_only=True):
    """Who counts as active: on at least ``days`` of the days of a ``window``, in days."""

    days: int = 1
    window: int = 7

    def ends(self, cycle: Cycle, before: date) -> list[date]:
        """The last days of the windows that are over before ``before``; the last may be short."""
        ends, day = list[date](), cycle.start
        while day <= cycle.end:
            day += timedelta(days=self.window)
            ends.append(min(day, cycle.end + timedelta(days=1)) - timedelta(days=1))
        return [end for end in ends if end < before]

    def refuse_faults(self) -> None:
        """Raises UsageError where nobody can be active."""
        if not 1 <= self.days <= self.window:
            raise UsageError(
                "Nobody can be active on {days} of {window} days. Give a number of days from 1 to "
                "that of the window.",
                days=self.days,
                window=self.window,
            )


EVERYBODY = Scope()
WEEKLY = Habit()
