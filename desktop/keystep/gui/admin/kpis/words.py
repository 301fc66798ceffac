"""KPI figures, and what came of a file, in the person's language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from keystep.domain.events import Instant
from keystep.domain.kpi import Field, KpiCounts, KpiRows, KpiState
from keystep.gui.admin.table.columns import Cell
from keystep.gui.i18n import isolate, mark, number, tr, trn, with_unit

EXACT = 6
FIELDS = {
    Field.KPI: mark("KPI"),
    Field.TEAM: mark("Team"),
    Field.DATE: mark("Date"),
    Field.VALUE: mark("Value"),
    Field.N: mark("Cases"),
    Field.UNIT: mark("Unit"),
}
STATES = {
    KpiState.COUNTS: mark("Counts"),
    KpiState.CORRECTED: mark("Corrected since"),
    KpiState.UNDONE: mark("Import undone"),
}
GLYPHS = {KpiState.COUNTS: "right", KpiState.CORRECTED: "left_out", KpiState.UNDONE: "left_out"}
PARTS: tuple[tuple[Callable[[KpiCounts, KpiRows], int], str, str], ...] = (
    (lambda counts, _read: counts.new, mark("1 new"), mark("{n} new")),
    (lambda counts, _read: counts.corrected, mark("1 corrected"), mark("{n} corrected")),
    (lambda counts, _read: counts.known, mark("1 known already"), mark("{n} known already")),
    (lambda _counts, read: read.refused, mark("1 left out"), mark("{n} left out")),
    (lambda _counts, read: read.blank, mark("1 not filled in"), mark("{n} not filled in")),
)


def counts_of(counts: KpiCounts, read: KpiRows) -> str:
    """ "12 new · 1 corrected · 2 left out"."""
    told = [(count(counts, read), one, many) for count, one, many in PARTS]
    return " · ".join(trn(one, many, n) for n, one, many in told if n)


def value_cell(value: float, unit: str) -> Cell:
    """A figure as it was stated: a correction may be small."""
    return Cell(isolate(with_unit(value, unit, EXACT)), value)


def day_cell(day: date) -> Cell:
    """As it stands in files: a year must be seen where figures of several lie below each other."""
    return Cell(isolate(day.isoformat()), day)


def count_cell(count: int) -> Cell:
    return Cell(isolate(number(count)), count)


def newest_day(day: date, now: Instant) -> str:
    """ "today", else the day."""
    return tr("today") if day == now.local.date() else isolate(day.isoformat())
