"""Cards that are timed anew behind the learner's back, which says so."""

from __future__ import annotations

from threading import Event

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keystep import settings
from keystep.domain.ports import Learner
from keystep.domain.progress import Tuning
from keystep.gui.learn import sitting
from keystep.gui.learn.places import TODAY
from keystep.gui.learn.window import LearnWindow
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.tuning import Tuned, retune
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
    monkeypatch.setattr(sitting, "TUNES_AFTER_MS", 0)
    return station


def test_who_has_reviewed_enough_is_told_that_cards_come_back_otherwise(
    open_window: Open, practised: Station, amara: Learner, qtbot: QtBot
) -> None:
    window = open_window(practised)
    qtbot.waitUntil(lambda: says(window, "timed by your own"))
    assert practised.store.find(Tuning, amara.id) is not None
    somebody_else_sits_down(window, practised)
    assert not says(window, "timed by your own")


def somebody_else_sits_down(window: LearnWindow, station: Station) -> None:
    settings.save(station.home, settings.Settings(learner=register(station, "Jonas", "").id))
    window.place_chosen.emit(TODAY)


def test_whoever_sits_here_by_then_is_not_told(
    open_window: Open,
    practised: Station,
    amara: Learner,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Somebody else sat down while it was fitted."""
    begun, sits = Event(), Event()

    def retune_slowly(station: Station, learner: str) -> Tuned | None:
        begun.set()
        sits.wait(10)
        return retune(station, learner)

    monkeypatch.setattr(sitting, "retune", retune_slowly)
    window = open_window(practised)
    qtbot.waitUntil(begun.is_set)
    somebody_else_sits_down(window, practised)
    sits.set()
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()
    assert practised.store.find(Tuning, amara.id) is not None
    assert not says(window, "timed by your own")
