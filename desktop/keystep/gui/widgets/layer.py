"""What lies over the pages for a while."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

from keystep.gui.pages import stage_of

TAB = Qt.FocusPolicy.TabFocus
REASONS = Qt.FocusReason


class Layer(QWidget):
    """Lies over the pages that ``origin`` stands on, and over nothing else, until it is closed."""

    def __init__(self, origin: QWidget) -> None:
        self.over, self.origin = stage_of(origin), origin
        super().__init__(self.over)
        self.over.installEventFilter(self)

    def fit(self) -> None:
        """The pages have another size."""
        self.setGeometry(self.over.rect())

    def close_layer(self, *, back: bool = True) -> None:
        """Take it away; with ``back`` the keyboard goes to where it was."""
        self.over.removeEventFilter(self)
        if back:
            self.origin.setFocus(REASONS.PopupFocusReason)
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and watched is self.over:
            self.fit()
        return super().eventFilter(watched, event)


def go_round(within: QWidget, onward: bool) -> bool:
    """Have Tab go round and round the parts of ``within``; whether there are any.

    Qt's own chain is not walked from there: PySide ties each widget of it to the one before, and
    lets go of all that follow with the first that goes.
    """
    parts = [part for part in within.findChildren(QWidget) if _takes_tab(part)]
    if parts:
        here = within.window().focusWidget()
        at = parts.index(here) if here in parts else -1 if onward else 0
        reason = REASONS.TabFocusReason if onward else REASONS.BacktabFocusReason
        parts[(at + (1 if onward else -1)) % len(parts)].setFocus(reason)
    return bool(parts)


def _takes_tab(part: QWidget) -> bool:
    return bool(part.focusPolicy() & TAB) and part.isVisible() and part.isEnabled()
