"""What is out of line, row by row, with who sees to it; and the review of the cycle."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from keystep.domain.alignment import Alignment, Row, State
from keystep.domain.events import Instant
from keystep.domain.strays import Kind
from keystep.gui import fonts
from keystep.gui.admin.alignment import words
from keystep.gui.admin.alignment.panel import StrayPanel
from keystep.gui.admin.alignment.reviews import ReviewCard
from keystep.gui.admin.in_place import InPlace
from keystep.gui.admin.page import Page, head_behind, heading, way_back
from keystep.gui.admin.tab_order import follow_layout
from keystep.gui.admin.table.columns import Cell, Column
from keystep.gui.admin.table.data_table import DataTable
from keystep.gui.i18n import tr, trn
from keystep.gui.pages import bare, scrolled
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.choice_filter import ChoiceFilter
from keystep.gui.widgets.label import ElidedLabel
from keystep.gui.widgets.layout import NORMAL, Layout
from keystep.gui.widgets.states import EmptyState, ErrorState, LoadingState

LEFT, ALL = "left", "all"


class AlignmentPage(Page):
    """Shows an ``Alignment``. What is wished of the chosen row is a signal of ``panel``, who signs
    one of ``reviews``; ``again_wanted`` asks to read anew."""

    back_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Alignment | None = None
        self._layout = NORMAL
        self.panel, self.reviews = StrayPanel(), ReviewCard()
        self.panel.hide()
        self._count = ElidedLabel("", "body", "ink2")
        self.show_which = ChoiceFilter(tr("Show"), _options())
        self.table = DataTable(
            tr("What is out of line"),
            _columns(),
            nothing=tr("Nothing of this kind is out of line."),
            same=lambda row: row.stray.key,
        )
        self._body = InPlace(self._whole(), LoadingState(tr("Looking what is out of line"), 6))
        self._build()

    def show_alignment(self, found: Alignment, now: Instant) -> None:
        """Show another state; what is chosen, sorted and written stays."""
        self._found = found
        self._count.set_text(trn("1 out of line", "{n} out of line", found.left))
        self._body.show_state(None if found.rows or found.reviewers else _nothing())
        self.reviews.show_reviews(found, now)
        self._fill()
        follow_layout(self)

    def show_fault(self, why: str) -> None:
        """It cannot be read; ``why`` in the person's language."""
        again = button(tr("Try again"), on_click=self.again_wanted.emit)
        title = tr("This cannot be shown just now")
        self._body.show_state(ErrorState(title, tr("Nothing was changed."), (again,), why))

    def arrange(self, layout: Layout) -> None:
        super().arrange(layout)
        self._layout = layout
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._halves.setDirection(down if layout.one_column else across)
        width = fonts.scaled(layout.admin_side) * (not layout.one_column)
        self._side.setMinimumWidth(width)
        self._side.setMaximumWidth(width or 16_777_215)

    def focus_first(self) -> None:
        self.table.focus_first()

    def _build(self) -> None:
        title, back = heading(tr("Alignment")), way_back(tr("Objectives"), self.back_wanted.emit)
        title.addWidget(self._count, 1)
        self.column.addLayout(head_behind(back, title))
        self.column.addWidget(self._body, 1)
        self.table.bar.insertWidget(0, self.show_which)
        self.show_which.chosen.connect(lambda _which: self._fill())
        self.table.chosen.connect(self._choose)

    def _whole(self) -> QWidget:
        inner, whole = QWidget(), QWidget()
        side = QVBoxLayout(inner)
        bare(side, 16)
        for part in (self.panel, self.reviews):
            side.addWidget(part)
        side.addStretch(1)
        self._side = scrolled(inner)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, whole)
        bare(self._halves, 16)
        self._halves.addWidget(self.table, 3)
        self._halves.addWidget(self._side, 2)
        return whole

    def _fill(self) -> None:
        which = self.show_which.current()
        rows = self._found.rows if self._found else ()
        self.table.show_rows([row for row in rows if _is_wanted(row, which)])
        self._choose()

    def _choose(self) -> None:
        chosen = self.table.selected()
        self.panel.setVisible(len(chosen) == 1)
        if len(chosen) == 1:
            self.panel.show_row(chosen[0])


def _is_wanted(row: Row, which: str) -> bool:
    left = row.state is not State.DONE
    return which == ALL or (left and which in (LEFT, row.stray.kind))


def _options() -> list[tuple[str, str]]:
    kinds = [(kind.value, words.said(kind)) for kind in Kind]
    return [(LEFT, tr("What is left")), *kinds, (ALL, tr("Settled as well"))]


def _columns() -> tuple[Column, ...]:
    order = list(State)
    return (
        Column(tr("What"), lambda row: Cell(row.stray.title, below=words.what(row)), grow=3),
        Column(tr("Owner"), lambda row: Cell(row.owner or "–"), grow=1),
        Column(tr("Next action"), lambda row: Cell(words.action(row)), grow=2),
        Column(tr("State"), lambda row: _state(row, order.index(row.state))),
    )


def _state(row: Row, place: int) -> Cell:
    status, word = words.state_of(row)
    return Cell(word, place, status)


def _nothing() -> EmptyState:
    text = tr(
        "Key results, lessons, skills and what learners say are compared here. Nothing is out of "
        "line."
    )
    return EmptyState("treads", tr("Everything is in line"), text)
