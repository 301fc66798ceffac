from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from keystep.aggregate import Aggregate
from tests.unit.aggregate.builders import url_of


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Aggregate]:
    with Aggregate.open(url_of(tmp_path / "office.sqlite")) as opened:
        yield opened
