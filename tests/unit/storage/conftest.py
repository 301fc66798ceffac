from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from keystep.storage.engine import Journal
from keystep.storage.event_store import SqliteEventStore
from tests.unit.storage.builders import opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "station.sqlite"


@pytest.fixture(params=Journal)
def store(path: Path, request: pytest.FixtureRequest) -> Iterator[SqliteEventStore]:
    """An empty store, once in each journal mode."""
    store = opened(path, request.param)
    yield store
    store.close()
