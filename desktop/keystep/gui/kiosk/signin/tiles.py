"""People as tiles: initials over a short name, in as many rows and columns as there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from keystep.gui.i18n import is_rtl
from keystep.gui.kiosk.scale import px
from keystep.gui.kiosk.signin.tile import PersonTile
from keystep.services.kiosk.signing_in import Person

WIDTH, HEIGHT, GAP = 280, 140, 20
NARROW, FLAT = 220, 64
NEARLY = 0.85
"""A tile may be so much smaller before there is one less beside it."""


class Fit(NamedTuple):
    """How many tiles there is room for, across and down, and how high each is."""

    columns: int
    rows: int
    height: int

    @property
    def size(self) -> int:
        return self.columns * self.rows


def fit(width: int, height: int, most_columns: int) -> Fit:
    """Tiles as drawn if four of them fit across, else narrower ones; flat ones where two rows of
    high ones do not fit."""
    columns = _fitting(width, round(px(WIDTH) * NEARLY))
    if columns < 4:
        columns = min(4, _fitting(width, px(NARROW)))
    rows, tall = _fitting(height, round(px(HEIGHT) * NEARLY)), px(HEIGHT)
    if rows < 2:
        rows, tall = _fitting(height, px(FLAT)), px(FLAT) * 5 // 4
    rows = min(rows, 4)
    share = (height - px(GAP) * (rows - 1)) // rows
    return Fit(min(columns, most_columns), rows, min(share, tall))


def _fitting(room: int, tile: int) -> int:
    return max((room + px(GAP)) // (tile + px(GAP)), 1)


class TileGrid(QWidget):
    """``chosen`` carries the person that was touched; ``refitted``: another number fits.

    ``turned`` is sent where a swipe leads to the page before (-1) or after (1), ``stepped`` where
    an arrow key does.
    """

    chosen = Signal(object)
    refitted = Signal()
    turned = Signal(int)
    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.tiles: list[PersonTile] = []
        self.most_columns = 4
        self.fit = fit(px(4 * WIDTH), px(4 * HEIGHT), 4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_people(self, people: Sequence[Person], chosen: str) -> None:
        """One tile for each; ``chosen`` is the id of the learner whose tile is marked."""
        before = {tile.person: tile for tile in self.tiles}
        self.tiles = [before.pop(one) if one in before else self._tile(one) for one in people]
        for one, following in pairwise(self.tiles):
            QWidget.setTabOrder(one, following)
        self.mark(chosen)
        self._place()
        # At last: a tile that had the keyboard may have the page laid out anew.
        for tile in before.values():
            tile.hide()
            tile.deleteLater()

    def mark(self, chosen: str) -> None:
        """Mark one learner's tile and no other."""
        for tile in self.tiles:
            tile.setChecked(tile.person.learner.id == chosen)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(NARROW), px(FLAT))

    def refit(self) -> None:
        """Look again how many fit."""
        before = self.fit
        self.fit = fit(self.width(), self.height(), self.most_columns)
        self._place()
        if before.size != self.fit.size:
            self.refitted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refit()

    def _tile(self, person: Person) -> PersonTile:
        tile = PersonTile(person, self)
        tile.clicked.connect(partial(self._choose, person))
        tile.stepped.connect(partial(self._step, tile))
        tile.swept.connect(self.turned)
        tile.show()
        return tile

    def _place(self) -> None:
        columns, _, high = self.fit
        wide = (self.width() - px(GAP) * (columns - 1)) // columns
        for n, tile in enumerate(self.tiles):
            row, column = divmod(n, columns)
            column = columns - 1 - column if is_rtl() else column
            tile.setGeometry(QRect(column * (wide + px(GAP)), row * (high + px(GAP)), wide, high))

    def _choose(self, person: Person) -> None:
        self.chosen.emit(person)

    def _step(self, tile: PersonTile, across: int, down: int) -> None:
        to = self.tiles.index(tile) + across + down * self.fit.columns
        if 0 <= to < len(self.tiles):
            self.tiles[to].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.stepped.emit(1 if to > 0 else -1)
