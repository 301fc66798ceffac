"""The Qt binding itself: what docs/adr/0008 tells of."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


def test_the_binding_keeps_its_references_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(200):
        label.setText("")
    assert sys.getrefcount(None) > before - 100
