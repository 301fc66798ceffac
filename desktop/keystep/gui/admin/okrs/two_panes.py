"""A page of two: what there is, and beside it the one that is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.gui.admin.okrs.panel import Panel
from keystep.gui.admin.okrs.row_list import Key, Row, RowList
from keystep.gui.admin.page import Page, head_behind, way_back
from keystep.gui.i18n import tr
from keystep.gui.pages import bare, empty, scrolled
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.label import ElidedLabel
from keystep.gui.widgets.layout import NORMAL, Layout
from keystep.gui.widgets.states import ErrorState

WIDER = 60
"""Pixels by which the side is wider than that of other pages: it is written in."""


class TwoPanes(Page):
    """``rows`` on one side, ``panel`` on the other; where there is no room for both, one of them.

    ``back_wanted``: to where one came from; ``again_wanted``: read anew what could not be read.
    ``ways`` holds the buttons of the head.
    """

    back_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, back: str, list_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = NORMAL
        self.current: Key | None = None
        self.rows = RowList(list_name)
        self.ways = QHBoxLayout()
        self.foot = QVBoxLayout()
        self.column.addLayout(self._head(back))
        self._state = QVBoxLayout()
        self.column.addLayout(self._state)
        self._whole = QWidget()
        self._columns = QHBoxLayout(self._whole)
        bare(self._columns, 16)
        self._list, self._side = self._listed(), self._panelled()
        self._columns.addWidget(self._list, 1)
        self._columns.addWidget(self._side)
        self.column.addWidget(self._whole, 1)
        self.arrange(NORMAL)

    def arrange(self, layout: Layout) -> None:
        super().arrange(layout)
        self._layout = layout
        self._fit()

    def focus_first(self) -> None:
        if self._list.isVisibleTo(self):
            self.rows.focus_current()
        else:
            self._all.setFocus()

    def set_title(self, title: str) -> None:
        """What the page says at its top."""
        self._named.set_text(title)

    def show_rows(self, rows: Sequence[Row]) -> None:
        self.rows.show_rows(rows, self.current)

    def show_panel(self, current: Key | None, panel: Panel | None) -> None:
        """Show the panel of what is chosen; None: nothing is. The one before is deleted."""
        self.current = current
        empty(self._panel)
        empty(self._below)
        if panel is not None:
            self._panel.addWidget(panel)
            self._below.addWidget(panel.foot)
            panel.show()
            panel.foot.setVisible(panel.can_save)
        self._panel.addStretch(1)
        self._area.verticalScrollBar().setValue(0)
        self.rows.mark(current)
        self._fit()

    def take_panel(self, panel: Panel) -> None:
        """Take away what is shown, to be shown again later."""
        self._panel.removeWidget(panel)
        self._below.removeWidget(panel.foot)
        panel.hide()
        panel.foot.hide()

    def show_state(self, state: QWidget | None, *, whole: bool) -> None:
        """Show a state above the panes; ``whole``: the panes are shown as well."""
        empty(self._state)
        if state is not None:
            self._state.addWidget(state)
        self._whole.setVisible(whole)

    def show_fault(self, why: str) -> None:
        """It cannot be read; ``why`` in the person's language."""
        again = button(tr("Try again"), on_click=self.again_wanted.emit)
        title, text = tr("The objectives cannot be read just now"), tr("Nothing was changed.")
        self.show_state(carded(ErrorState(title, text, (again,), why)), whole=False)

    def close_panel(self) -> None:
        """Back to the list, where only one is seen."""
        self.show_panel(None, None)
        self.rows.focus_current()

    def _head(self, back: str) -> QHBoxLayout:
        self._named, title = ElidedLabel("", "section"), QHBoxLayout()
        title.addWidget(self._named)
        bare(self.ways, 8)
        return head_behind(way_back(back, self.back_wanted.emit), title, self.ways)

    def _listed(self) -> Card:
        card = Card(padding=1, spacing=0)
        card.body.addWidget(scrolled(self.rows), 1)
        card.body.addLayout(self.foot)
        return card

    def _panelled(self) -> Card:
        card = Card(padding=1, spacing=0)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 16, 20, 20)
        column.setSpacing(12)
        self._all = button(tr("Show all"), "quiet", icon="back", on_click=self.close_panel)
        column.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)
        self._panel = QVBoxLayout()
        bare(self._panel, 12)
        column.addLayout(self._panel, 1)
        self._area = scrolled(body)
        card.body.addWidget(self._area, 1)
        self._below = QVBoxLayout()
        bare(self._below)
        card.body.addLayout(self._below)
        return card

    def _fit(self) -> None:
        one = self._layout.one_column
        self._list.setVisible(not one or self.current is None)
        self._side.setVisible(self.current is not None or not one)
        self._all.setVisible(one)
        most = 16_777_215
        self._side.setMaximumWidth(most if one else self._layout.admin_side + WIDER)
        self._side.setMinimumWidth(0 if one else self._layout.admin_side + WIDER)


def carded(state: QWidget) -> Card:
    """A state on a card."""
    card = Card()
    card.body.addWidget(state)
    return card
