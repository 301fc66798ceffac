"""The board: where each key result stands at one moment."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from keystep.domain.measures import Forecast, Interval
from keystep.domain.okr.check_ins import CheckIn
from keystep.domain.okr.structure import Cycle, KeyResult, Objective


class Status(StrEnum):
    ON_TRACK = "on_track"
    LAGGING = "lagging"
    AT_RISK = "at_risk"
    KEPT = "kept"
    STALE = "stale"
    TOO_EARLY = "too_early"
    NO_DATA = "no_data"


class Point(Struct, frozen=True):
    """A KR's figure for the period that ends on ``day``; ``n`` counts what it rests on.

    Work and maintain are in the KR's unit, every other kind is in per cent.
    """

    day: date
    value: float
    n: int
    interval: Interval | None


class Freshness(Struct, frozen=True):
    """How many of the stations (or, for KPI data, teams) are fresh, and the newest data.

    Where a figure is told by hand, its key result is the one that is fresh or not.
    """

    fresh: int
    known: int
    newest: datetime | None
    stale: bool


class KrRow(Struct, frozen=True, kw_only=True):
    """A line of the board. ``points`` are the cycle's, oldest first; the last one is now.

    ``check_in`` is the last one of the cycle.
    """

    key_result: KeyResult
    points: tuple[Point, ...]
    freshness: Freshness
    attainment: float | None
    pace: float | None
    status: Status
    forecast: Forecast | None
    check_in: CheckIn | None = None

    @property
    def now(self) -> Point | None:
        return self.points[-1] if self.points else None


class ObjectiveRow(Struct, frozen=True, kw_only=True):
    """``attainment`` is over the ``covered`` of ``of`` key results, which have fresh data; of
    ``stale`` others it is not.

    They are its own, or where it has none those of the objectives below it. ``level`` counts the
    objectives above it.
    """

    objective: Objective
    rows: tuple[KrRow, ...]
    attainment: float | None
    covered: int
    of: int
    stale: int
    status: Status
    level: int = 0


class Board(Struct, frozen=True, kw_only=True):
    """``objectives`` are in the order of the tree, each before those below it."""

    cycle: Cycle
    on: date
    elapsed: float
    objectives: tuple[ObjectiveRow, ...]

    @property
    def rows(self) -> tuple[KrRow, ...]:
        return tuple(row for objective in self.objectives for row in objective.rows)
