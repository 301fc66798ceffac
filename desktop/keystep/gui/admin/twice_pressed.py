"""A way that cannot be taken back by a slip."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from keystep.gui.i18n import tr
from keystep.gui.pages import bare
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.label import label


class TwicePressed(QWidget):
    """``ask`` says what pressing once more will do, in ``meaning``; ``act`` then does it.

    "Leave it" and Escape turn back. ``meaning`` is one sentence or a few, in plain words.
    """

    def __init__(self, first: str, second: str, meaning: str, act: Callable[[], object]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        bare(column, 10)
        self._meaning = label(meaning, "body", "ink", wrap=True)
        column.addWidget(self._meaning)
        row = QHBoxLayout()
        bare(row, 8)
        column.addLayout(row)
        self.ask = button(first, on_click=lambda: self._turn(sure=True))
        self.act = button(second, "danger", on_click=act)
        self.act.setAccessibleDescription(meaning)
        self.keep = button(tr("Leave it"), "quiet", on_click=lambda: self._turn(sure=False))
        for way in (self.ask, self.act, self.keep):
            row.addWidget(way)
        row.addStretch(1)
        self._show(sure=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.ask.isHidden():
            self._turn(sure=False)
        else:
            super().keyPressEvent(event)

    def _turn(self, *, sure: bool) -> None:
        """The keyboard goes to the harmless way, never to the one that acts."""
        self._show(sure=sure)
        (self.keep if sure else self.ask).setFocus(Qt.FocusReason.OtherFocusReason)
        area = self._area()
        if sure and area is not None:
            once = Qt.ConnectionType.SingleShotConnection
            area.verticalScrollBar().rangeChanged.connect(self._come_into_view, once)

    def _come_into_view(self) -> None:
        """The sentence has pushed the ways on down."""
        area = self._area()
        if area is not None and self.ask.isHidden():
            area.ensureWidgetVisible(self.keep, 0, 24)

    def _area(self) -> QScrollArea | None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        return above

    def _show(self, *, sure: bool) -> None:
        self.ask.setVisible(not sure)
        for part in (self._meaning, self.act, self.keep):
            part.setVisible(sure)
