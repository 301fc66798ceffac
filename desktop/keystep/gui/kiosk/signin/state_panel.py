"""Panels that say something and offer ways on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy

from keystep.gui import fonts
from keystep.gui.i18n import tr
from keystep.gui.kiosk.parts import wide_button
from keystep.gui.kiosk.scale import px
from keystep.gui.kiosk.signin.keys import Drawing, set_height
from keystep.gui.kiosk.signin.panel import Panel
from keystep.gui.kiosk.signin.words import spelled
from keystep.gui.pages import announce
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.label import label

TICK_MS = 1_000


class StatePanel(Panel):
    """A drawing, a sentence, and ways on below each other."""

    def __init__(self, titles: Sequence[str], sentence: str, drawing: str = "") -> None:
        super().__init__(*titles)
        self._drawing = Drawing(drawing, 96) if drawing else None
        if self._drawing is not None:
            self.head.addWidget(self._drawing)
        self.sentence = label(sentence, "kiosk_text", "ink2", wrap=True)
        self.head.addWidget(self.sentence)
        self._notice: Callout | None = None
        self._ways: list[QPushButton] = []
        self.setAccessibleName(titles[0])
        self.setAccessibleDescription(sentence)

    def offer(self, words: str, act: Callable[[], object], kind: str = "secondary") -> QPushButton:
        """One more way on, below the others."""
        way = wide_button(words, kind, on_click=act)
        way.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.controls.addWidget(way)
        self._ways.append(way)
        return way

    def refuse(self, words: str) -> None:
        """What was not taken, and why."""
        if self._notice is not None:
            self._notice.hide()
            self._notice.deleteLater()
        self._notice = Callout("warning", words)
        self.head.addWidget(self._notice)
        announce(self, words)

    def finish(self) -> None:
        """What is left of the column stays empty."""
        self.controls.addStretch(1)

    def arrange(self, lift: int, *, roomy: bool) -> None:
        super().arrange(lift, roomy=roomy)
        self.column.setSpacing(px(32) if roomy else px(20))
        fonts.set_role(self.sentence, "kiosk_text" if roomy else "caption")
        if self._drawing is not None:
            self._drawing.setVisible(roomy)
        for way in self._ways:
            set_height(way, "tall" if roomy else "snug")


class WaitPanel(StatePanel):
    """Too many tries were wrong. ``left`` tells how many seconds are left; ``over``: none."""

    over = Signal()

    def __init__(self, titles: Sequence[str], left: Callable[[], int]) -> None:
        told = tr(
            "Too many tries were wrong. Starting the kiosk again does not shorten the wait; "
            "whoever looks after it can. The next try is in"
        )
        super().__init__(titles, told)
        self._left = left
        self.countdown = label("", "section", wrap=True)
        self.head.addWidget(self.countdown)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self._tell(left())

    def _tick(self) -> None:
        left = self._left()
        self._tell(left)
        if left <= 0:
            self._timer.stop()
            self.over.emit()

    def _tell(self, left: int) -> None:
        self.countdown.setText(spelled(max(left, 1)))
