"""The rows of a table as KPI figures, each bad one with its faults by row and column."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from keystep.aggregate.kpi.cells import READINGS, Manner
from keystep.aggregate.kpi.sheet import Cell, KpiSheet, Line, said, shown
from keystep.domain.kpi import Field, KpiFault, KpiMapping, KpiRow, KpiRows
from keystep.domain.words import Words

MAX_SHOWN = 40
FAULTS_KEPT = 1_000
EMPTY = "nothing is given"
TWICE = "this KPI, team and date were given further up"
OTHER_UNIT = "“{found}”, but {kpi} is counted in “{unit}”"
NO_UNITS: Mapping[str, str] = MappingProxyType({})


def read_rows(sheet: KpiSheet, mapping: KpiMapping, units: Mapping[str, str] = NO_UNITS) -> KpiRows:
    """Nothing as long as the mapping lacks a field. ``units`` are those of known KPIs.

    A row in which neither a value nor n is given is a line of a template not filled in yet.
    """
    if mapping.missing:
        return KpiRows()
    reader = _Reader(sheet, mapping, units)
    for line in sheet.lines:
        reader.take(line)
    return reader.result()


class _Reader:
    """Takes line after line, and remembers what was given further up."""

    def __init__(self, sheet: KpiSheet, mapping: KpiMapping, units: Mapping[str, str]) -> None:
        self._head, self._mapping = sheet.head, mapping
        self._manner = Manner(sheet.comma, mapping.dates)
        self._units = {kpi: unit for kpi, unit in units.items() if unit}
        self._rows = dict[tuple[str, str, date], KpiRow]()
        self._faults = list[KpiFault]()
        self._refused = self._blank = 0

    def take(self, line: Line) -> None:
        if self._is_blank(line):
            self._blank += 1
            return
        row, faults = self._row(line)
        if row is None or faults:
            self._refused += 1
            self._faults += faults[: FAULTS_KEPT - len(self._faults)]
            return
        self._rows[row.key] = row
        if row.unit:
            self._units[row.kpi] = row.unit

    def result(self) -> KpiRows:
        rows, faults = tuple(self._rows.values()), tuple(self._faults)
        return KpiRows(rows=rows, faults=faults, refused=self._refused, blank=self._blank)

    def _is_blank(self, line: Line) -> bool:
        own = [field for field in (Field.VALUE, Field.N) if field in self._mapping.columns]
        return bool(own) and all(self._cell(line, field) == "" for field in own)

    def _row(self, line: Line) -> tuple[KpiRow | None, list[KpiFault]]:
        """The row, or what is wrong with each of its cells."""
        found, faults = dict[str, Any](), list[KpiFault]()
        for field, reading in READINGS.items():
            cell = self._cell(line, field)
            if field is Field.UNIT and cell == "":
                continue
            found[field] = reading.read(cell, self._manner)
            if found[field] is None:
                faults.append(self._fault(line, field, reading.fault if cell != "" else EMPTY))
        if faults:
            return None, faults
        row = KpiRow(day=found.pop(Field.DATE), **found)
        return row, self._clashes(line, row)

    def _clashes(self, line: Line, row: KpiRow) -> list[KpiFault]:
        """What does not go with what is known, and with the rows further up."""
        unit = self._units.get(row.kpi, row.unit)
        if row.unit and row.unit != unit:
            values = {"kpi": shown(row.kpi, MAX_SHOWN), "unit": shown(unit, MAX_SHOWN)}
            return [self._fault(line, Field.UNIT, OTHER_UNIT, **values)]
        return [self._fault(line, Field.DATE, TWICE)] if row.key in self._rows else []

    def _fault(self, line: Line, field: Field, why: str, **values: str | int) -> KpiFault:
        found = shown(said(self._cell(line, field)), MAX_SHOWN)
        told = {"found": found, "example": self._mapping.dates.value, **values}
        place = self._mapping.columns.get(field)
        column = field.value if place is None else self._head[place]
        return KpiFault(line.number, column, Words(why, told))

    def _cell(self, line: Line, field: Field) -> Cell:
        place = self._mapping.columns.get(field)
        if place is None:
            return self._mapping.fixed.get(field, "").strip()
        return line.cells[place] if place < len(line.cells) else ""
