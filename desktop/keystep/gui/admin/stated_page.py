"""A page that says how it stands as long as it has nothing to show."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystep.gui.admin.page import Page
from keystep.gui.pages import empty
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.states import LoadingState


class StatedPage(Page):
    """What :meth:`put` put below its head gives way to a state: reading, or what went wrong."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._body = QWidget()
        self._state = QVBoxLayout()

    def put(self, body: QWidget, state: QWidget) -> None:
        """``body`` from now on, below what the page has; until it is filled ``state`` is shown."""
        self._body = body
        self.column.addWidget(body, 1)
        self.column.addLayout(self._state)
        self.say_state(state)

    @property
    def is_told(self) -> bool:
        """Whether it shows anything but that it is being read."""
        return not self.findChildren(LoadingState)

    def say_state(self, state: QWidget | None) -> None:
        """Show a state in place of the body; None shows the body."""
        empty(self._state)
        self._body.setVisible(state is None)
        if state is not None:
            card = Card()
            card.body.addWidget(state)
            self._state.addWidget(card)
            self._state.addStretch(1)
