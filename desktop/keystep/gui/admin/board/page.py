"""Objectives: how each key result stands, and why we may believe it."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from keystep.domain import wording
from keystep.domain.events import Instant
from keystep.domain.okr import Board
from keystep.gui import fonts
from keystep.gui.admin.board.filters import LEGEND, BoardFilters, Options
from keystep.gui.admin.board.model import BoardModel
from keystep.gui.admin.board.view import BoardView
from keystep.gui.admin.board.wanted import filtered
from keystep.gui.admin.page import Page, heading
from keystep.gui.admin.words import say
from keystep.gui.i18n import tr, trn
from keystep.gui.pages import bare, empty
from keystep.gui.widgets import paint
from keystep.gui.widgets.buttons import button, icon_button
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.label import ElidedLabel, label
from keystep.gui.widgets.layout import Layout
from keystep.gui.widgets.states import EmptyState
from keystep.gui.widgets.status import StatusWord, word


class BoardPage(Page):
    """The board of a cycle; without one, how to come by one.

    ``opened`` carries a key result's id, ``cycle_chosen`` that of another cycle. The other signals
    are wishes that the desk fulfils. ``ways`` holds the buttons of the head.
    """

    opened = Signal(str)
    cycle_chosen = Signal(str)
    report_wanted = Signal()
    measures_wanted = Signal()
    kpis_wanted = Signal()
    load_wanted = Signal()
    write_wanted = Signal()
    plan_wanted = Signal()
    check_in_wanted = Signal()
    closing_wanted = Signal()

    def __init__(
        self,
        board: Board | None,
        now: Instant,
        cycles: Options = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._board, self._now = board, now
        self.view, self.filters = BoardView(), BoardFilters()
        self.view.opened.connect(self.opened)
        self.filters.changed.connect(self._filter)
        self.filters.cycle_chosen.connect(self.cycle_chosen)
        self._place = ElidedLabel("", "caption", "ink2", least=130)
        self._place.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.column.addLayout(self._build_head())
        self.column.addWidget(self._build_bar())
        self._table = Card(padding=0, spacing=0)
        self._table.body.setContentsMargins(1, 2, 1, 2)
        self._table.body.addWidget(self.view)
        self._none = label("", "body", "ink2", wrap=True)
        self._none.setContentsMargins(24, 16, 24, 16)
        self._table.body.addWidget(self._none)
        self.column.addWidget(self._table)
        self._empty = self._build_empty()
        self.column.addWidget(self._empty)
        self.column.addStretch(1)
        self.show_board(board, now, cycles)

    def show_board(
        self, board: Board | None, now: Instant, cycles: Options = (), *, closed: bool = False
    ) -> None:
        """Show another board; what was chosen to be seen stays chosen.

        ``cycles`` are those to choose from; ``closed``: this one is over, and its figures stay.
        """
        self._board, self._now = board, now
        for part in (self._table, self._bar, *self._acts):
            part.setVisible(board is not None)
        self._check_in.setVisible(board is not None and not closed)
        self._closing.setVisible(board is not None and closed)
        self._empty.setVisible(board is None)
        self._fill_counts()
        if board is None:
            return
        place = tr("Closed: its figures stay as they are.")
        self._place.set_text(place if closed else say(wording.place_in_cycle(board)))
        self.filters.offer(board, now, cycles)
        self._filter()

    def arrange(self, layout: Layout) -> None:
        super().arrange(layout)
        self.filters.wrap(wrap=layout.one_column)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._halves.setDirection(down if layout.one_column else across)
        self._make_room()

    def focus_first(self) -> None:
        (self.view if self._board is not None else self._write).setFocus()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            self._make_room()
        return done

    def _build_head(self) -> QHBoxLayout:
        self._legend = QWidget()
        self._counts = QHBoxLayout(self._legend)
        bare(self._counts, 12)
        edit = button(tr("Edit"), on_click=self.plan_wanted.emit)
        edit.setAccessibleDescription(tr("Objectives and their key results"))
        report = button(tr("Report"), icon="report", on_click=self.report_wanted.emit)
        self._closing = button(tr("What we learned"), on_click=self.closing_wanted.emit)
        self._check_in = button(tr("Check in"), "primary", on_click=self.check_in_wanted.emit)
        self._acts = (edit, report)
        self.ways = QHBoxLayout()
        bare(self.ways, 8)
        for way in (edit, report, self._closing, self._check_in):
            self.ways.addWidget(way)
        self._head = heading(tr("Objectives"))
        self._head.addSpacing(4)
        self._head.addWidget(self._legend)
        self._head.addStretch(1)
        self._head.addLayout(self.ways)
        return self._head

    def _build_more(self) -> QToolButton:
        more = icon_button("more", tr("More"))
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more = QMenu(more)
        for words, wish in (
            (tr("Measures"), self.measures_wanted),
            (tr("KPI data"), self.kpis_wanted),
            (tr("Load objectives from a file"), self.load_wanted),
            (tr("Write objectives to a file"), self.write_wanted),
        ):
            self.more.addAction(words).triggered.connect(lambda _on, wish=wish: wish.emit())
        self.more.aboutToShow.connect(lambda: fonts.set_role(self.more, "body"))
        more.setMenu(self.more)
        return more

    def _build_bar(self) -> QWidget:
        self._bar = QWidget()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._bar)
        bare(self._halves, 8)
        self._halves.addWidget(self.filters)
        self._halves.addStretch(1)
        about = QHBoxLayout()
        bare(about, 8)
        about.addWidget(self._place)
        about.addWidget(self._build_more())
        self._halves.addLayout(about)
        return self._bar

    def _build_empty(self) -> QWidget:
        self._write = button(tr("Write the first cycle"), "primary", on_click=self.plan_wanted.emit)
        load = button(tr("Load it from a file"), on_click=self.load_wanted.emit)
        card = Card()
        state = EmptyState(
            "objectives",
            tr("No objectives yet"),
            tr(
                "Write the cycle, its objectives and key results here, or load them from a file. "
                "Learning that has come in already counts from the cycle’s first day."
            ),
            (self._write, load),
        )
        state.setMaximumWidth(620)
        row = QHBoxLayout()  # gives the sentence the height of its lines at that width
        row.addWidget(state, 1)
        row.addStretch(0)
        card.body.addLayout(row)
        return card

    def _fill_counts(self) -> None:
        empty(self._counts)
        found = Counter(row.status for row in self._board.rows) if self._board else Counter()
        for status in LEGEND:
            if found[status]:
                said = tr("{n} {status}", n=found[status], status=word(status.value).lower())
                self._counts.addWidget(StatusWord(status.value, said, "group"))
        self._make_room()

    def _make_room(self) -> None:
        """The counts give way where they would be cut: the rows say the same."""
        title = paint.width_of(tr("Objectives"), "section")
        room = self.contentsRect().width() - 2 * self.column.contentsMargins().left()
        self._legend.setVisible(
            self._counts.sizeHint().width() + self.ways.sizeHint().width() + title + 40 <= room
        )

    def _filter(self) -> None:
        if self._board is None:
            return
        shown = filtered(self._board, self.filters.wanted(), self._now)
        self.view.show_model(BoardModel(self._board, shown, self._now, self.view))
        n = len(shown.rows)
        self.view.setAccessibleDescription(trn("1 key result", "{n} key results", n))
        self._none.setHidden(bool(shown.objectives))
        written = bool(self._board.objectives)
        nothing, unfit = tr("Nothing is written for it yet."), tr("No key result fits this choice.")
        self._none.setText(unfit if written else nothing)
