"""Workbooks, made by another library than the one that reads them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from defusedxml import EntitiesForbidden

from keystep.aggregate.kpi.columns import guessed
from keystep.aggregate.kpi.files import read_sheet
from keystep.aggregate.kpi.rows import read_rows
from keystep.domain.kpi import KpiRow, KpiRows
from keystep.errors import KpiFileRefused

DAY = date(2027, 1, 8)
HEADS = ("KPI", "Team", "Date", "Value", "n")
SHEET = "xl/worksheets/sheet1.xml"


def workbook(fill: Callable[[Any, Any], object]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet("January")
        page.write_row(0, 0, HEADS)
        fill(book, page)
        book.add_worksheet("Notes").write(0, 0, "not read")
    return buffer.getvalue()


def with_part(data: bytes, name: str, text: bytes) -> bytes:
    """The same workbook with another part in place of one."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", 8) as new:
        for part in old.namelist():
            new.writestr(part, text if part == name else old.read(part))
    return buffer.getvalue()


def read(tmp_path: Path, data: bytes) -> KpiRows:
    path = tmp_path / "kpis.xlsx"
    path.write_bytes(data)
    sheet, _ = read_sheet(path)
    return read_rows(sheet, guessed(sheet.head))


def plain(book: Any, page: Any) -> None:
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    page.write_row(1, 0, ("calls", "North"))
    page.write_datetime(1, 2, DAY, day)
    page.write_row(1, 3, (17.9, 412))


PLAIN = workbook(plain)


def test_real_numbers_and_dates_are_taken_as_they_are(tmp_path: Path) -> None:
    row = KpiRow(kpi="calls", team="North", day=DAY, value=17.9, n=412)
    assert read(tmp_path, PLAIN) == KpiRows(rows=(row,))


def test_formulas_count_with_their_last_result_and_per_cent_as_shown(tmp_path: Path) -> None:
    def fill(book: Any, page: Any) -> None:
        page.write_row(1, 0, ("solved", 7, "2027-01-08"))
        page.write_formula(1, 3, "=B2/10", book.add_format({"num_format": "0.0%"}), 0.676)
        page.write_formula(1, 4, "=SUM(A1:A9)", None, 40)

    (row,) = read(tmp_path, workbook(fill)).rows
    assert (row.team, row.day, row.value, row.n) == ("7", DAY, 67.6, 40)


def test_a_bad_cell_is_named_by_its_row_in_the_sheet_and_its_column(tmp_path: Path) -> None:
    def fill(book: Any, page: Any) -> None:
        plain(book, page)
        page.write_row(4, 0, ("calls", "South", 46030, "17,9", 1.5))
        page.write_row(5, 0, ("calls", "West", "2027-01-08", True, -1))
        page.write_row(6, 0, ("calls", "East", "2027-01-08"))
        page.write_formula(6, 3, "=1/0", None, "#DIV/0!")

    told = read(tmp_path, workbook(fill))
    assert len(told.rows) == 1
    assert [(fault.row, fault.column) for fault in told.faults] == [
        *((5, column) for column in ("Date", "Value", "n")),
        *((6, column) for column in ("Value", "n")),
        *((7, column) for column in ("Value", "n")),
    ]
    assert "#DIV/0!" in str(told.faults[5])


def test_a_row_far_down_is_not_lost_in_silence(tmp_path: Path) -> None:
    def fill(_book: Any, page: Any) -> None:
        page.write(1_000_000, 0, "calls")

    with pytest.raises(KpiFileRefused, match="more than 200,000 rows"):
        read(tmp_path, workbook(fill))


ENTITY = (
    b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "&x;&x;">]>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<sheetData><row r="1"><c t="inlineStr"><is><t>&x;</t></is></c></row></sheetData></worksheet>'
)


def test_no_entity_is_followed(tmp_path: Path) -> None:
    with pytest.raises(KpiFileRefused, match="not a workbook") as caught:
        read(tmp_path, with_part(PLAIN, SHEET, ENTITY))
    assert caught.value.__cause__ is not None
    assert isinstance(caught.value.__cause__.__cause__, EntitiesForbidden)


OPENING = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
)
EMPTY_ROWS = OPENING + b"<row/>" * 4_000_001
ONE_ROW = OPENING + b"<row>" + b"<c/>" * 100_001


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (with_part(PLAIN, SHEET, EMPTY_ROWS), "too large when unpacked"),
        (with_part(PLAIN, SHEET, ONE_ROW), "too large when unpacked"),
        (with_part(PLAIN, "docProps/app.xml", b" " * (65 << 20)), "too large when unpacked"),
        (with_part(PLAIN, SHEET, b"<worksheet>"), "not a workbook"),
        (with_part(PLAIN, "[Content_Types].xml", b"{}"), "not a workbook"),
        (PLAIN[:-30], "not a workbook"),
        (PLAIN.replace(b"PK\x01\x02", b"PK\x01\x09"), "not a workbook"),
    ],
    ids=["tags", "row", "size", "open tag", "no parts", "cut off", "no directory"],
)
def test_what_is_hostile_or_damaged_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(KpiFileRefused, match=words):
        read(tmp_path, data)
