"""What hands do in the library."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextBrowser, QWidget

from keystep.domain.events import fact_of
from keystep.domain.facts import Kind
from keystep.gui.learn.library.overlay import SearchOverlay
from keystep.gui.learn.library.rows import Line
from keystep.gui.learn.player import Player
from keystep.gui.learn.window import LearnWindow
from keystep.services.station import Station
from tests.gui.learn.hands import focused, of_kind, page, press

LookUp = Callable[..., SearchOverlay]
CTRL = Qt.KeyboardModifier.ControlModifier


def ask(window: LearnWindow) -> None:
    """Ctrl+K, wherever the focus is."""
    hold(window, Qt.Key.Key_K)


def hold(window: LearnWindow, key: Qt.Key) -> None:
    """A key with Ctrl."""
    QTest.keyClick(focused(window), key, CTRL)
    QApplication.processEvents()


def search_of(window: LearnWindow) -> SearchOverlay:
    """The search that is open."""
    assert window.navigator is not None
    overlay = window.navigator.lookup.overlay
    assert overlay is not None
    return overlay


def is_searching(window: LearnWindow) -> bool:
    return window.navigator is not None and window.navigator.lookup.overlay is not None


def titles(overlay: SearchOverlay) -> list[str]:
    """The titles of the hits in the list."""
    return [row.hit.title for row in overlay.panel.hits.rows if isinstance(row, Line)]


def come_to(window: LearnWindow, title: str) -> None:
    """Down to the hit of this title."""
    hits = search_of(window).panel.hits
    for _ in hits.rows:
        hit = hits.hit()
        if hit is not None and hit.title == title:
            return
        press(window, Qt.Key.Key_Down)
    raise AssertionError(f"{title} is not there")


def facts(station: Station, kind: Kind) -> list[Any]:
    """What the station recorded of a kind, typed."""
    return [fact_of(event) for event in of_kind(station.store.events(), kind)]


def prose(widget: QWidget) -> str:
    """What the reading text on a widget says."""
    return "\n".join(part.toPlainText() for part in widget.findChildren(QTextBrowser))


def open_step(window: LearnWindow, pack: str, lesson: str, step: str) -> Player:
    assert window.navigator is not None
    window.navigator.open_lesson(pack, lesson, step)
    player = page(window)
    assert isinstance(player, Player)
    return player
