"""The log: who did what and when; what can be taken back is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from keystep.aggregate.papers import Activity
from keystep.domain.events import Instant
from keystep.gui.admin.in_place import InPlace
from keystep.gui.admin.page import Page, head_behind, heading, way_back
from keystep.gui.admin.table.columns import Cell, Column
from keystep.gui.admin.table.data_table import DataTable
from keystep.gui.admin.words import say, today_or_day
from keystep.gui.i18n import tr
from keystep.gui.widgets import buttons
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.label import ElidedLabel
from keystep.gui.widgets.states import ErrorState, LoadingState

PAGE = 500


class ActivityPage(Page):
    """Shows the newest acts; ``undo_wanted`` carries the one to take back.

    ``more_wanted`` asks for older ones as well: ``limit`` is how many are wanted.
    """

    undo_wanted = Signal(object)
    more_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.limit = PAGE
        self._now: Instant | None = None
        self.table = DataTable(
            tr("Activity"),
            self._columns(),
            nothing=tr("What is done in the office from now on is listed here."),
            same=lambda row: row.id,
        )
        self.table.chosen.connect(self._offer)
        self.undo = button("", icon="undo", on_click=self._undo)
        self.more = button(tr("Show older ones"), on_click=self._more)
        self._body = InPlace(self.table, LoadingState(tr("Reading the log"), 6))
        self._build()

    def show_activity(self, rows: Sequence[Activity], now: Instant) -> None:
        """``rows`` holds one more than ``limit`` where there are older ones."""
        self._now = now
        self._body.show_state(None)
        self.table.show_rows(rows[: self.limit])
        self.more.setVisible(len(rows) > self.limit)
        self._offer()

    def show_fault(self, why: str) -> None:
        """They cannot be read; ``why`` in the person's language."""
        title = tr("The log cannot be shown just now")
        self._body.show_state(ErrorState(title, tr("Nothing was changed."), (), why))

    def focus_first(self) -> None:
        self.table.focus_first()

    def _build(self) -> None:
        title, back = heading(tr("Activity")), way_back(tr("Inbox"), self.back_wanted.emit)
        told = tr("Who did what, and when. What was written by hand can be taken back.")
        title.addWidget(ElidedLabel(told, "body", "ink2"), 1)
        self.column.addLayout(head_behind(back, title))
        self.table.bar.insertWidget(0, self.undo)
        self.column.addWidget(self._body, 1)
        self.column.addWidget(self.more)
        self.more.hide()
        self._offer()

    def _offer(self) -> None:
        """A disabled button says what is missing."""
        chosen = self.table.selected()
        able = len(chosen) == 1 and chosen[0].undoable
        self.undo.setEnabled(able)
        buttons.say(self.undo, tr("Undo this") if able else _why_not(chosen))

    def _undo(self) -> None:
        self.undo_wanted.emit(self.table.selected()[0])

    def _more(self) -> None:
        self.limit += PAGE
        self.more_wanted.emit()

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(tr("When"), self._when),
            Column(tr("What"), lambda row: Cell(say(row.said)), grow=3),
            Column(tr("Who"), lambda row: Cell(row.by or "–"), grow=1),
            Column(tr("State"), self._state_of),
        )

    def _when(self, row: Activity) -> Cell:
        return Cell(today_or_day(row.at, self._now) if self._now else "", row.at)

    def _state_of(self, row: Activity) -> Cell:
        if row.undone_at is None or self._now is None:
            return Cell(tr("Can be undone") if row.undoable else "")
        return Cell(tr("Undone {when}", when=today_or_day(row.undone_at, self._now)))


def _why_not(chosen: Sequence[Activity]) -> str:
    if len(chosen) != 1:
        return tr("Choose what to undo")
    if chosen[0].undone_at is not None:
        return tr("Undone already")
    if chosen[0].registers:
        return tr("Changed since: undo that first")
    return tr("This cannot be undone here")
