"""A KPI by team and period, and when each team began to learn."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median

from msgspec import Struct

ENOUGH_REPORTED = 0.75
DAILY, WEEKLY = 2, 10
LAGS = ((DAILY, 0), (WEEKLY, 3))
MONTHLY_LAG = 15
EARLIEST = date(1, 2, 1)
"""Files write the first of all days for no date; what ends then has days before it all the same."""


class Figure(Struct, frozen=True):
    """A team's figure for the period that ends on ``day``; it rests on ``n`` cases."""

    team: str
    day: date
    value: float
    n: int


class Step(StrEnum):
    """How long a period is."""

    WEEK = "week"
    MONTH = "month"

    def first_day(self, day: date) -> date:
        """The first day of the week (a Monday) or the month that ``day`` lies in."""
        if self is Step.MONTH:
            return day.replace(day=1)
        return day - timedelta(days=day.weekday())

    def after(self, first: date, count: int) -> date:
        """The first day of the period ``count`` after the one that begins on ``first``."""
        if self is Step.WEEK:
            return first + timedelta(weeks=count)
        months = first.year * 12 + first.month - 1 + count
        return date(months // 12, months % 12 + 1, 1)


class Scale(StrEnum):
    """What an effect is told in: per cent of what would have been, or the KPI's own unit."""

    PERCENT = "percent"
    UNIT = "unit"


class Panel(Struct, frozen=True, kw_only=True):
    """Every team has a value in every period.

    ``paths`` are logarithms where ``scale`` is PERCENT. ``starts`` gives the place in ``periods``
    (their first days) of the first one in which a team was learning; None: not yet. ``cases`` are
    what the values rest on. ``left_out`` names teams that lack a figure in between.
    """

    step: Step
    periods: tuple[date, ...]
    scale: Scale
    paths: Mapping[str, tuple[float, ...]]
    starts: Mapping[str, int | None]
    cases: Mapping[str, tuple[int, ...]]
    left_out: tuple[str, ...] = ()

    def waves(self) -> dict[int | None, tuple[str, ...]]:
        """The teams that began together, the first first; None, not yet, last."""
        found: dict[int | None, list[str]] = {}
        for team in sorted(self.paths):
            found.setdefault(self.starts[team], []).append(team)
        ordered = sorted(found, key=lambda start: math.inf if start is None else start)
        return {start: tuple(found[start]) for start in ordered}


def panel_of(figures: Sequence[Figure], starts: Mapping[str, date]) -> Panel:
    """The periods that three quarters of the teams have figures of, and the teams that have all.

    ``starts`` has no entry for a team that has not begun. A figure belongs to the week or month
    that most of its days lie in; several in one are averaged by their n.
    """
    gap = _typical_gap(figures)
    step = Step.WEEK if gap <= WEEKLY else Step.MONTH
    lag = timedelta(days=next((lag for most, lag in LAGS if gap <= most), MONTHLY_LAG))
    cells = _cells(figures, step, lag)
    periods = _periods(cells)
    whole = {team: own for team, own in cells.items() if all(one in own for one in periods)}
    positive = all(own[one].value > 0 for own in whole.values() for one in periods)
    return Panel(
        step=step,
        periods=periods,
        scale=Scale.PERCENT if positive else Scale.UNIT,
        paths={
            team: tuple(_scaled(own[one].value, positive=positive) for one in periods)
            for team, own in whole.items()
        },
        cases={team: tuple(own[one].n for one in periods) for team, own in whole.items()},
        starts={team: _place(starts.get(team), periods, step) for team in whole},
        left_out=tuple(sorted(cells.keys() - whole.keys())),
    )


def _typical_gap(figures: Iterable[Figure]) -> float:
    days: dict[str, set[date]] = {}
    for one in figures:
        days.setdefault(one.team, set()).add(one.day)
    gaps = [(later - day).days for own in days.values() for day, later in pairwise(sorted(own))]
    return median(gaps) if gaps else WEEKLY


def _cells(figures: Iterable[Figure], step: Step, lag: timedelta) -> dict[str, dict[date, Figure]]:
    """By team and first day of the period, its cases put together."""
    cells: dict[str, dict[date, Figure]] = {}
    for one in figures:
        own, first = cells.setdefault(one.team, {}), step.first_day(max(one.day, EARLIEST) - lag)
        own[first] = _together(own[first], one) if first in own else one
    return cells


def _together(one: Figure, other: Figure) -> Figure:
    n = one.n + other.n
    return Figure(one.team, other.day, (one.value * one.n + other.value * other.n) / n, n)


def _scaled(value: float, *, positive: bool) -> float:
    return math.log(value) if positive else value


def _periods(cells: Mapping[str, Mapping[date, Figure]]) -> tuple[date, ...]:
    counts: dict[date, int] = {}
    for own in cells.values():
        for first in own:
            counts[first] = counts.get(first, 0) + 1
    needed = ENOUGH_REPORTED * len(cells)
    return tuple(sorted(first for first, count in counts.items() if count >= needed))


def _place(start: date | None, periods: Sequence[date], step: Step) -> int | None:
    """The first period that ends after ``start``; None where there is none yet."""
    if start is None:
        return None
    begun = step.first_day(start)
    return next((place for place, first in enumerate(periods) if first >= begun), None)
