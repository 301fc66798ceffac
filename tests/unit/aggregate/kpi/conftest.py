from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from keystep.aggregate.kpi.columns import guessed
from keystep.aggregate.kpi.files import read_sheet
from keystep.aggregate.kpi.rows import read_rows
from keystep.domain.kpi import KpiRows

Reader = Callable[[str | bytes], KpiRows]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kpis.csv"


@pytest.fixture
def read(file: Path) -> Reader:
    """Reads text as a KPI file, its columns as their names say."""

    def read_text(text: str | bytes) -> KpiRows:
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        sheet, _ = read_sheet(file)
        return read_rows(sheet, guessed(sheet.head))

    return read_text
