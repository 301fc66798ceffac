"""KPI files: CSV with the columns kpi, team, date, value and n, in any order."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from keystep.domain.words import Words
from keystep.errors import KpiFileRefused

MAX_BYTES = 16 << 20
MAX_TEXT = 200
MAX_SHOWN = 40
FAULTS_TOLD = 10
EMPTY = "nothing is given"
TWICE = "this KPI, team and date were given further up"
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_COUNT = re.compile(r"\d{1,12}", re.ASCII)
_NUMBER = {
    ",": re.compile(r"[+-]?\d{1,18}(\.\d{1,18})?", re.ASCII),
    ";": re.compile(r"[+-]?\d{1,18}([.,]\d{1,18})?", re.ASCII),
}


class KpiRow(Struct, frozen=True, kw_only=True):
    """A KPI's figure for a team and the period that ends on ``day``; it rests on ``n`` cases."""

    kpi: str
    team: str
    day: date
    value: float
    n: int

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


class KpiRows(Struct, frozen=True):
    """The good rows of a file, and what is wrong with the others."""

    rows: tuple[KpiRow, ...]
    faults: tuple[KpiFault, ...]


def read_kpi_csv(path: Path) -> KpiRows:
    """Read a KPI file: UTF-8, with commas, or with semicolons and then decimal commas as well.

    Further columns are ignored. Raises KpiFileRefused when the columns are wrong or no row is good.
    """
    text = text_of(path, MAX_BYTES)
    separator = ";" if text.partition("\n")[0].count(";") else ","
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        columns = _columns(path, next(lines, []))
        read = _rows(lines, columns, separator)
    except csv.Error as error:
        raise KpiFileRefused(
            "{file} is not a CSV file: line {line}: {detail}. Nothing was imported. "
            "Look at the quotation marks there.",
            file=path.name,
            line=lines.line_num,
            detail=error,
        ) from error
    if read.faults and not read.rows:
        raise KpiFileRefused(
            "Nothing in {file} can be read; nothing was imported. Mend this, then "
            "try again:\n{faults}",
            file=path.name,
            faults=listed([str(fault) for fault in read.faults]),
        )
    return read


def listed(faults: Sequence[str]) -> str:
    """The first ten faults, a line each, and how many more there are."""
    more = len(faults) - FAULTS_TOLD
    told = [_shown(fault, MAX_TEXT) for fault in faults[:FAULTS_TOLD]]
    return "\n".join([*told, *([f"and {more} more"] if more > 0 else [])])


def text_of(path: Path, most: int) -> str:
    """A UTF-8 file of at most ``most`` bytes. Raises KpiFileRefused."""
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise KpiFileRefused(
            "{file} cannot be read ({detail}). Check that it is there and that you may read it.",
            file=str(path),
            detail=error.strerror or error,
        ) from error
    if len(data) > most:
        raise KpiFileRefused(
            "{file} is larger than {most} MiB. Split it.", file=path.name, most=most >> 20
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise KpiFileRefused(
            "{file} is not UTF-8: byte {byte} fits no letter. Save it as UTF-8 and try again.",
            file=path.name,
            byte=error.start + 1,
        ) from error


def _columns(path: Path, header: Sequence[str]) -> dict[str, int]:
    names = [name.strip().lower() for name in header]
    if any(names.count(name) != 1 for name in _COLUMNS):
        raise KpiFileRefused(
            "{file} has the columns {found}, but needs each of {wanted} once. "
            "Nothing was imported. Name the columns in its first line.",
            file=path.name,
            found=_shown(", ".join(names), MAX_TEXT) or "(none)",
            wanted=", ".join(_COLUMNS),
        )
    return {name: names.index(name) for name in _COLUMNS}


def _rows(lines: Any, columns: dict[str, int], separator: str) -> KpiRows:
    rows, faults = dict[tuple[str, str, date], KpiRow](), list[KpiFault]()
    first = lines.line_num + 1
    for cells in lines:
        if any(cell.strip() for cell in cells):
            row, wrong = _row(first, cells, columns, separator)
            faults += wrong
            if row and row.key in rows:
                faults.append(KpiFault(first, "date", Words(TWICE)))
            elif row:
                rows[row.key] = row
        first = lines.line_num + 1
    return KpiRows(tuple(rows.values()), tuple(faults))


def _row(
    number: int, cells: Sequence[str], columns: dict[str, int], separator: str
) -> tuple[KpiRow | None, list[KpiFault]]:
    """The row, or what is wrong with each of its cells."""
    found, faults = dict[str, Any](), list[KpiFault]()
    for name, column in _COLUMNS.items():
        place = columns[name]
        cell = cells[place].strip() if place < len(cells) else ""
        value = column.read(cell, separator)
        if value is None:
            words = Words(column.fault if cell else EMPTY, {"found": _shown(cell, MAX_SHOWN)})
            faults.append(KpiFault(number, name, words))
        found[name] = value
    if faults:
        return None, faults
    day = found.pop("date")
    return KpiRow(day=day, **found), []


def _shown(text: str, most: int) -> str:
    """As much of it as can be told on a screen and a terminal."""
    return "".join(
        letter if letter.isprintable() or letter == "\t" else "?" for letter in text[:most]
    )


def _name(cell: str, _separator: str) -> str | None:
    return cell if cell.isprintable() and 0 < len(cell) <= MAX_TEXT else None


def _day(cell: str, _separator: str) -> date | None:
    try:
        return date.fromisoformat(cell) if _DATE.fullmatch(cell) else None
    except ValueError:
        return None


def _number(cell: str, separator: str) -> float | None:
    return float(cell.replace(",", ".")) if _NUMBER[separator].fullmatch(cell) else None


def _count(cell: str, _separator: str) -> int | None:
    return (int(cell) or None) if _COUNT.fullmatch(cell) else None


@dataclass(frozen=True)
class _Column:
    """How a cell is read (from its text and the file's separator; None if it cannot be)."""

    read: Callable[[str, str], object | None]
    fault: str


_COLUMNS = {
    "kpi": _Column(_name, "“{found}” is no name of a KPI"),
    "team": _Column(_name, "“{found}” is no name of a team"),
    "date": _Column(_day, "“{found}” is not a date like 2027-03-31"),
    "value": _Column(_number, "“{found}” is not a number like 17.9, without separators"),
    "n": _Column(_count, "“{found}” is not a whole number above 0"),
}
