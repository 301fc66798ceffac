"""Work that may take long: how far it is stands above whatever is shown, with a way to stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystep.domain.steps import Tell
from keystep.errors import Stopped
from keystep.gui import tasks
from keystep.gui.face_window import FaceWindow
from keystep.gui.i18n import number, tr
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.progress_row import ProgressRow

PATIENCE_MS = 2_000
TELL_EVERY_MS = 50


class LongWork(QObject):
    """Begins at once, as a child of the window; ``over`` at its end, however it ended.

    ``work`` is given what it calls in its worker between its steps. It is shown once it takes
    longer than two seconds. One that was stopped says so, and that nothing of it was kept; any
    other failure goes to ``failed``.
    """

    over = Signal()
    _heard = Signal(int, int)

    def __init__(
        self,
        window: FaceWindow,
        title: str,
        work: Callable[[Tell], Any],
        done: Callable[[Any], object],
        failed: tasks.Failed | None = None,
    ) -> None:
        super().__init__(window)
        self._window, self._title = window, title
        self._done, self._failed = done, failed or window.tell_unexpected
        self._stop, self._told = threading.Event(), QElapsedTimer()
        self._row = ProgressRow(title)
        self._row.cancelled.connect(self.stop)
        self._line = _line(self._row, window.side_margin(window.layout_class))
        window.works.addWidget(self._line)
        self._heard.connect(self._show_progress)
        QTimer.singleShot(PATIENCE_MS, self, self._line.show)
        tasks.start(self, partial(work, self._hear), self._finish, self._break)

    def stop(self) -> None:
        """End it at its next step; nothing of it is kept."""
        self._stop.set()

    def _hear(self, done: int, total: int) -> None:
        """Called in the worker, which must not flood the GUI thread."""
        if self._stop.is_set():
            raise Stopped(
                "The work was stopped. Nothing of it was kept; start it again at any time."
            )
        if not self._told.isValid() or self._told.elapsed() >= TELL_EVERY_MS:
            self._told.start()
            self._heard.emit(done, total)

    def _show_progress(self, done: int, total: int) -> None:
        known = tr("{n} of {all}", n=number(done), all=number(total))
        so_far = tr("{n} so far", n=number(done))
        self._row.show_progress(done, total, self._title, known if total else so_far)

    def _finish(self, value: Any) -> None:
        self._end()
        self._done(value)

    def _break(self, error: Exception) -> None:
        self._end()
        if isinstance(error, Stopped):
            self._window.tell("stale", self._title, tasks.said(error))
        else:
            self._failed(error)

    def _end(self) -> None:
        for part in (self._line, self):
            part.deleteLater()
        self._line.hide()
        self.over.emit()


def _line(row: ProgressRow, margin: int) -> QWidget:
    """The row in a card as wide as the pages, out of sight."""
    card, line = Card(padding=20), QWidget()
    card.body.setContentsMargins(20, 14, 20, 14)
    card.body.addWidget(row)
    column = QVBoxLayout(line)
    column.setContentsMargins(margin, 12, margin, 0)
    column.addWidget(card)
    line.hide()
    return line
