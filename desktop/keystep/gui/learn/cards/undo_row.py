"""The way to take the last answer back, and what was."""

from __future__ import annotations

from textwrap import shorten

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from keystep.gui import fonts
from keystep.gui.i18n import tr
from keystep.gui.pages import announce, bare
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import IconPicture, key_hints
from keystep.gui.widgets.label import label
from keystep.services.cards import Practice

LETTERS = 60
"""Of a card's question, to tell which it was."""
FINGER = 56
"""Least height in pixels of what fingers press on a kiosk."""


class UndoRow(QWidget):
    """A calm line, and a button as long as there is something to take back.

    Ctrl Z does the same anywhere in ``scope``. ``wanted``: take the last answer back.
    """

    wanted = Signal()

    def __init__(self, scope: QWidget, *, kiosk: bool) -> None:
        super().__init__()
        self._icon = IconPicture("undo", 16)
        self._line = label("", "caption", "ink2", wrap=True)
        self.way = button(tr("Undo the last answer"), "quiet", icon="undo")
        self.way.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.way.clicked.connect(self._ask)
        if kiosk:
            self.way.setMinimumHeight(fonts.scaled(FINGER))
        self._keys = key_hints(f"[{tr('Ctrl Z')}]")
        self._has_keys = not kiosk
        row = QHBoxLayout(self)
        bare(row, 8)
        row.addWidget(self._icon)
        row.addWidget(self._line, 1)
        row.addWidget(self.way)
        row.addWidget(self._keys)
        kept = self.way.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # so that the card keeps its height
        self.way.setSizePolicy(kept)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), scope)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._ask)
        self.offer(0)

    def offer(self, answers: int) -> None:
        """So many answers can be taken back."""
        self.way.setVisible(answers > 0)
        self._keys.setVisible(answers > 0 and self._has_keys)

    def tell(self, practice: Practice) -> None:
        """The answer to a card was taken back."""
        front = shorten(practice.card.front, LETTERS, placeholder="…")
        self.say(tr("Taken back: “{card}”", card=front))

    def say(self, words: str) -> None:
        """What was just done, until something else is; "" for nothing."""
        self._line.setText(words)
        self._icon.setVisible(bool(words))
        if words:
            announce(self, words)

    def _ask(self) -> None:
        if not self.way.isHidden():
            self.wanted.emit()
