"""A table, and beside it whatever is opened of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.gui import fonts
from keystep.gui.admin.table.data_table import DataTable
from keystep.gui.i18n import tr
from keystep.gui.pages import bare, empty, scrolled
from keystep.gui.widgets.buttons import icon_button
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.label import label
from keystep.gui.widgets.layout import NORMAL, Layout

ROOM_FOR_BOTH = 960
WIDER = 60
WIDEST = 16_777_215


class Beside(QWidget):
    """``table`` takes all the room until a panel is shown; where there is no room for both, the
    panel takes its place. ``left`` tells that the panel was closed."""

    left = Signal()

    def __init__(self, table: DataTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self._layout = NORMAL
        row = QHBoxLayout(self)
        bare(row, 16)
        row.addWidget(table, 1)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(20, 16, 20, 20)
        column.setSpacing(12)
        self._panel = QVBoxLayout()
        bare(self._panel, 12)
        column.addLayout(self._panel)
        column.addStretch(1)
        self.side = Card(padding=1)
        self._area = scrolled(inner)
        self.side.body.addWidget(self._area)
        row.addWidget(self.side)
        self.side.hide()
        close = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.side)
        close.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        close.activated.connect(self._leave)

    def show_panel(self, title: str, panel: QWidget | None) -> None:
        """Show a panel under its title; None shows the table alone."""
        had_focus = self.isAncestorOf(self.window().focusWidget() or self.window())
        empty(self._panel)
        if panel is not None:
            self._panel.addLayout(self._head(title))
            self._panel.addWidget(panel)
            self._area.verticalScrollBar().setValue(0)
        self.side.setVisible(panel is not None)
        self._fit()
        if panel is None and had_focus:
            self.table.focus_first()

    def arrange(self, layout: Layout) -> None:
        """Wear ``layout``."""
        self._layout = layout
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        alone = self._layout.one_column or self.width() < fonts.scaled(ROOM_FOR_BOTH)
        self.table.setVisible(not alone or self.side.isHidden())
        width = fonts.scaled(self._layout.admin_side + WIDER)
        self.side.setMaximumWidth(WIDEST if alone else width)
        self.side.setMinimumWidth(0 if alone else width)

    def _head(self, title: str) -> QHBoxLayout:
        row = QHBoxLayout()
        bare(row, 12)
        row.addWidget(label(title, "title18", wrap=True), 1)
        close = icon_button("leave", tr("Close"), on_click=self._leave)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _leave(self) -> None:
        self.show_panel("", None)
        self.left.emit()
