"""The first worksheet of a workbook (XLSX): real numbers and dates, formulas by their last result.

Nothing in it is run, and no entity of its XML is followed (defusedxml).
"""

from __future__ import annotations

import io
import math
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from keystep.aggregate.kpi.sheet import (
    MAX_COLUMNS,
    MAX_TEXT,
    Cell,
    KpiSheet,
    numbered,
    sheet_of,
)
from keystep.errors import KpiFileRefused

MAX_SIZE = 64 << 20
MAX_TAGS = 4_000_000
MOST_TOGETHER = 100_000
"""Tags that may follow each other without another row or text beginning."""
_APART = re.compile(rb"<(?:\w+:)?(?:row|si)\b")


def read_workbook(file: str, data: bytes) -> KpiSheet:
    """Raises KpiFileRefused for what is no workbook, or one that is too large when unpacked."""
    try:
        _refuse_heavy(file, data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of what it leaves out
            return _read(file, data)
    except KpiFileRefused:
        raise
    except Exception as error:
        # openpyxl trusts what it reads: anything at all comes out of a damaged workbook
        raise KpiFileRefused(
            "{file} is not a workbook that can be read. Nothing was imported. Open it "
            "in a spreadsheet program and save it as .xlsx, or as CSV in UTF-8.",
            file=file,
        ) from error


def _read(file: str, data: bytes) -> KpiSheet:
    import openpyxl  # noqa: PLC0415 - slow to import, and rarely needed

    book = openpyxl.load_workbook(
        io.BytesIO(data), read_only=True, data_only=True, keep_links=False
    )
    try:
        if not book.worksheets:
            raise KpiFileRefused(
                "{file} has no worksheet. Nothing was imported; choose another file.", file=file
            )
        first = book.worksheets[0]
        first.reset_dimensions()
        return sheet_of(file, numbered(_rows(first)), name=str(first.title))
    finally:
        book.close()


def _rows(worksheet: Any) -> Iterator[tuple[Cell, ...]]:
    """No wider than the head: a cell far to the right would have every row filled up to it."""
    wide = map(_cells, worksheet.iter_rows(max_col=MAX_COLUMNS))
    width = next((len(cells) for cells in map(_trimmed, wide) if cells), 1)
    return map(_cells, worksheet.iter_rows(max_col=width))


def _cells(row: Sequence[Any]) -> tuple[Cell, ...]:
    return tuple(map(_cell, row))


def _trimmed(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    last = next((place for place in range(len(cells), 0, -1) if cells[place - 1] != ""), 0)
    return cells[:last]


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _number(float(value), cell.number_format)
    return str(value)[: MAX_TEXT + 1].strip()


def _number(value: float, form: str) -> Cell:
    """In per cent where the sheet shows it so: the 0.676 of a cell that reads 67.6 % is 67.6."""
    if not math.isfinite(value):
        return str(value)
    return round(value * 100, 12) if "%" in form else value


def _refuse_heavy(file: str, data: bytes) -> None:
    """Every part is unpacked once, so that what it says of its size need not be believed.

    Tags are counted because each becomes an object in memory, a row's all at once.
    """
    size = tags = 0
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for part in parts.infolist():
            with parts.open(part) as stream:
                text = stream.read(MAX_SIZE - size + 1)
            size, tags = size + len(text), tags + text.count(b"<")
            heavy = size > MAX_SIZE or tags > MAX_TAGS
            if heavy or any(one.count(b"<") > MOST_TOGETHER for one in _APART.split(text)):
                raise KpiFileRefused(
                    "{file} is too large when unpacked. Nothing was imported. Split it.",
                    file=file,
                )
