"""A KPI file, whatever it was saved as."""

from __future__ import annotations

import hashlib
from pathlib import Path

from keystep.aggregate.kpi.sheet import KpiSheet, bytes_of
from keystep.aggregate.kpi.text_sheet import read_text_sheet
from keystep.aggregate.kpi.workbook import read_workbook

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx")
_ZIP = b"PK\x03\x04"


def read_sheet(path: Path) -> tuple[KpiSheet, str]:
    """The table in a file of at most 16 MiB, and the SHA-256 (hexadecimal) of its bytes.

    What begins as a zip is a workbook, all else is text, whatever its name. Raises KpiFileRefused.
    """
    data = bytes_of(path)
    read = read_workbook if data.startswith(_ZIP) else read_text_sheet
    return read(path.name, data), hashlib.sha256(data).hexdigest()
