"""Giving the passphrase, in place, when something needs the admin's key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from keystep.gui.i18n import tr
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import Card, IconPicture
from keystep.gui.widgets.field import Field
from keystep.gui.widgets.label import label


class UnlockCard(Card):
    """Asks for the passphrase; ``toggled`` tells whether the card is there."""

    toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, parent=parent)
        self._given: Callable[[str], object] | None = None
        self.field = Field(tr("Passphrase"))
        self.field.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.edit.returnPressed.connect(self._give)
        self._why = label("", "body_strong", wrap=True)
        self._open = button(tr("Unlock"), "primary", on_click=self._give)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(IconPicture("key", 22))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._why)
        rest = tr("The admin’s key rests under it. It is asked for once, until you close.")
        words.addWidget(label(rest, "caption", "ink2", wrap=True))
        row.addLayout(words, 1)
        self.body.addLayout(row)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.field, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._open)
        buttons.addWidget(button(tr("Not now"), "quiet", on_click=self.done))
        side = QVBoxLayout()
        side.addStretch(1)
        side.addLayout(buttons)
        line.addLayout(side)
        self.body.addLayout(line)
        self.hide()

    def ask(self, why: str, given: Callable[[str], object]) -> None:
        """Show the card; ``why`` names what waits for the key, ``given`` gets what is typed."""
        self._given = given
        self._why.setText(why)
        self.setAccessibleName(why)
        self.wait(waiting=False)
        self.field.set_text("")
        self.field.set_fault("")
        self.show()
        self.toggled.emit(True)
        self.field.edit.setFocus()

    def refuse(self, sentence: str) -> None:
        """The passphrase was not the right one."""
        self.wait(waiting=False)
        self.field.set_fault(sentence)
        self.field.edit.selectAll()
        self.field.edit.setFocus()

    def wait(self, *, waiting: bool) -> None:
        """Deriving the key takes a second: nothing can be pressed meanwhile."""
        self._open.setEnabled(not waiting)
        self._open.setText(tr("Unlocking") if waiting else tr("Unlock"))
        self.field.edit.setReadOnly(waiting)

    def done(self) -> None:
        """Nothing waits for the key any more; nothing of the passphrase stays."""
        if self.isHidden():
            return
        self._given = None
        self.field.set_text("")
        self.hide()
        self.toggled.emit(False)

    def _give(self) -> None:
        if not self.field.text():
            self.field.set_fault(tr("Type the passphrase."))
            return
        if self._given is not None:
            self.wait(waiting=True)
            self._given(self.field.text())
