"""The fifth step: the PIN of whoever looks after this kiosk, put in twice."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from keystep.domain.kiosk.secrets import Way, refuse_weak
from keystep.errors import UsageError
from keystep.gui import tasks
from keystep.gui.i18n import tr
from keystep.gui.kiosk.scale import px
from keystep.gui.kiosk.setup.step import ROOMY, Step
from keystep.gui.kiosk.signin.secret_panel import PinPanel
from keystep.gui.kiosk.signin.side import Side

ENTERS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class PinStep(Step):
    """``chosen`` carries the PIN, once both times were the same; nothing of it stays here."""

    chosen = Signal(str)

    def __init__(self) -> None:
        told = tr(
            "Hold the mark at the top of the screen for three seconds and put this PIN in: then "
            "you can let somebody try again, change how the kiosk behaves, or end it.\n"
            "Keep it where only you find it: without it nobody gets out."
        )
        super().__init__(5, tr("A PIN to look after it"), told)
        self._first, self._side = "", Side()
        self.panel = self._ask(tr("Choose a PIN"), tr("Go on"))
        self._side.show_panel(self.panel)
        self.sides.addWidget(self._side)
        self.body.addStretch(1)

    def begin(self) -> None:
        self.panel.begin()

    def refuse(self, words: str) -> None:
        """It was not kept, and why; it is chosen anew."""
        self.free()
        self._again(words)

    def arrange(self, height: int) -> None:
        super().arrange(height)
        self._side.arrange(0, roomy=height >= px(ROOMY))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTERS:
            self.panel.act()
        elif event.key() == Qt.Key.Key_Backspace:
            self.panel.erase()
        elif not self.panel.take(event.text()):
            super().keyPressEvent(event)

    def _ask(self, title: str, last: str) -> PinPanel:
        panel = PinPanel((title,), last)
        panel.entered.connect(self._take)
        return panel

    def _put(self, title: str, last: str) -> None:
        """Another panel in the place of the one before; nothing of that one stays."""
        self.panel = self._ask(title, last)
        self._side.lead_to(self.panel)

    def _again(self, fault: str) -> None:
        self._first = ""
        self._put(tr("Choose a PIN"), tr("Go on"))
        self.panel.refuse(fault)

    def _take(self, pin: str) -> None:
        first, self._first = self._first, ""
        if not first:
            self._repeat(pin)
        elif pin == first:
            self.chosen.emit(pin)
        else:
            self._again(tr("The two were not the same. Choose once more."))

    def _repeat(self, pin: str) -> None:
        try:
            refuse_weak(Way.PIN, pin)
        except UsageError as fault:
            self._again(tasks.said(fault))
            return
        self._put(tr("Once more"), tr("Keep it"))
        self._first = pin
