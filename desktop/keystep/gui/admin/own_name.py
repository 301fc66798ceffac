"""The name of who sits here, written where it stands: at the rail's foot."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from keystep import settings
from keystep.gui import fonts
from keystep.gui.i18n import is_rtl, tr
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.field import Field
from keystep.gui.widgets.label import label
from keystep.services.roster import LONGEST_NAME

if TYPE_CHECKING:
    from keystep.gui.admin.navigator import Navigator

WIDTH, MARGIN = 288, 12


class OwnName(QFrame):
    """Opens above the name; Enter keeps what was typed, Escape leaves it."""

    def __init__(self, navigator: Navigator) -> None:
        super().__init__(navigator.window)
        self._navigator = navigator
        self.setProperty("kind", "overlay")
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        self.field = Field(tr("Your name"))
        self.field.edit.setMaxLength(LONGEST_NAME)
        self.field.edit.returnPressed.connect(self._keep)
        column.addWidget(self.field)
        told = tr("The log and the check-ins say who did it by this name.")
        column.addWidget(label(told, "caption", "ink2", wrap=True))
        ways = QHBoxLayout()
        ways.setSpacing(8)
        ways.addWidget(button(tr("Keep it"), "primary", on_click=self._keep))
        ways.addWidget(button(tr("Leave it"), "quiet", on_click=self._leave))
        ways.addStretch(1)
        column.addLayout(ways)
        self.hide()
        navigator.window.rail.owner.let_press(tr("Change your name"), tr("Say your name"))
        navigator.window.rail.owner.clicked.connect(self.open)
        navigator.window.installEventFilter(self)

    def open(self) -> None:
        """Ask for the name."""
        self.field.set_text(self._navigator.office.admin)
        self.show()
        self.raise_()
        QTimer.singleShot(0, self, self._place)  # once it knows its style
        self.field.edit.setFocus()
        self.field.edit.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _place(self) -> None:
        """At the lower start corner of the window, over the rail."""
        window = self._navigator.window
        wide = min(fonts.scaled(WIDTH), window.width() - 2 * MARGIN)
        self.setFixedWidth(wide)
        self.field.setMinimumHeight(self.field.sizeHint().height())  # its line has none for a width
        high = max(self._column.heightForWidth(wide), self._column.minimumSize().height())
        x = window.width() - wide - MARGIN if is_rtl() else MARGIN
        self.setGeometry(x, window.height() - high - MARGIN, wide, high)

    def _keep(self) -> None:
        name, office = " ".join(self.field.text().split()), self._navigator.office
        self._leave()
        keep = partial(settings.change, office.home, admin=name)
        self._navigator.run(keep, lambda _kept: self._navigator.refresh())

    def _leave(self) -> None:
        self.hide()
        self._navigator.window.rail.owner.setFocus()
