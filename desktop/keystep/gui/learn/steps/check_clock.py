"""The time that a sitting of a quiz has."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from keystep.gui.i18n import isolate, tr
from keystep.gui.learn.steps.countdown import Countdown
from keystep.gui.pages import bare
from keystep.gui.widgets.card import IconPicture
from keystep.gui.widgets.label import label, recolour
from keystep.gui.widgets.segments import MeterBlocks
from keystep.gui.widgets.status import StatusGlyph

BLOCKS = 6
MINUTE = 60


class SittingClock(Countdown):
    """Minutes and seconds; the last minute looks different."""

    warnings = frozenset({MINUTE})

    def __init__(self, limit_ms: int, spent_ms: int, clock: Callable[[], int]) -> None:
        super().__init__(limit_ms, spent_ms, clock)
        self._calm, self._near = IconPicture("clock", 20), StatusGlyph("careful", 20)
        self._words = label("", "body_figure", "ink2")
        self._blocks = MeterBlocks(tr("Time left"), BLOCKS, BLOCKS)
        row = QHBoxLayout(self)
        bare(row, 8)
        for part in (self._calm, self._near, self._words, self._blocks):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self.say()

    def say(self) -> None:
        left, near = self.seconds_left, self.seconds_left <= MINUTE
        minutes, seconds = divmod(left, 60)
        time = isolate(f"{minutes}:{seconds:02}")
        self._words.setText(tr("{time} left", time=time) if left else tr("The time is up"))
        recolour(self._words, "warning" if near else "ink2")
        self._blocks.set_filled(self.share_left(BLOCKS))
        self._calm.setVisible(not near)
        self._near.setVisible(near)

    def warning(self) -> str:
        return tr("1 minute left")
