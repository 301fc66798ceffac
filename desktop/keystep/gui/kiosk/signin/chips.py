"""Which page of people is shown: one chip a page, or arrows where there are too many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from keystep.gui import fonts, icons
from keystep.gui.i18n import tr
from keystep.gui.kiosk.scale import px
from keystep.gui.pages import bare, empty

Ends = tuple[str, str]


class PageChips(QWidget):
    """``turned`` carries the number of the page that was asked for; ``search_wanted``: none.

    They are made when they are seen first.
    """

    turned = Signal(int)
    search_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._ends: tuple[Ends, ...] = ()
        self._shown, self._fitted, self._stale = 0, (0, 0.0), True
        self._row = QHBoxLayout(self)
        bare(self._row)
        self._row.setAlignment(Qt.AlignmentFlag.AlignRight)

    def show_pages(self, ends: Sequence[Ends], shown: int) -> None:
        """``ends`` are the letters that each page begins and ends with."""
        if (tuple(ends), shown) != (self._ends, self._shown):
            self._ends, self._shown = tuple(ends), shown
            self._change()

    def arrange(self, room: int) -> None:
        """Fit into ``room`` pixels across."""
        if (room, fonts.text_scale()) != self._fitted:
            self._fitted = room, fonts.text_scale()
            self._change()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._build()

    def _change(self) -> None:
        self._stale = True
        if self.isVisible():
            self._build()

    def _build(self) -> None:
        self._stale = False
        empty(self._row)
        self._row.setSpacing(px(12))
        search = _chip(tr("Search"), self.search_wanted.emit)
        search.setAccessibleName(tr("Search for a name"))
        pages = [self._page(number) for number in range(len(self._ends))]
        wide = sum(one.sizeHint().width() + px(12) for one in (*pages, search))
        fit = len(pages) > 1 and wide <= self._fitted[0]
        if not fit:
            for one in pages:
                one.deleteLater()
            pages = self._arrows() if len(pages) > 1 else []
        for one in (*pages, search):
            self._row.addWidget(one)

    def _page(self, number: int) -> QPushButton:
        first, last = self._ends[number]
        words = first if first == last else tr("{first} to {last}", first=first, last=last)
        chip = _chip(words, partial(self.turned.emit, number))
        chip.setCheckable(True)
        chip.setChecked(number == self._shown)
        chip.clicked.connect(lambda: chip.setChecked(number == self._shown))
        return chip

    def _arrows(self) -> list[QPushButton]:
        """The page that is shown, between the one before and the one after."""
        sides = []
        for step, icon, name in (
            (-1, "chevron_back", tr("The page before")),
            (1, "chevron_next", tr("The next page")),
        ):
            chip = _chip("", partial(self.turned.emit, self._shown + step))
            chip.setIcon(icons.icon(icon, "ink"))
            fonts.set_icon_size(chip, 17)
            chip.setAccessibleName(name)
            chip.setEnabled(0 <= self._shown + step < len(self._ends))
            sides.append(chip)
        return [sides[0], self._page(self._shown), sides[1]]


def _chip(text: str, on_press: Callable[[], object]) -> QPushButton:
    made = QPushButton(text)
    made.setProperty("kind", "chip")
    made.setAccessibleName(text)
    made.setAutoDefault(True)
    fonts.set_role(made, "group")
    made.setMinimumWidth(px(72))
    made.clicked.connect(lambda _checked: on_press())
    return made
