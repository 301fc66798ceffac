"""Ten digits, a key that takes the last one back, and one word."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from keystep.gui.i18n import tr
from keystep.gui.kiosk.scale import px
from keystep.gui.kiosk.signin.keys import DrawnKey, figure_key, word_key
from keystep.gui.pages import bare

ROWS, COLUMNS = 4, 3


class Keypad(QWidget):
    """``typed`` carries a digit. ``corner`` is the word at the lower start; "" leaves it empty."""

    typed = Signal(str)
    erased = Signal()
    corner_pressed = Signal()

    def __init__(self, corner: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as on every telephone
        self._grid = QGridLayout(self)
        bare(self._grid)
        for digit in range(1, 10):
            self._put(digit - 1, figure_key(str(digit), partial(self.typed.emit, str(digit))))
        if corner:
            self._put(9, word_key(corner, self.corner_pressed.emit))
        self._put(10, figure_key("0", partial(self.typed.emit, "0")))
        self._put(11, DrawnKey("backspace", tr("Take the last one back"), self.erased.emit, 36))
        share_out(self._grid, ROWS, COLUMNS)

    def arrange(self, *, roomy: bool) -> None:
        space(self, self._grid, ROWS, roomy=roomy)

    def _put(self, place: int, key: QWidget) -> None:
        self._grid.addWidget(key, *divmod(place, COLUMNS))


def share_out(grid: QGridLayout, rows: int, columns: int) -> None:
    """Every row as high and every column as wide as the others."""
    for row in range(rows):
        grid.setRowStretch(row, 1)
    for column in range(columns):
        grid.setColumnStretch(column, 1)


def space(keys: QWidget, grid: QGridLayout, rows: int, *, roomy: bool) -> None:
    """Keys 112 high where there is room, never lower than a finger needs."""
    gap = px(16) if roomy else px(10)
    grid.setSpacing(gap)
    keys.setMinimumHeight(rows * px(56) + (rows - 1) * gap)
    keys.setMaximumHeight(rows * px(112) + (rows - 1) * gap)
