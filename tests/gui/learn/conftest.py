"""The learn face on a real station in a folder of its own, led by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLoggingCategory, QThreadPool
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keystep import paths, settings
from keystep.domain.ports import Learner
from keystep.gui import motion, theme
from keystep.gui.learn.navigator import Navigator
from keystep.gui.learn.opening import Opened
from keystep.gui.learn.window import LearnWindow
from keystep.services.station import Station
from tests.fakes import FakeClock
from tests.gui.learn.fingers import Fingers
from tests.gui.learn.screens import every_screen
from tests.homes import indexed, stock, unchanged

Open = Callable[..., LearnWindow]
Tour = Callable[..., tuple[LearnWindow, Iterator[str]]]


@pytest.fixture(autouse=True)
def appearance(qapp: QApplication) -> Iterator[theme.Appearance]:
    """Light, at 100 %, without motion; what libraries a film lacks here is not our news."""
    QLoggingCategory.setFilterRules("qt.multimedia*=false")
    worn = theme.Appearance(qapp, "light", less_motion=True)
    yield worn
    worn.deleteLater()
    theme.apply(qapp, theme.LIGHT)
    motion.set_reduced(qapp, False)


@pytest.fixture(scope="session")
def shipped(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """With the index of what is on the shelf: every window makes it that finds none."""
    home = stock(tmp_path_factory.mktemp("indexed"), shipped)
    with unchanged(indexed(home, paths.lessons())):
        yield home


@pytest.fixture(scope="session")
def touch_screen(qapp: QApplication) -> QPointingDevice:
    return QTest.createTouchDevice()


@pytest.fixture
def fingers(touch_screen: QPointingDevice) -> Fingers:
    return Fingers(touch_screen)


@pytest.fixture
def open_window(qtbot: QtBot, appearance: theme.Appearance, held: ExitStack) -> Iterator[Open]:
    """Opens the face on a station and waits until it is ready; closed before what is ``held``, and
    gone before the theme is put back, which dresses all that there is."""
    opened: list[LearnWindow] = []

    def open_one(station: Station, width: int = 1366, height: int = 768) -> LearnWindow:
        ready = Opened(station, station.close, Navigator)
        window = LearnWindow(station.home, appearance, lambda _home: ready)
        opened.append(window)
        window.resize(width, height)
        with qtbot.waitSignal(window.ready):
            window.show()
        with qtbot.waitActive(window):
            window.activateWindow()
        return window

    yield open_one
    QThreadPool.globalInstance().waitForDone()
    for window in opened:
        window.close()
        window.release()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def window(open_window: Open, station: Station, amara: Learner) -> LearnWindow:
    """Amara's window, on Today."""
    settings.save(station.home, settings.Settings(learner=amara.id))
    return open_window(station)


@pytest.fixture
def tour(station: Station, amara: Learner, clock: FakeClock, open_window: Open) -> Tour:
    """Opens Amara's window in a size and leads through every screen."""
    settings.save(station.home, settings.Settings(learner=amara.id))

    def start(width: int = 1366, height: int = 768) -> tuple[LearnWindow, Iterator[str]]:
        window = open_window(station, width, height)
        return window, every_screen(window, station, amara.id, clock)

    return start
