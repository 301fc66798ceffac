"""CSV in UTF-8, divided by commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from keystep.aggregate.kpi.sheet import KpiSheet, Line, clipped, sheet_of
from keystep.errors import KpiFileRefused


def read_text_sheet(file: str, data: bytes) -> KpiSheet:
    """Where semicolons or tabs divide, a comma may stand in a number. Raises KpiFileRefused."""
    text = text_of(file, data)
    first = text.lstrip("\r\n").partition("\n")[0]
    between = next((sign for sign in ";\t" if sign in first), ",")
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    try:
        return sheet_of(file, _lines(lines), comma=between != ",")
    except csv.Error as error:
        raise KpiFileRefused(
            "{file} is not a CSV file: line {line}: {detail}. Nothing was imported. "
            "Look at the quotation marks there.",
            file=file,
            line=lines.line_num,
            detail=error,
        ) from error


def _lines(lines: Any) -> Iterator[Line]:
    """A row's number is the line of the file in which it begins, as an editor shows it."""
    first = 1
    for cells in lines:
        yield Line(first, clipped(cells))
        first = lines.line_num + 1


def text_of(file: str, data: bytes) -> str:
    """UTF-8, with a byte order mark or without. Raises KpiFileRefused."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise KpiFileRefused(
            "{file} is not UTF-8: byte {byte} fits no letter. Save it as UTF-8 and try again.",
            file=file,
            byte=error.start + 1,
        ) from error
