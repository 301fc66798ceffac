"""What a table shows, as files and as what is copied; no cell of it is run by a spreadsheet."""

from __future__ import annotations

import csv
import re
from datetime import date
from io import StringIO
from pathlib import Path

from keystep.content.csv_cells import defused
from keystep.disk import chosen_file
from keystep.domain.sheet import Sheet, Value

_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
_DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BREAKS = re.compile(r"[\t\r\n]+")


def csv_of(sheet: Sheet) -> str:
    """RFC 4180, with a mark in front by which spreadsheets know UTF-8."""
    file = StringIO(newline="")
    file.write(_MARK)
    csv.writer(file).writerows(_lines(sheet))
    return file.getvalue()


def tsv_of(sheet: Sheet) -> str:
    """Lines of cells apart by tabs, as spreadsheets take them from the clipboard."""
    return "".join("\t".join(line) + "\n" for line in _lines(sheet))


def save_csv(path: Path, sheet: Sheet) -> None:
    """Write the file whole or not at all. Raises NotSaved."""
    with chosen_file(path) as partial:
        partial.write_text(csv_of(sheet), encoding="utf-8", newline="")


def _lines(sheet: Sheet) -> list[list[str]]:
    return [[_written(cell) for cell in line] for line in (sheet.heads, *sheet.rows)]


def _written(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return defused(_BREAKS.sub(" ", _DIRECTIONS.sub("", value)).strip())
    return repr(value)
