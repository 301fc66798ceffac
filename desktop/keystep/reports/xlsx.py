"""Sheets as one workbook: figures are numbers, days are dates, and nothing is a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from math import isfinite
from pathlib import Path
from typing import Any

from keystep.domain.sheet import Sheet, Value

PLAIN: dict[str, Any] = {
    # Words that begin like a formula, a number or a link stay words.
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    # Rows are written as they come, so that a long table takes no more memory than a short one.
    "constant_memory": True,
    "default_date_format": "yyyy-mm-dd",
}
LONGEST_CELL = 32_767
WIDEST, NARROWEST = 60, 9
FORMATS = {int: "#,##0", float: "#,##0.0##", date: "yyyy-mm-dd"}


def write_workbook(
    path: Path, sheets: Sequence[Sheet], about: Iterable[tuple[str, str]] = ()
) -> None:
    """Write ``sheets`` in their order, each with its heads frozen and a filter on every column.

    ``about`` are names and what they say, on a sheet in front. Raises OSError.
    """
    import xlsxwriter  # noqa: PLC0415 - slow to import, and rarely needed

    try:
        with xlsxwriter.Workbook(str(path), PLAIN) as book:
            if about:
                _write_about(book, about)
            for sheet in sheets:
                _write(book, sheet)
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OSError(str(error)) from error


def _write_about(book: Any, about: Iterable[tuple[str, str]]) -> None:
    page, strong = book.add_worksheet("About"), book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 100)
    for row, (name, says) in enumerate(about):
        page.write_string(row, 0, name, strong)
        page.write_string(row, 1, says[:LONGEST_CELL], wrapped)


def _write(book: Any, sheet: Sheet) -> None:
    page = book.add_worksheet(sheet.name)
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    formats = {kind: book.add_format({"num_format": shown}) for kind, shown in FORMATS.items()}
    for column, width in enumerate(_widths(sheet)):
        page.set_column(column, column, width)
    page.freeze_panes(1, 1)
    for column, text in enumerate(sheet.heads):
        page.write_string(0, column, text, head)
    for row, cells in enumerate(sheet.rows, start=1):
        for column, value in enumerate(cells):
            _write_cell(page, row, column, value, formats)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.heads) - 1)


def _write_cell(page: Any, row: int, column: int, value: Value, formats: dict[Any, Any]) -> None:
    if isinstance(value, str):
        page.write_string(row, column, value[:LONGEST_CELL])
    elif isinstance(value, date):
        # A day has no zone and no hour; the format has the file say so.
        at = datetime.combine(value, time())
        page.write_datetime(row, column, at, formats[date])
    elif value is not None and isfinite(value):
        page.write_number(row, column, value, formats[type(value)])


def _widths(sheet: Sheet) -> list[int]:
    """In letters: as wide as the widest cell, within limits."""
    longest = [max(map(len, head.split())) + 2 for head in sheet.heads]
    for cells in sheet.rows:
        for column, value in enumerate(cells):
            longest[column] = max(longest[column], len(str(value)) if value is not None else 0)
    return [min(max(width + 1, NARROWEST), WIDEST) for width in longest]
