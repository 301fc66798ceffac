"""The line that is searched with: what does not write in it leads the list."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from keystep.gui import fonts
from keystep.gui.i18n import is_rtl, tr
from keystep.gui.widgets.label import start

LONGEST = 200


class QueryLine(QLineEdit):
    """``lead`` is asked about each key first, and says whether it took it."""

    def __init__(self, lead: Callable[[QKeyEvent], bool]) -> None:
        super().__init__()
        self._lead = lead
        self.setProperty("kind", "bare")
        self.setProperty("ownFocus", True)
        self.setMaxLength(LONGEST)
        self.setAccessibleName(tr("Search lessons, checklists, cards"))
        self.setPlaceholderText(tr("Search lessons, checklists, cards"))
        fonts.set_role(self, "query")

    def set_query(self, query: str) -> None:
        """Begin anew, at the start edge whatever one writes."""
        self.setAlignment(start(rtl=is_rtl()))
        self.setText(query)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._lead(event):
            super().keyPressEvent(event)
