"""Objectives: how each key result stands, and why we may believe it."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from keystep.domain import wording
from keystep.domain.events import Instant
from keystep.domain.okr import Board, Status
from keystep.gui.admin.board_model import BoardModel, filtered
from keystep.gui.admin.board_view import BoardView
from keystep.gui.admin.page import Page, heading
from keystep.gui.admin.words import say
from keystep.gui.i18n import tr, trn
from keystep.gui.pages import empty
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.choice_filter import ChoiceFilter
from keystep.gui.widgets.label import ElidedLabel
from keystep.gui.widgets.layout import Layout
from keystep.gui.widgets.states import EmptyState
from keystep.gui.widgets.status import StatusWord, word

ANY = ""
LEGEND = (
    Status.ON_TRACK,
    Status.KEPT,
    Status.LAGGING,
    Status.AT_RISK,
    Status.STALE,
    Status.TOO_EARLY,
    Status.NO_DATA,
)


class BoardPage(Page):
    """The board of the current cycle; without one, how to load one.

    ``opened`` carries a key result's id. The other signals are wishes that the navigator fulfils.
    """

    opened = Signal(str)
    report_wanted = Signal()
    kpis_wanted = Signal()
    okrs_wanted = Signal()

    def __init__(self, board: Board | None, now: Instant, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board, self._now = board, now
        self.view = BoardView()
        self.view.opened.connect(self.opened)
        self._legend = QWidget()
        self._counts = QHBoxLayout(self._legend)
        self._counts.setContentsMargins(0, 0, 0, 0)
        self._place = ElidedLabel("", "caption", "ink2")
        self._place.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._status = ChoiceFilter(tr("Status"), [(ANY, tr("Any"))])
        self._owner = ChoiceFilter(tr("Owner"), [(ANY, tr("Anyone"))])
        for choice in (self._status, self._owner):
            choice.chosen.connect(lambda _key: self._filter())
        self._build()
        self.show_board(board, now)

    def show_board(self, board: Board | None, now: Instant) -> None:
        """Show another board; what was chosen to be seen stays chosen."""
        self._board, self._now = board, now
        for part in (self._table, self._bar, self._report):
            part.setVisible(board is not None)
        self._empty.setVisible(board is None)
        self._fill_counts()
        if board is None:
            return
        self._place.set_text(f"{board.cycle.title} · {say(wording.place_in_cycle(board))}")
        self._offer_filters(board)
        self._filter()

    def arrange(self, layout: Layout) -> None:
        super().arrange(layout)
        self._counts.setSpacing(12 if layout.compact_rail else 20)
        self._legend.setHidden(layout.one_column)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._halves.setDirection(down if layout.one_column else across)

    def focus_first(self) -> None:
        (self.view if self._board is not None else self._load).setFocus()

    def _build(self) -> None:
        self._report = button(
            tr("Report"), "primary", icon="report", on_click=self.report_wanted.emit
        )
        head = heading(tr("Objectives"))
        head.addSpacing(24)
        head.addWidget(self._legend)
        head.addStretch(1)
        head.addWidget(self._report)
        self.column.addLayout(head)
        self.column.addWidget(self._build_bar())
        self._table = Card(padding=0, spacing=0)
        self._table.body.setContentsMargins(1, 2, 1, 2)
        self._table.body.addWidget(self.view)
        self.column.addWidget(self._table)
        self._empty = self._build_empty()
        self.column.addWidget(self._empty)
        self.column.addStretch(1)

    def _build_bar(self) -> QWidget:
        self._bar = QWidget()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._bar)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(8)
        choices, acts = QHBoxLayout(), QHBoxLayout()
        for half in (choices, acts):
            half.setSpacing(8)
        choices.addWidget(self._owner)
        choices.addWidget(self._status)
        choices.addSpacing(8)
        choices.addWidget(self._place, 1)
        acts.addWidget(button(tr("Import KPI file"), on_click=self.kpis_wanted.emit))
        acts.addWidget(button(tr("Load OKRs"), on_click=self.okrs_wanted.emit))
        self._halves.addLayout(choices, 1)
        self._halves.addLayout(acts)
        return self._bar

    def _build_empty(self) -> QWidget:
        self._load = button(tr("Load OKRs"), "primary", on_click=self.okrs_wanted.emit)
        card = Card()
        state = EmptyState(
            "objectives",
            tr("No objectives yet"),
            tr(
                "Write the cycle, its objectives and key results in a TOML file, then load it "
                "here. Learning that has come in already counts from the cycle’s first day."
            ),
            (self._load,),
        )
        state.setMaximumWidth(620)
        card.body.addWidget(state)
        return card

    def _fill_counts(self) -> None:
        empty(self._counts)
        found = Counter(row.status for row in self._board.rows) if self._board else Counter()
        for status in LEGEND:
            if found[status]:
                said = tr("{n} {status}", n=found[status], status=word(status.value).lower())
                self._counts.addWidget(StatusWord(status.value, said, "group"))

    def _offer_filters(self, board: Board) -> None:
        found = Counter(row.status for row in board.rows)
        statuses = [(s.value, f"{word(s.value)}  {found[s]}") for s in LEGEND if found[s]]
        owners = sorted({r.key_result.owner for r in board.rows if r.key_result.owner})
        chosen = self._status.current(), self._owner.current()
        self._status.set_options([(ANY, tr("Any")), *statuses], chosen[0])
        self._owner.set_options([(ANY, tr("Anyone")), *((o, o) for o in owners)], chosen[1])

    def _filter(self) -> None:
        if self._board is None:
            return
        shown = filtered(self._board, self._status.current(), self._owner.current())
        self.view.show_model(BoardModel(self._board, shown, self._now, self.view))
        n = len(shown.rows)
        self.view.setAccessibleDescription(trn("1 key result", "{n} key results", n))
