"""KPI figures from files: what a row says, how a file's columns are meant, what is wrong in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from keystep.domain.words import Words


class Field(StrEnum):
    """What a column tells. ``N`` is how many cases the value rests on."""

    KPI = "kpi"
    TEAM = "team"
    DATE = "date"
    VALUE = "value"
    N = "n"
    UNIT = "unit"


WANTED = (Field.KPI, Field.TEAM, Field.DATE, Field.VALUE, Field.N)


class DateOrder(StrEnum):
    """How a date is written as text, by an example; real dates of a workbook need none."""

    YEAR_FIRST = "2027-03-31"
    DAY_FIRST = "31.03.2027"
    MONTH_FIRST = "03/31/2027"


class KpiMapping(Struct, frozen=True, kw_only=True):
    """How a table is read: the column of each field, counted from 0, or what all rows have."""

    columns: dict[Field, int] = {}
    fixed: dict[Field, str] = {}
    dates: DateOrder = DateOrder.YEAR_FIRST

    @property
    def missing(self) -> tuple[Field, ...]:
        """Fields that a row needs and does not have."""
        return tuple(f for f in WANTED if f not in self.columns and not self.fixed.get(f))


class KpiRow(Struct, frozen=True, kw_only=True):
    """A KPI's figure for a team and the period that ends on ``day``; it rests on ``n`` cases."""

    kpi: str
    team: str
    day: date
    value: float
    n: int
    unit: str = ""

    @property
    def key(self) -> tuple[str, str, date]:
        return self.kpi, self.team, self.day


class KpiFault(Struct, frozen=True):
    """What is wrong in a row (counted in lines of the file, from 1) and column."""

    row: int
    column: str
    why: Words

    def __str__(self) -> str:
        return f"row {self.row}, column {self.column}: {self.why}"


class KpiRows(Struct, frozen=True, kw_only=True):
    """The good rows of a file. ``refused`` counts the others, whose first ``faults`` are told;
    ``blank`` those in which neither a value nor n is filled in yet."""

    rows: tuple[KpiRow, ...] = ()
    faults: tuple[KpiFault, ...] = ()
    refused: int = 0
    blank: int = 0


KpiKey = tuple[str, str, date]
KpiKnown = Mapping[KpiKey, tuple[float, int]]
"""Value and n of the figures that count, by KPI, team and day."""


class KpiCounts(Struct, frozen=True):
    """How many figures are new, correct one that is known, or say what is known."""

    new: int
    corrected: int
    known: int


def changes(row: KpiRow, known: KpiKnown) -> bool:
    """Whether the row says anything that is not known."""
    return known.get(row.key) != (row.value, row.n)


def counted(rows: Sequence[KpiRow], known: KpiKnown) -> KpiCounts:
    """What would come of these rows."""
    new = sum(row.key not in known for row in rows)
    changed = sum(changes(row, known) for row in rows)
    return KpiCounts(new, changed - new, len(rows) - changed)


class Kpi(Struct, frozen=True):
    """What the office knows of a KPI besides its figures."""

    unit: str = ""


class KpiImport(Struct, frozen=True):
    """A file that was taken in, and what it brought."""

    file: str
    new: int
    corrected: int


class KpiState(StrEnum):
    """What became of a figure."""

    COUNTS = "counts"
    CORRECTED = "corrected"
    UNDONE = "undone"


class KpiFigure(Struct, frozen=True, kw_only=True):
    """A figure as a file stated it; ``activity`` is the act that brought it."""

    team: str
    day: date
    value: float
    n: int
    file: str
    at: datetime
    by: str
    activity: int
    state: KpiState


class KpiStanding(Struct, frozen=True, kw_only=True):
    """A KPI's newest period up to today: the mean of its teams, each weighing what it counted.

    ``fresh`` of the ``teams`` have a figure of the last days; ``stale`` as on the board.
    """

    kpi: str
    day: date | None
    value: float | None
    n: int
    teams: int
    fresh: int
    stale: bool
    figures: int
    corrected: int
