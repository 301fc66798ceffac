from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from keystep.aggregate import Aggregate
from tests.unit.aggregate.builders import url_of
from tests.unit.aggregate.dump import emptied


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Aggregate]:
    with Aggregate.open(url_of(tmp_path / "office.sqlite")) as opened:
        yield opened


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Aggregate]:
    """An office that knows nothing yet, once on each database."""
    in_file = request.param == "sqlite"
    url = url_of(tmp_path / "either.sqlite") if in_file else request.getfixturevalue("postgres")
    with Aggregate.open(url) as opened:
        yield opened if in_file else emptied(opened)
