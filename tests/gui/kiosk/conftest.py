"""A real kiosk in a folder of its own, touched by fingers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keystep import settings
from keystep.domain.ports import Learner
from keystep.gui import fonts, motion, theme
from keystep.gui.confined import confine
from keystep.gui.kiosk.navigator import Navigator
from keystep.gui.kiosk.opening import Opened
from keystep.gui.kiosk.window import KioskWindow
from keystep.services.kiosk import signing_in
from keystep.services.kiosk.signing_in import ADMIN, Way, choose
from keystep.services.roster import register
from keystep.services.station import Station
from tests.conftest import QUICK

PIN, CARE_PIN = "4711", "90210"
NAME = "Zuleika Quarrington"
OpenKiosk = Callable[..., KioskWindow]


@pytest.fixture(autouse=True)
def appearance(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[theme.Appearance]:
    """Light and without motion, and PINs that take no time; afterwards as for any other face."""
    monkeypatch.setattr(signing_in, "COST", QUICK)
    fonts.install()
    worn = theme.Appearance(qapp, "light", less_motion=True)
    yield worn
    worn.deleteLater()
    confine(confined=False)
    theme.apply(qapp, theme.LIGHT)
    motion.set_reduced(qapp, False)


@pytest.fixture
def zuleika(station: Station) -> Learner:
    """Somebody with a name like nothing else on a screen."""
    learner = register(station, NAME, "Packing")
    choose(station, learner.id, Way.PIN, PIN)
    return learner


@pytest.fixture
def open_kiosk(
    qtbot: QtBot, appearance: theme.Appearance, held: ExitStack, tmp_path: Path
) -> Iterator[OpenKiosk]:
    """Opens the kiosk of a station that is set up, and waits until somebody may touch it; closed
    before what is ``held``, and while its folder is there."""
    opened: list[KioskWindow] = []

    def open_one(station: Station, **rules: object) -> KioskWindow:
        choose(station, ADMIN, Way.PIN, CARE_PIN)
        kept = settings.KioskRules(**rules)  # type: ignore[arg-type]
        settings.change(station.home, kiosk=True, station="Hall 3", kiosk_rules=kept)
        ready = Opened(station, station.close, Navigator)
        window = KioskWindow(station.home, appearance, lambda _home: ready)
        opened.append(window)
        window.resize(1366, 768)
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


@pytest.fixture
def kiosk(open_kiosk: OpenKiosk, station: Station, zuleika: Learner) -> KioskWindow:
    return open_kiosk(station)
