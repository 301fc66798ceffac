"""A kiosk with people who learn at it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from keystep.domain.ports import Learner
from keystep.services.kiosk.seating import Seat, sit_down
from keystep.services.roster import register
from keystep.services.station import Station
from tests import kiosks
from tests.fakes import FakeClock


@pytest.fixture
def kiosk(tmp_path: Path, clock: FakeClock) -> Iterator[Station]:
    opened = kiosks.open_kiosk(tmp_path / "kiosk", clock)
    yield opened
    opened.close()


@pytest.fixture
def ada(kiosk: Station) -> Learner:
    return register(kiosk, "Ada Osei", "Hall 7")


@pytest.fixture
def ben(kiosk: Station) -> Learner:
    return register(kiosk, "Ben Kipp", "Hall 7")


@pytest.fixture
def seat(kiosk: Station, ada: Learner) -> Seat:
    return sit_down(kiosk, ada)
