"""The end of a cycle: what it came to, what was learned, and what goes on."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from keystep.domain import wording
from keystep.domain.events import Instant
from keystep.domain.okr import Board, Cycle, KrRow
from keystep.gui import fonts
from keystep.gui.admin.inbox.watch_line import CheckBox
from keystep.gui.admin.okrs.carry_over import CarryOver
from keystep.gui.admin.okrs.retrospective import ReadRetrospective, WriteRetrospective
from keystep.gui.admin.page import Page, head_behind, way_back
from keystep.gui.admin.tab_order import follow_layout
from keystep.gui.i18n import isolate, tr
from keystep.gui.pages import bare, empty, scrolled
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import Card, divider
from keystep.gui.widgets.label import ElidedLabel, label
from keystep.gui.widgets.layout import NORMAL, Layout
from keystep.gui.widgets.states import ErrorState, LoadingState
from keystep.gui.widgets.status import StatusWord
from keystep.services.okr.cycles import Listed

SCORE_WIDTH, STATUS_WIDTH, LEAST = 56, 128, 120
WIDER = {False: 60, True: 0}


@dataclass(frozen=True)
class Ending:
    """``following`` is the cycle that may come next, ``taken`` the ids of those there are."""

    listed: Listed
    board: Board
    following: Cycle
    taken: tuple[str, ...]
    now: Instant


class ClosingPage(Page):
    """``closed`` carries a retrospective, ``carried`` a new cycle and the key results that go on
    in it."""

    back_wanted = Signal()
    again_wanted = Signal()
    closed = Signal(object)
    carried = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ending: Ending | None = None
        self._carry: CarryOver | None = None
        self._boxes: dict[str, CheckBox] = {}
        self._back = way_back(tr("Objectives"), self.back_wanted.emit)
        self._named, title = ElidedLabel("", "section"), QHBoxLayout()
        title.addWidget(self._named)
        self.column.addLayout(head_behind(self._back, title))
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        bare(self._columns, 16)
        self._main, self._side = QVBoxLayout(), QVBoxLayout()
        self._wide = QWidget()
        self._wide.setLayout(self._side)
        bare(self._main, 16)
        bare(self._side, 16)
        self._columns.addLayout(self._main, 1)
        self._columns.addWidget(self._wide)
        body = QWidget()
        body.setLayout(self._columns)
        self.column.addWidget(scrolled(body), 1)
        self._named.set_text(tr("Close the cycle"))
        self._main.addWidget(LoadingState(tr("Reading what it came to"), 4))
        self.arrange(NORMAL)

    def show_ending(self, ending: Ending) -> None:
        """Show it anew; what is being written stays while the cycle is as it was."""
        before, self._ending = self._ending, ending
        if before is not None and before.listed == ending.listed:
            return
        words = tr("{cycle} is closed") if ending.listed.closing else tr("Close {cycle}")
        self._named.set_text(words.format(cycle=ending.listed.cycle.title))
        self._fill_main(ending)
        self._fill_side(ending)
        follow_layout(self)

    def show_fault(self, why: str) -> None:
        """It cannot be read; ``why`` in the person's language."""
        self._ending = None
        for column in (self._main, self._side):
            empty(column)
        again = button(tr("Try again"), on_click=self.again_wanted.emit)
        title = tr("The cycle cannot be read just now")
        self._main.addWidget(ErrorState(title, tr("Nothing was changed."), (again,), why))
        self._main.addStretch(1)

    def arrange(self, layout: Layout) -> None:
        super().arrange(layout)
        below, most = layout.one_column, 16_777_215
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.TopToBottom if below else direction.LeftToRight)
        wide = most if below else layout.admin_side + WIDER[layout.compact_rail]
        self._wide.setMinimumWidth(0 if below else wide)
        self._wide.setMaximumWidth(wide)

    def focus_first(self) -> None:
        self._back.setFocus()

    def ticked(self) -> tuple[str, ...]:
        """The key results that are to go on."""
        return tuple(one for one, box in self._boxes.items() if box.isChecked())

    def _fill_main(self, ending: Ending) -> None:
        empty(self._main)
        self._boxes = {}
        card = Card(padding=20, spacing=8)
        card.body.addWidget(label(tr("What it came to"), "title18"))
        for one in ending.board.objectives:
            card.body.addWidget(divider())
            share, _basis = wording.reached_of(one)
            card.body.addLayout(_line(label(one.objective.title, "objective", wrap=True), share))
            for row in one.rows:
                card.body.addLayout(self._key_result(row, closed=ending.listed.closing is not None))
        self._main.addWidget(card)
        self._main.addStretch(1)

    def _key_result(self, row: KrRow, *, closed: bool) -> QHBoxLayout:
        reached = "" if row.attainment is None else wording.percent(row.attainment)
        title: QWidget = ElidedLabel(row.key_result.title)
        if closed:
            box = self._boxes[row.key_result.id] = CheckBox(row.key_result.title)
            box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            box.setMinimumWidth(fonts.scaled(LEAST))  # a long title is cut, the score is not
            box.toggled.connect(self._count)
            title = QWidget()
            whole = QHBoxLayout(title)
            bare(whole)
            whole.addWidget(box)
            whole.addStretch(1)
        return _line(title, reached, StatusWord(row.status.value, role="group"))

    def _fill_side(self, ending: Ending) -> None:
        empty(self._side)
        self._carry = None
        closing = ending.listed.closing
        if closing is None:
            write = WriteRetrospective(ending.listed.cycle, ending.now)
            write.closed.connect(self.closed)
            self._side.addWidget(write)
        else:
            self._side.addWidget(ReadRetrospective(closing, ending.now))
            self._carry = CarryOver(
                ending.following, list(ending.taken), lambda: len(self.ticked())
            )
            self._carry.carried.connect(lambda new: self.carried.emit(new, self.ticked()))
            self._side.addWidget(self._carry)
        self._side.addStretch(1)

    def _count(self) -> None:
        if self._carry is not None:
            self._carry.count()


def _line(title: QWidget, score: str, status: QWidget | None = None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(title, 1)
    figure = label(isolate(score), "strong_figure")
    figure.setMinimumWidth(fonts.scaled(SCORE_WIDTH))
    row.addWidget(figure)
    place = status if status is not None else QWidget()
    place.setFixedWidth(fonts.scaled(STATUS_WIDTH))
    row.addWidget(place)
    return row
