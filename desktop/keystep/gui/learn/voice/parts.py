"""What the learner's voice is given with: a line to write in, and what came of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystep.domain.facts import SAID_AT_MOST
from keystep.errors import KeystepError
from keystep.gui import tasks
from keystep.gui.i18n import tr, trn
from keystep.gui.pages import announce, bare, empty
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.field import LineEdit
from keystep.gui.widgets.label import label

NEARLY = 100
"""From so few letters left on, their number is shown."""


class Told(QWidget):
    """Says in place what came of an act; nothing before."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        bare(self._column)
        self.hide()

    def thank(self, text: str) -> None:
        self._say("success", tr("Thank you"), text)

    def trouble(self, error: KeystepError) -> None:
        """It was not done, and what was entered is still there."""
        self._say("danger", tr("Not saved yet"), tasks.said(error))

    def clear(self) -> None:
        empty(self._column)
        self.hide()

    def _say(self, tone: str, title: str, text: str) -> None:
        self.clear()
        self._column.addWidget(Callout(tone, title, text, small=True))
        self.show()
        announce(self, f"{title}. {text}")


class SaidLine(QWidget):
    """One line of no more than a note's length. ``entered``: Enter was pressed in it."""

    entered = Signal()

    def __init__(self, name: str, placeholder: str = "") -> None:
        super().__init__()
        self.edit = _Line(name, placeholder)
        self.edit.setMaxLength(SAID_AT_MOST)
        self._left = label("", "caption", "ink2")
        self._left.hide()
        column = QVBoxLayout(self)
        bare(column, 4)
        column.addWidget(self.edit)
        column.addWidget(self._left)
        self.edit.textChanged.connect(self._count)
        self.edit.returnPressed.connect(self.entered)

    def text(self) -> str:
        return self.edit.text().strip()

    def _count(self, text: str) -> None:
        left = SAID_AT_MOST - len(text)
        self._left.setVisible(left < NEARLY)
        self._left.setText(trn("1 letter left", "{n} letters left", left))


class Keys(QWidget):
    """Keeps Enter for the widget inside that has the focus: the page has other use for it."""

    def event(self, event: QEvent) -> bool:
        if is_enter(event):
            event.accept()
            return True
        return super().event(event)


def is_enter(event: QEvent) -> bool:
    """Whether a shortcut of the page is about to take Enter."""
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class _Line(LineEdit):
    def event(self, event: QEvent) -> bool:
        if is_enter(event):
            event.accept()
            return True
        return super().event(event)
