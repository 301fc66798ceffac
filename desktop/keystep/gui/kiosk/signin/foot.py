"""The row below the people: whoever is new, whoever only looks something up, and the way back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from keystep.gui import fonts
from keystep.gui.i18n import tr
from keystep.gui.kiosk.parts import wide_button
from keystep.gui.kiosk.scale import px
from keystep.gui.kiosk.signin.keys import set_height
from keystep.gui.pages import bare
from keystep.gui.widgets.buttons import say


class FootRow(QWidget):
    """``registering`` and ``guest`` are there as the rules of the kiosk have it."""

    registering = Signal()
    guest = Signal()
    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.new = wide_button(tr("I am new here"), icon="plus", on_click=self.registering.emit)
        self.look = wide_button("", "quiet", icon="search", on_click=self.guest.emit)
        self.leave = wide_button(tr("Back"), "plain", icon="back", on_click=self.back.emit)
        self._row = QHBoxLayout(self)
        bare(self._row)
        self._row.addWidget(self.new)
        self._row.addWidget(self.look)
        self._row.addStretch(1)
        self._row.addWidget(self.leave)

    def allow(self, *, registering: bool, guests: bool) -> None:
        self.new.setVisible(registering)
        self.look.setVisible(guests)

    def arrange(self, *, roomy: bool) -> None:
        for one in (self.new, self.look, self.leave):
            fonts.set_role(one, "group")
            set_height(one, "usual" if roomy else "snug")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Long words where there is room for them, and room around them."""
        say(self.look, tr("Just search, without signing in"))
        self._row.setSpacing(px(24))
        say(self.leave, tr("Back"))
        for shorter in (self._be_brief, self._be_close, self._be_bare):
            if self._row.sizeHint().width() > self.width():
                shorter()

    def _be_brief(self) -> None:
        say(self.look, tr("Just search"))

    def _be_close(self) -> None:
        self._row.setSpacing(px(4))

    def _be_bare(self) -> None:
        """The arrow says it by itself."""
        self.leave.setText("")
