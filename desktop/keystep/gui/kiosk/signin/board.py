"""Everybody who learns here, in pages of tiles, and the search among them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from keystep.gui import fonts
from keystep.gui.i18n import tr, trn
from keystep.gui.kiosk.parts import wide_button
from keystep.gui.kiosk.scale import px
from keystep.gui.kiosk.signin.chips import PageChips
from keystep.gui.kiosk.signin.finding import Pages, ends, found, in_pages
from keystep.gui.kiosk.signin.panel import Title
from keystep.gui.kiosk.signin.tiles import TileGrid
from keystep.gui.pages import bare
from keystep.gui.widgets.field import LineEdit
from keystep.gui.widgets.label import label
from keystep.services.kiosk.signing_in import Person


class PeopleBoard(QWidget):
    """``chosen`` carries the person that was touched, ``searching`` whether a search is open."""

    chosen = Signal(object)
    searching = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._people: tuple[Person, ...] = ()
        self._pages: Pages = ((),)
        self._first, self._marked, self._lift, self._roomy = 0, "", 0, True
        self.title = Title(tr("Who is learning?"))
        self.chips, self.grid = PageChips(), TileGrid()
        self.field = LineEdit(tr("Search for a name"), tr("Initials or name"), "search")
        self.field.setProperty("kiosk", True)
        self._close = wide_button(tr("Close the search"), on_click=self.stop_search)
        self._told = label("", "caption", "ink2")
        self._search = QWidget()
        self._build()
        self.chips.turned.connect(self.turn_to)
        self.chips.search_wanted.connect(self.search)
        self.grid.chosen.connect(self.chosen)
        self.grid.refitted.connect(self._show_again)
        self.grid.turned.connect(self._turn)
        self.grid.stepped.connect(self._step)
        self.field.textChanged.connect(self._show_again)
        self.field.returnPressed.connect(self._take_only)

    @property
    def is_searching(self) -> bool:
        return not self._search.isHidden()

    @property
    def page(self) -> int:
        """The number of the page that is shown."""
        return min(self._first // self.grid.fit.size, len(self._pages) - 1)

    def show_people(self, people: Sequence[Person]) -> None:
        """Everybody there is."""
        if self._people != tuple(people):
            self._people = tuple(people)
            self._show()

    def mark(self, learner: str) -> None:
        """Mark the tile of the learner with this id, and show its page; "" marks none."""
        self._marked = learner
        places = [n for n, one in enumerate(self._people) if one.learner.id == learner]
        self._first = places[0] if places else self._first
        self._show()

    def reset(self) -> None:
        """As nobody has touched it: the first page, nothing searched for."""
        self._first, self._marked = 0, ""
        self.stop_search()
        self._show()

    def search(self, typed: str = "") -> None:
        """Open the search, with what was typed already."""
        self._search.show()
        self._lay_out()
        self.field.setText(self.field.text() + typed)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.searching.emit(True)

    def stop_search(self) -> None:
        """Close it, with nothing left of what was typed."""
        was = self.is_searching
        self._search.hide()
        self.field.setText("")
        self._lay_out()
        self._show()
        if was:
            self.searching.emit(False)

    def turn_to(self, page: int) -> None:
        self._first = max(0, min(page, len(self._pages) - 1)) * self.grid.fit.size
        self._show()

    def begin(self, learner: str = "") -> None:
        """The keyboard starts at the tile of a learner, else at the marked one or the first."""
        tiles, wanted = self.grid.tiles, learner or self._marked
        at = [tile for tile in tiles if tile.person.learner.id == wanted] or tiles
        (at[0] if at else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def arrange(self, lift: int, *, roomy: bool) -> None:
        """``lift`` is how high the title stands, where controls are to be within reach."""
        self._lift, self._roomy = lift, roomy
        self.title.arrange()
        for part, role in ((self.field, "kiosk_text"), (self._close, "kiosk_strong")):
            fonts.set_role(part, role)
        self._row.setSpacing(px(16))
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_chips()

    def _build(self) -> None:
        self._column, self._head = QVBoxLayout(self), QBoxLayout(QBoxLayout.Direction.LeftToRight)
        bare(self._column)
        self._head.addWidget(self.title, 1)
        self._head.addWidget(self.chips)
        self._row = QHBoxLayout(self._search)
        bare(self._row)
        self._row.addWidget(self.field, 1)
        self._row.addWidget(self._close)
        self._search.hide()
        self._column.addLayout(self._head)
        self._column.addWidget(self._search)
        self._column.addWidget(self._told)
        self._column.addWidget(self.grid, 1)

    def _lay_out(self) -> None:
        low = self._lift > 0
        gap = px(24) if self._roomy and not low else px(14)
        self._column.setSpacing(gap)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._head.setDirection(down if low else across)
        self._head.setSpacing(gap)
        self._head.setContentsMargins(0, max(self._lift - px(72) - gap, 0), 0, 0)
        for part in (self.title, self.chips):
            part.setVisible(not self.is_searching)
        self._told.setVisible(self.is_searching)
        self.grid.most_columns = 6 if self.is_searching else 4
        self.grid.refit()
        self._fit_chips()

    def _fit_chips(self) -> None:
        beside = 0 if self._lift > 0 else self.title.sizeHint().width() + px(24)
        self.chips.arrange(self.width() - beside)

    def _found(self) -> list[Person]:
        return found(self._people, self.field.text())

    def _show_again(self, _typed: str = "") -> None:
        self._show()

    def _show(self) -> None:
        size = self.grid.fit.size
        self._pages = in_pages(self._people, size)
        if self.is_searching:
            every = self._found()
            self.grid.show_people(every[:size], self._marked)
            self._tell(len(every), size)
        else:
            self.grid.show_people(self._pages[self.page], self._marked)
            self.chips.show_pages([ends(page) for page in self._pages], self.page)

    def _tell(self, count: int, room: int) -> None:
        """How many were found, and how many of them there is room for."""
        if count == 0:
            told = tr("Nobody here is called that. Whoever is new adds themselves.")
        elif count > room:
            told = tr("{some} of {all}. Type another letter.", some=room, all=count)
        else:
            told = trn("1 person", "{n} people", count)
        self._told.setText(told)

    def _take_only(self) -> None:
        """Enter takes the one who is left."""
        left = self._found()
        if len(left) == 1:
            self.chosen.emit(left[0])

    def _turn(self, step: int) -> bool:
        """To the page before or after, if there is one."""
        to = self.page + step
        turns = not self.is_searching and 0 <= to < len(self._pages)
        if turns:
            self.turn_to(to)
        return turns

    def _step(self, step: int) -> None:
        if self._turn(step):
            self.grid.tiles[0 if step > 0 else -1].setFocus(Qt.FocusReason.TabFocusReason)
