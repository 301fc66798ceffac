"""Workbooks of KPI figures: the zip itself, and each of its parts within a sound one."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import xlsxwriter

from keystep.errors import KpiFileRefused
from tests.faults.fuzzing import Target
from tests.faults.mutations import text_seed
from tests.faults.pack_parsers import read_kpis
from tests.faults.zip_parsers import zip_seed

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
STYLES, BOOK = "xl/styles.xml", "xl/workbook.xml"
ROOTS = {b"<worksheet": SHEET, b"<sst": STRINGS, b"<styleSheet": STYLES, b"<workbook": BOOK}


def workbook(folder: Path) -> Target:
    """What is not a zip takes the place of the part whose root it has."""
    parts, path = _parts(), folder / "kpis.xlsx"

    def attempt(data: bytes) -> None:
        path.write_bytes(data if data.startswith(b"PK") else _zipped(_with(parts, data)))
        read_kpis(path)

    inside = [text_seed(parts[name]) for name in ROOTS.values()]
    return Target([zip_seed(parts, 8), *inside], attempt, KpiFileRefused)


def _with(parts: dict[str, bytes], data: bytes) -> dict[str, bytes]:
    part = next((name for root, name in ROOTS.items() if root in data), SHEET)
    return {**parts, part: data}


def _zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _parts() -> dict[str, bytes]:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ("kpi", "team", "date", "value", "n", "unit"))
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        share = book.add_format({"num_format": "0.0%"})
        for row, team in enumerate(("Desk North", "Hall 7"), 1):
            page.write_row(row, 0, ("solved", team))
            page.write_datetime(row, 2, date(2027, 3, 31), day)
            page.write_number(row, 3, 0.676, share)
            page.write_formula(row, 4, "=20+20", None, 40)
    with zipfile.ZipFile(buffer) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
