"""Cards that are timed anew behind the learner's back, which says so."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from keystep import settings
from keystep.domain.ports import Learner
from keystep.domain.progress import Tuning
from keystep.gui.learn import navigator
from keystep.services.station import Station
from tests.fakes import FakeClock
from tests.gui.learn.conftest import Open
from tests.gui.learn.hands import says
from tests.unit.services.test_tuning import live


@pytest.fixture
def practised(
    station: Station, amara: Learner, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> Station:
    """Amara forgets far faster than people on average do, and has reviewed enough to show it."""
    live(station, amara, clock, range(100), 1.5)
    settings.save(station.home, settings.Settings(learner=amara.id))
    monkeypatch.setattr(navigator, "TUNES_AFTER_MS", 0)
    return station


def test_who_has_reviewed_enough_is_told_that_cards_come_back_otherwise(
    open_window: Open, practised: Station, amara: Learner, qtbot: QtBot
) -> None:
    window = open_window(practised)
    qtbot.waitUntil(lambda: says(window, "timed by your own"))
    assert practised.store.find(Tuning, amara.id) is not None
