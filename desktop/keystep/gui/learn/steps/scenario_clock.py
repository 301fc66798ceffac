"""The time there is to reply in a scene. It can be done without, by one tap."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from keystep.gui.i18n import tr, trn
from keystep.gui.learn.steps.countdown import SECOND_MS, Countdown
from keystep.gui.pages import bare
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import IconPicture
from keystep.gui.widgets.label import label
from keystep.gui.widgets.segments import MeterBlocks

BLOCKS = 6


class SceneClock(Countdown):
    """Seconds. ``released``: no time limit is wanted."""

    released = Signal()
    warnings = frozenset({20, 10, 5})

    def __init__(self, seconds: int, clock: Callable[[], int]) -> None:
        super().__init__(seconds * SECOND_MS, 0, clock)
        row = QHBoxLayout(self)
        bare(row, 12)
        beside = Qt.AlignmentFlag.AlignVCenter
        row.addWidget(IconPicture("clock", 20), 0, beside)
        self._words = label("", "body_figure", wrap=True)
        row.addWidget(self._words, 1, beside)
        self._blocks = MeterBlocks(tr("Time to reply"), BLOCKS, BLOCKS)
        row.addWidget(self._blocks, 0, beside)
        self._more = button(tr("I need more time"), "quiet", on_click=self.released.emit)
        row.addWidget(self._more, 0, beside)
        self.say()

    def release(self) -> None:
        """No time limit from here on."""
        self.stop()
        self._blocks.hide()
        self._more.hide()
        self._words.setText(tr("There is no time limit. Take the time you need."))

    def say(self) -> None:
        self._blocks.set_filled(self.share_left(BLOCKS))
        self._words.setText(self.warning() if self.left_ms else tr("The time is up"))

    def warning(self) -> str:
        return trn("{n} second to reply", "{n} seconds to reply", self.seconds_left)
