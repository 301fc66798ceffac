"""The time that a sitting of a quiz has, and what is left of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from keystep.gui.i18n import isolate, tr
from keystep.gui.pages import announce, bare
from keystep.gui.widgets.card import IconPicture
from keystep.gui.widgets.label import label, recolour
from keystep.gui.widgets.segments import MeterBlocks
from keystep.gui.widgets.status import StatusGlyph

BLOCKS = 6
SECOND_MS, MINUTE_MS = 1_000, 60_000
ASLEEP_MS = 5_000
"""No more than this counts at a time: in between the machine slept."""


class Countdown(QWidget):
    """Runs while it is on the screen. ``up``: nothing is left of ``limit_ms``.

    ``clock`` gives milliseconds.
    """

    up = Signal()

    def __init__(self, limit_ms: int, spent_ms: int, clock: Callable[[], int]) -> None:
        super().__init__()
        self._limit, self._spent, self._clock = limit_ms, spent_ms, clock
        self._since: int | None = None
        self._timer = QTimer(self, interval=SECOND_MS)
        self._timer.timeout.connect(self.tick)
        self._calm, self._near = IconPicture("clock", 20), StatusGlyph("careful", 20)
        self._words = label("", "body_figure", "ink2")
        self._blocks = MeterBlocks(tr("Time left"), BLOCKS, BLOCKS)
        row = QHBoxLayout(self)
        bare(row, 8)
        for part in (self._calm, self._near, self._words, self._blocks):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self._say()

    @property
    def spent_ms(self) -> int:
        """How much of it is used up by now."""
        running = 0 if self._since is None else self._clock() - self._since
        return self._spent + min(max(running, 0), ASLEEP_MS)

    @property
    def left_ms(self) -> int:
        return max(self._limit - self.spent_ms, 0)

    def tick(self) -> None:
        """Look at the clock."""
        before = self._limit - self._spent
        self._take()
        self._say()
        if self.left_ms <= MINUTE_MS < before:
            announce(self, tr("1 minute left"))
        if self.left_ms == 0:
            self._rest()
            self.up.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._since is None:
            self._since = self._clock()
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._rest()

    def _rest(self) -> None:
        self._take()
        self._since = None
        self._timer.stop()

    def _take(self) -> None:
        if self._since is not None:
            self._spent, self._since = self.spent_ms, self._clock()

    def _say(self) -> None:
        left, near = self.left_ms, self.left_ms <= MINUTE_MS
        minutes, seconds = divmod(-(-left // SECOND_MS), 60)
        time = isolate(f"{minutes}:{seconds:02}")
        self._words.setText(tr("{time} left", time=time) if left else tr("The time is up"))
        recolour(self._words, "warning" if near else "ink2")
        self._blocks.set_filled(-(-BLOCKS * left // self._limit))
        self._calm.setVisible(not near)
        self._near.setVisible(near)
