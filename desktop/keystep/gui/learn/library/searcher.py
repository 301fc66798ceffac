"""Searching while somebody types: in a worker, and only the newest answer counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from keystep.domain.library import Found, Wanted
from keystep.gui import tasks
from keystep.gui.app import note

PAUSE_MS = 30
"""How long after a letter the search sets out: two typed at once are one search."""
LANES = 4
"""The courier and the making of the index may both take long: a search waits for neither."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for; ``limit`` is how many hits of each kind are wanted."""

    query: str
    wanted: Wanted
    limit: int


Engine = Callable[[Question], Found]


class Searcher(QObject):
    """One search at a time. ``answered`` carries the newest question and what was found."""

    answered = Signal(object, object)

    def __init__(self, engine: Engine, parent: QObject) -> None:
        super().__init__(parent)
        self._engine = engine
        pool = QThreadPool.globalInstance()
        pool.setMaxThreadCount(max(pool.maxThreadCount(), LANES))
        self._newest: Question | None = None
        self._under_way = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._set_out)

    def ask(self, question: Question) -> None:
        """Look for this from now on, and for nothing that was asked before."""
        self._newest = question
        self._timer.start()

    def forget(self) -> None:
        """Nothing is looked for any more."""
        self._newest = None
        self._timer.stop()

    def _set_out(self) -> None:
        if self._newest is not None and not self._under_way:
            self._under_way = True
            asked = self._newest
            tasks.start(
                self, partial(self._engine, asked), partial(self._receive, asked), self._fail
            )

    def _receive(self, asked: Question, found: Found) -> None:
        self._under_way = False
        if asked == self._newest:
            self.answered.emit(asked, found)
        elif not self._timer.isActive():
            self._set_out()

    def _fail(self, error: Exception) -> None:
        self._under_way = False
        note("the search failed", error)
        self.answered.emit(self._newest, Found((), {}))
