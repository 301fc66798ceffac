"""A window on a small pack that is searched in, with the index that a station makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keystep import paths
from keystep.gui.learn.library.overlay import SearchOverlay
from keystep.gui.learn.window import LearnWindow
from keystep.services.packs import install_shipped
from tests.gui.learn.library.hands import LookUp, ask, search_of
from tests.homes import indexed, unchanged

PACKS = Path(__file__).parent / "pack"


@pytest.fixture(autouse=True)
def only_these(monkeypatch: pytest.MonkeyPatch) -> None:
    """No other pack ships."""
    monkeypatch.setattr(paths, "lessons", lambda: PACKS)


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home with the small pack, whose index was made once for the whole run."""
    home = tmp_path_factory.mktemp("line")
    install_shipped(home, PACKS, paths.resources() / "schemas")
    with unchanged(indexed(home, PACKS)):
        yield home


@pytest.fixture
def look_up(qtbot: QtBot) -> LookUp:
    """Presses Ctrl+K, writes, and waits for the answer."""

    def look(window: LearnWindow, words: str = "") -> SearchOverlay:
        navigator = window.navigator
        qtbot.waitUntil(lambda: navigator is not None and navigator.lookup.is_ready)
        ask(window)
        overlay = search_of(window)
        QTest.keyClicks(overlay.panel.line, words)
        qtbot.waitUntil(lambda: overlay.panel.is_answered)
        QApplication.processEvents()
        return overlay

    return look
