"""Pieces to put in order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from keystep.domain import interactions
from keystep.domain.quiz import Item
from keystep.domain.responses import Grade, Placed, Response
from keystep.gui.i18n import mark, number, tr
from keystep.gui.learn.pictures import Media
from keystep.gui.learn.steps.answers import keyboard
from keystep.gui.learn.steps.answers.carrying import Carrying
from keystep.gui.learn.steps.answers.order_row import OrderRow
from keystep.gui.learn.steps.answers.row_board import RowBoard
from keystep.gui.learn.steps.answers.told import VERDICTS, Told
from keystep.gui.learn.steps.answers.view import AnswerView
from keystep.gui.pages import announce, reveal
from keystep.gui.widgets.label import label

HOW = mark("Drag each one to its place, or use its arrows.")
NOW = mark("Taken. Tap its place, or move it with the arrow keys.")


class OrderingAnswer(AnswerView):
    """``rows`` are in the pack's order. What is shown at first is no answer: nobody gave it."""

    gap = 12

    def __init__(self, item: Item, order: tuple[int, ...], media: Media) -> None:
        super().__init__(item, order, media)
        self._pieces = cast("interactions.Ordering", item.asks).pieces
        self.rows = tuple(map(OrderRow, self._pieces))
        self._line, self._is_moved, self._is_told = order, False, False
        self._how = label(tr(HOW), "caption", "ink2", wrap=True)
        self.board = RowBoard(self.rows, order)
        self.column.addWidget(self._how)
        self.column.addWidget(self.board)
        self._carrying = Carrying(self, self._place_at)
        self._connect()
        self._say()

    def response(self) -> Response:
        places = (self._line.index(n) for n in range(len(self.rows)))
        return Placed(tuple(places) if self._is_moved else ())

    def fill(self, response: Response) -> None:
        self._carrying.let_go()
        given = response.places if isinstance(response, Placed) else ()
        places = [place for place in given if place is not None]
        self._is_moved = self.item.asks.is_answered(response)
        whole = range(len(self.rows))
        self._stand(tuple(map(places.index, whole)) if self._is_moved else self.order)

    def show_grade(self, grade: Grade) -> None:
        self._carrying.rest()
        self._is_told = True
        self._how.hide()
        for n, (row, verdict) in enumerate(zip(self.rows, grade.verdicts, strict=True), 1):
            kind = VERDICTS[verdict]
            belongs = (tr("Belongs in place {n}", n=number(n)),)
            row.show_verdict(Told(kind, () if kind == "right" else belongs))

    def first(self) -> QWidget:
        return self.rows[self._line[0]]

    def pick(self, number: int) -> bool:
        """Put what is in the hand, else what the keyboard is at, in that place."""
        taken = self._carrying.taken
        row = keyboard.at(self.rows) if taken is None else taken
        if row is None or self._is_told or not 1 <= number <= len(self.rows):
            return False
        self._put(row, number - 1)
        return True

    def keys(self) -> tuple[str, ...]:
        return (tr("Move with"), f"[{tr('Alt')}]", "[↑]", "[↓]")

    def _connect(self) -> None:
        for n, row in enumerate(self.rows):
            row.clicked.connect(lambda *_, n=n: self._tap(n))
            row.stepped.connect(lambda by, n=n: self._step(n, by))
            row.walked.connect(lambda by, n=n: self._walk(n, by))
            self._carrying.watch(n, row, row.handle)
        self._carrying.turned.connect(self._say)
        self._carrying.passed.connect(self._make_room)
        self._carrying.put.connect(self._put)
        self.board.settled.connect(self._keep_in_sight)

    def _tap(self, row: int) -> None:
        """Take it; or put what is in the hand in its place."""
        taken = self._carrying.taken
        if self._is_told:
            return
        if taken is None:
            self._carrying.take(row)
        elif taken == row:
            self._carrying.let_go()
        else:
            self._put(taken, self._line.index(row))

    def _step(self, row: int, by: int) -> None:
        """A place up or down; what is in the hand stays there."""
        place = self._line.index(row) + by
        if not self._is_told and 0 <= place < len(self.rows):
            self._move(row, place)

    def _walk(self, row: int, by: int) -> None:
        place = self._line.index(row) + by
        if 0 <= place < len(self.rows):
            self.rows[self._line[place]].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _put(self, row: int, place: int) -> None:
        self._carrying.let_go()
        self._move(row, place)

    def _move(self, row: int, place: int) -> None:
        self._is_moved = True
        self._stand(_with(self._line, row, place))
        announce(self, self.rows[row].accessibleName())
        self.changed.emit()

    def _stand(self, line: Sequence[int]) -> None:
        self._line = tuple(line)
        self.board.show_line(self._line)
        self._say()

    def _make_room(self, place: int | None) -> None:
        """Show the order as it would be; over no place, as it is."""
        row, line = self._carrying.dragged, self._line
        self.board.show_line(line if row is None or place is None else _with(line, row, place))

    def _say(self) -> None:
        for place, n in enumerate(self._line, 1):
            taken = n == self._carrying.taken
            self.rows[n].stand(place, len(self._line), taken=taken)
        self._how.setText(tr(HOW if self._carrying.taken is None else NOW))
        keyboard.chain(self, [self.rows[n] for n in self._line])

    def _place_at(self, row: int, at: QPoint) -> int | None:
        there = self.board.mapFromGlobal(at)
        return self.board.place_at(row, there.y()) if self.board.rect().contains(there) else None

    def _keep_in_sight(self) -> None:
        here = keyboard.at(self.rows)
        if here is not None and self._carrying.dragged is None:
            reveal(self.rows[here])


def _with(line: Sequence[int], row: int, place: int) -> tuple[int, ...]:
    """The line with ``row`` at ``place``."""
    others = [n for n in line if n != row]
    return (*others[:place], row, *others[place:])
