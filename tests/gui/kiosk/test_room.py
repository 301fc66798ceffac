"""How a kiosk's screen is shared out."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keystep.gui.kiosk.window import KioskWindow
from tests.gui.kiosk.hands import lead, sign_in, touch


@pytest.mark.parametrize("width", [1366, 1920, 2560, 3840])
def test_every_screen_of_a_shape_is_shared_out_alike(kiosk: KioskWindow, width: int) -> None:
    kiosk.resize(width, width * 9 // 16)
    QApplication.processEvents()
    worn = kiosk.layout_class
    assert worn.name == "normal"
    assert worn.side / width == pytest.approx(352 / 1366, rel=0.01)
    assert kiosk.rail.width() / width == pytest.approx(0.2, rel=0.02)


def test_who_writes_sees_what_is_found_and_filters_it_afterwards(
    kiosk: KioskWindow, qtbot: QtBot
) -> None:
    session = sign_in(kiosk, qtbot)
    session.sitting.look_up("customer")
    overlay = lead(kiosk).lookup.overlay
    assert overlay is not None
    panel = overlay.panel
    qtbot.waitUntil(lambda: panel.is_answered and bool(panel.hits.hit()))
    around = [panel.strip, panel.foot]
    assert [part.isVisible() for part in around] == [False, False]
    touch(kiosk, "Done")
    qtbot.waitUntil(lambda: [part.isVisible() for part in around] == [True, True])
