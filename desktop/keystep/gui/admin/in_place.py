"""Content, or a state in place of it: being read, empty, or wrong."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystep.gui.pages import bare, empty
from keystep.gui.widgets.card import Card


class InPlace(QWidget):
    """Shows ``content`` or a state; it begins with ``state``."""

    def __init__(self, content: QWidget, state: QWidget) -> None:
        super().__init__()
        self._content, self._state = content, QVBoxLayout()
        column = QVBoxLayout(self)
        bare(column)
        column.addWidget(content, 1)
        column.addLayout(self._state)
        self.show_state(state)

    def show_state(self, state: QWidget | None) -> None:
        """Show a state in place of the content; None shows the content."""
        empty(self._state)
        self._content.setVisible(state is None)
        if state is not None:
            card = Card()
            card.body.addWidget(state)
            self._state.addWidget(card)
            self._state.addStretch(1)
