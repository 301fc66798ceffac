"""Ctrl+K: from every screen to the search and back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from keystep.domain.library import Hit
from keystep.gui import tasks
from keystep.gui.app import note
from keystep.gui.face_window import FaceWindow
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.library.overlay import SearchOverlay
from keystep.services.library import prepare
from keystep.services.station import Station

KEYS = QKeySequence("Ctrl+K")


class Lookup(QObject):
    """``opened`` carries pack, lesson and step, "" for the lesson as a whole; so do ``expected``,
    of what seems to come, and ``held``, of what is opened as soon as it is let go.

    The overlay is built once for a learner: when it is first wanted, or before, when the library is
    prepared. ``is_ready``: everything on the shelf can be found.
    """

    opened = Signal(str, str, str)
    expected = Signal(str, str, str)
    held = Signal(str, str, str)

    def __init__(self, window: FaceWindow, station: Station) -> None:
        super().__init__(window)
        self._window, self._station = window, station
        self._preparing, self.is_ready = False, False
        self._desk: Desk | None = None
        self._overlay: SearchOverlay | None = None
        self._from: QWidget | None = None
        shortcut = QShortcut(KEYS, window)
        shortcut.activated.connect(self.open)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    @property
    def overlay(self) -> SearchOverlay | None:
        """The search, while it is open."""
        shown = self._overlay is not None and self._overlay.isVisible()
        return self._overlay if shown else None

    def prepare(self) -> None:
        """Have what is on the shelf found from now on; one may search meanwhile."""
        if not self._preparing:
            self._preparing = True
            tasks.start(self, partial(prepare, self._station), self._prepared, self._unprepared)

    def seat(self, desk: Desk | None) -> None:
        """Look things up for this learner from now on; for None there is nothing to look up."""
        if self._overlay is not None:
            self._overlay.hide()
            self._overlay.deleteLater()
            self._overlay = None
        self._desk = desk

    def open(self, query: str = "") -> None:
        """Show the search, for ``query`` if there is one; once more: write anew."""
        if self._desk is None:
            return
        if self.overlay is not None:
            self.overlay.panel.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.overlay.panel.line.selectAll()
            return
        self._from = self._window.focusWidget()
        self._built(self._desk).rise(query)

    def close(self) -> None:
        """Back to where the keyboard was; nothing was opened."""
        if self.overlay is not None:
            self.overlay.panel.end()
        self._go()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A field that one writes in has its own use for these keys, on some systems."""
        if event.type() is QEvent.Type.ShortcutOverride and _is_ours(event):
            event.ignore()
            return True
        return False

    def _built(self, desk: Desk) -> SearchOverlay:
        made = self._overlay or SearchOverlay(desk, self._window.stage, self._window.fitted)
        if self._overlay is None:
            self._overlay = made
            made.closed.connect(self.close)
            made.panel.opened.connect(self._open)
            made.panel.expected.connect(partial(_tell, self.expected))
            made.panel.held.connect(partial(_tell, self.held))
            made.panel.set_ready(self.is_ready)
        return made

    def _prepared(self, _done: object) -> None:
        """From now on everything is found, and the search opens at once."""
        self._preparing, self.is_ready = False, True
        if self._desk is not None:
            self._built(self._desk).panel.set_ready(True)

    def _unprepared(self, error: Exception) -> None:
        note("the library was not prepared", error)
        self._prepared(None)

    def _follow(self, old: QWidget | None, now: QWidget | None) -> None:
        if old is not None and isValid(old):
            old.removeEventFilter(self)
        if now is not None and now.window() is self._window:
            now.installEventFilter(self)

    def _open(self, hit: Hit, whole: bool) -> None:
        self._go()
        self.opened.emit(hit.pack, hit.lesson, "" if whole else hit.step)

    def _go(self) -> None:
        if self._overlay is not None:
            self._overlay.hide()
        before, self._from = self._from, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)


def _tell(signal: SignalInstance, hit: Hit) -> None:
    if hit.lesson:
        signal.emit(hit.pack, hit.lesson, hit.step)


def _is_ours(event: QEvent) -> bool:
    combination = getattr(event, "keyCombination", None)
    return combination is not None and QKeySequence(combination()) == KEYS
