"""What must be so once somebody has gone."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication

from keystep.domain.facts import Kind
from keystep.gui.kiosk.window import KioskWindow
from keystep.services.station import Station
from tests.soak.hands import texts
from tests.soak.place import Somebody


def left_over(who: Somebody) -> Iterator[str]:
    """Where somebody can still be read of: widgets, hidden ones too, and the clipboard."""
    for widget in QApplication.allWidgets():
        for text in texts(widget):
            if any(name in text for name in who.names):
                yield f"{type(widget).__name__} still says “{text[:80]}”"
    clipboard = QApplication.clipboard()
    if clipboard.text(QClipboard.Mode.Clipboard):
        yield "something is left on the clipboard"


def lies_over(window: KioskWindow) -> Iterator[str]:
    """What covers the screen that invites, so that nobody can wake it."""
    page = window.navigator.page if window.navigator is not None else None
    if page is not None:
        on_top = window.childAt(page.mapTo(window, page.rect().center()))
        while on_top is not None and on_top.parentWidget() not in {None, window, page}:
            on_top = on_top.parentWidget()
        if on_top is not None and not (page.isAncestorOf(on_top) or on_top.isAncestorOf(page)):
            yield f"{type(on_top).__name__} lies over {type(page).__name__}"


def misplaced(station: Station, after: int, who: Somebody | None) -> Iterator[str]:
    """Events since number ``after`` that are not of ``who``, or of anybody where that is None."""
    ids = {one.id for one in station.store.learners() if who is not None and one.name == who.name}
    for recorded in station.store.events(after + 1):
        event = recorded.event
        if event.learner and event.learner not in ids and event.kind != Kind.LEARNER_REGISTERED:
            yield f"event {event.seq} ({event.kind}) is credited to somebody else"
