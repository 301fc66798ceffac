"""How long the window takes for what somebody does, and what it was busy with when it took long."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter, thread_time

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

HERE = os.path.dirname(__file__)
LOOKS_S = 0.02
HELD_UP_MS = 100
"""An act that has not returned by then may have opened a loop of its own."""
LONG_MS = 100.0
DEPTH = 12
"""So many calls are told of what took long."""


@dataclass(slots=True)
class Reaction:
    """To ``act`` after so many ms, of which the window's own thread worked ``own_ms``."""

    act: str
    ms: float
    own_ms: float
    during: tuple[str, ...] = ()


@dataclass(slots=True)
class Reactions:
    """Those since it was last emptied."""

    all_ms: list[float] = field(default_factory=list)
    worst: Reaction | None = None
    most_own_ms: float = 0.0

    def add(self, reaction: Reaction) -> None:
        self.all_ms.append(reaction.ms)
        self.most_own_ms = max(self.most_own_ms, reaction.own_ms)
        if self.worst is None or reaction.ms > self.worst.ms:
            self.worst = reaction


class Stopwatch(QObject):
    """Does an act and calls back once the window has painted what came of it.

    A menu has a loop of its own, and the act that opens one returns when it has closed: then it is
    not measured, and it is called back while the menu is open.
    """

    def __init__(self, told: Callable[[Reaction], object], parent: QObject) -> None:
        super().__init__(parent)
        self._told = told
        self._watcher = Watcher()
        self._then: Callable[[], object] | None = None
        self._looking = QTimer(self, interval=HELD_UP_MS)
        self._looking.timeout.connect(self._look_up)

    def time(self, name: str, act: Callable[[], object], then: Callable[[], object]) -> None:
        begun, own = perf_counter(), thread_time()
        self._watcher.begin(begun)

        def end() -> None:
            during = self._watcher.end()
            ms, own_ms = (perf_counter() - begun) * 1000, (thread_time() - own) * 1000
            self._told(Reaction(name, ms, own_ms, during if ms > LONG_MS else ()))
            then()

        self._then = then
        self._looking.start()
        try:
            act()
        finally:
            held_up = self._then is not then
            if not held_up:
                self._stop()
        if not held_up:
            self.settle(end)

    def settle(self, then: Callable[[], object]) -> None:
        """What was posted, painting too, comes before a timer; what is deleted before the next."""
        QTimer.singleShot(0, self, lambda: QTimer.singleShot(0, self, then))

    def _look_up(self) -> None:
        """Whether the act is held up by what it opened."""
        then = self._then
        if then is not None and QApplication.activePopupWidget() is not None:
            self._stop()
            self._watcher.end()
            then()

    def _stop(self) -> None:
        self._then = None
        self._looking.stop()


class Watcher:
    """Looks from another thread at what the window's thread does, while an act is timed."""

    def __init__(self) -> None:
        self._main = threading.main_thread().ident
        self._begun: float | None = None
        self._seen: list[str] = []
        threading.Thread(target=self._look, daemon=True, name="watcher").start()

    def begin(self, at: float) -> None:
        self._seen, self._begun = [], at

    def end(self) -> tuple[str, ...]:
        """What was seen, each once, in the order in which it was."""
        self._begun = None
        return tuple(dict.fromkeys(self._seen))

    def _look(self) -> None:
        pause = threading.Event()
        while not pause.wait(LOOKS_S):
            begun = self._begun
            if begun is not None and perf_counter() - begun > LOOKS_S:
                self._seen.append(self._stack())

    def _stack(self) -> str:
        frame = sys._current_frames().get(self._main or 0)
        calls = list[str]()
        while frame is not None and len(calls) < DEPTH:
            code = frame.f_code
            folder, file = os.path.split(code.co_filename)  # a Path would intern its parts
            if folder != HERE:
                calls.append(f"{file.removesuffix('.py')}.{code.co_qualname}:{frame.f_lineno}")
            frame = frame.f_back
        return " < ".join(calls) or "Qt"


class Stalls(QObject):
    """The longest that the window's thread did not come round to a timer, since last asked."""

    EVERY_MS = 10

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._last, self._worst = perf_counter(), 0.0
        self._timer = QTimer(self, interval=self.EVERY_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def worst_ms(self) -> float:
        worst, self._worst = self._worst, 0.0
        return worst * 1000

    def _tick(self) -> None:
        now = perf_counter()
        self._worst = max(self._worst, now - self._last - self.EVERY_MS / 1000)
        self._last = now
