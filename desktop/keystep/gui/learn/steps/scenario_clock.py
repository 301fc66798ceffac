"""The time there is to reply in a scene. It can be done without, by one tap."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from keystep.gui.i18n import tr, trn
from keystep.gui.pages import announce, bare
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import IconPicture
from keystep.gui.widgets.label import label
from keystep.gui.widgets.segments import MeterBlocks

BLOCKS = 6
ANNOUNCED = frozenset({20, 10, 5})
"""Seconds left at which a screen reader says so."""


class SceneClock(QWidget):
    """Runs while it is seen in the window in front. ``over``: the time is up.

    ``released``: there shall be no time limit any more.
    """

    over = Signal()
    released = Signal()

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.left = self._seconds = seconds
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self._second)
        row = QHBoxLayout(self)
        bare(row, 12)
        beside = Qt.AlignmentFlag.AlignVCenter
        row.addWidget(IconPicture("clock", 20), 0, beside)
        self._words = label("", "body_figure", wrap=True)
        row.addWidget(self._words, 1, beside)
        self._blocks = MeterBlocks(tr("Time to reply"), BLOCKS, BLOCKS)
        row.addWidget(self._blocks, 0, beside)
        self.more = button(tr("I need more time"), "quiet", on_click=self.release)
        row.addWidget(self.more, 0, beside)
        self._say()

    def release(self) -> None:
        """No time limit from here on."""
        self._timer.stop()
        self.left = 0
        self._blocks.hide()
        self.more.hide()
        self._words.setText(tr("There is no time limit. Take the time you need."))
        self.released.emit()

    def tick(self) -> None:
        """A second is over."""
        if self.left == 0:
            return
        self.left -= 1
        self._say()
        if self.left in ANNOUNCED:
            announce(self, self._words.text())
        if self.left == 0:
            self._timer.stop()
            self.over.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.left:
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _second(self) -> None:
        """Whoever is in another program is not asked."""
        if self.window().isActiveWindow():
            self.tick()

    def _say(self) -> None:
        self._blocks.set_filled(-(-BLOCKS * self.left // self._seconds))
        said = trn("{n} second to reply", "{n} seconds to reply", self.left)
        self._words.setText(said if self.left else tr("The time is up"))
