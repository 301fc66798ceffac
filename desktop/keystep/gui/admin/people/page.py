"""The people: who learns where, who is whom, and whom to forget."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from keystep.aggregate.persons import PersonRow
from keystep.domain.events import Instant
from keystep.gui import fonts
from keystep.gui.admin.page import Page, heading
from keystep.gui.admin.people.everybody import Everybody
from keystep.gui.admin.people.listing import PeopleHead, PeopleList
from keystep.gui.admin.people.side import PeopleSide
from keystep.gui.admin.people.twins_line import twins_line
from keystep.gui.admin.tab_order import follow_layout
from keystep.gui.admin.unlock import UnlockCard
from keystep.gui.i18n import tr, trn
from keystep.gui.pages import bare, empty
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import Card, IconPicture
from keystep.gui.widgets.field import LineEdit
from keystep.gui.widgets.label import ElidedLabel
from keystep.gui.widgets.layout import NORMAL, Layout
from keystep.gui.widgets.states import EmptyState, ErrorState, LoadingState


class PeoplePage(Page):
    """Shows ``Everybody``; before that it says that they are being read.

    The wishes about those who are chosen are signals of ``side``; ``again_wanted`` asks to read
    anew what could not be read.
    """

    again_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = NORMAL
        self._everybody: Everybody | None = None
        self._now: Instant | None = None
        self._chosen: tuple[str, ...] = ()
        self._apart: set[frozenset[str]] = set()
        self.unlock = UnlockCard()
        self.search, self.people, self.side = _search_field(), PeopleList(), PeopleSide()
        self._count = ElidedLabel("", "body", "ink2")
        self._head()
        self._offer = QVBoxLayout()
        self.column.addLayout(self._offer)
        self._whole = QWidget()
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._whole)
        bare(self._rows, 16)
        self._rows.addWidget(self._listed(), 1)
        self._rows.addWidget(self.side)
        self.column.addWidget(self._whole, 1)
        self._state = QVBoxLayout()
        self.column.addLayout(self._state, 1)
        self.column.addLayout(_privacy())
        self._connect()
        self._show_state(LoadingState(tr("Reading who is who"), 6))

    def show_everybody(self, everybody: Everybody, now: Instant) -> None:
        """Show other people, or the same anew: what is searched for, and who is chosen, stays."""
        again = everybody == self._everybody and not self._whole.isHidden()
        self._everybody, self._now = everybody, now
        self._count.set_text(trn("1 person", "{n} people", len(everybody.people)))
        if not everybody.people:
            self._show_state(_nobody_yet())
        elif not again:
            self._show_state(None)
            self.people.show_people(everybody.people, now)
            self._search()
            self.choose(*self._chosen)

    def show_fault(self, why: str) -> None:
        """They cannot be read; ``why`` in the person's language."""
        again = button(tr("Try again"), on_click=self.again_wanted.emit)
        title, text = tr("The people cannot be shown just now"), tr("Nothing was changed.")
        self._show_state(ErrorState(title, text, (again,), why))

    def choose(self, *people: str) -> None:
        """Show one, two side by side, or nobody; who is no more is left out."""
        if self._everybody is None or self._now is None:
            return
        had_focus = self.side.holds_focus
        found = [self._everybody.row_of(person) for person in people[-2:]]
        rows = list(dict.fromkeys(row for row in found if row is not None))
        self._chosen = tuple(row.person for row in rows)
        self._offer_twins()
        self.people.mark(self._chosen)
        self.side.show_chosen(rows, self._everybody, self._now)
        self._fit()
        follow_layout(self)
        if had_focus and not self.side.holds_focus:
            self.people.setFocus()

    def compare(self, one: str, other: str) -> None:
        """Put two side by side and the keyboard there."""
        self.choose(one, other)
        self.side.focus_first()

    def arrange(self, layout: Layout) -> None:
        super().arrange(layout)
        self._layout = layout
        self._fit()

    def focus_first(self) -> None:
        self.search.setFocus()

    def _head(self) -> None:
        head = heading(tr("People"))
        head.addWidget(self._count, 1)
        head.addWidget(self.search)
        self.column.addLayout(head)
        self.column.addWidget(self.unlock)

    def _listed(self) -> Card:
        listed = Card(padding=0, spacing=0)
        listed.body.setContentsMargins(1, 1, 1, 8)
        listed.body.addWidget(PeopleHead(self.people))
        listed.body.addWidget(self.people, 1)
        self._none = QVBoxLayout()
        listed.body.addLayout(self._none, 1)
        return listed

    def _connect(self) -> None:
        self.search.textChanged.connect(self._search)
        self.people.picked.connect(self._pick)
        self.people.toggled.connect(self._toggle)
        self.people.cleared.connect(self._clear)
        self.side.closed.connect(self._clear)
        self.side.apart.connect(self._keep_apart)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.search.setFocus)

    def _search(self) -> None:
        words = self.search.text()
        found = self.people.search(words)
        empty(self._none)
        self.people.setVisible(found > 0)
        if not found and self._everybody is not None:
            self._none.addWidget(self._nobody_found(words))
            self._none.addStretch(1)

    def _pick(self, person: str) -> None:
        self.choose(person)

    def _toggle(self, person: str) -> None:
        others = [one for one in self._chosen if one != person]
        self.choose(*others, *([] if person in self._chosen else [person]))

    def _clear(self) -> None:
        self.choose()

    def _keep_apart(self, one: str, other: str) -> None:
        """Until the window closes; a merge that was taken back is remembered for good."""
        self._apart.add(frozenset((one, other)))
        self.choose()

    def _offer_twins(self) -> None:
        """Not while two are compared already."""
        empty(self._offer)
        if len(self._chosen) == 2:
            return
        twins = self._everybody.twins if self._everybody is not None else ()
        left = [pair for pair in twins if _ids(pair) not in self._apart]
        if left:
            self._offer.addWidget(twins_line(left, self.compare))

    def _fit(self) -> None:
        """One column where there is no room for two."""
        below = self._layout.one_column
        direction = QBoxLayout.Direction
        self._rows.setDirection(direction.TopToBottom if below else direction.LeftToRight)
        self._rows.setStretch(1, (1 if self._chosen else 0) * below)
        self.side.fit(self._layout)

    def _show_state(self, state: QWidget | None) -> None:
        """Show a state in place of the people; None shows them."""
        empty(self._state)
        empty(self._offer)
        self._whole.setVisible(state is None)
        if state is not None:
            card = Card()
            card.body.addWidget(state)
            self._state.addWidget(card)
            self._state.addStretch(1)

    def _nobody_found(self, words: str) -> QWidget:
        everybody = button(tr("Show everybody"), on_click=self.search.clear)
        title = tr("Nobody fits “{words}”", words=words.strip())
        text = tr("Names, teams and stations are searched; a part of a word will do.")
        state = EmptyState("search", title, text, (everybody,))
        state.setContentsMargins(24, 24, 24, 24)
        return state


def _ids(pair: tuple[PersonRow, PersonRow]) -> frozenset[str]:
    return frozenset(row.person for row in pair)


def _search_field() -> LineEdit:
    field = LineEdit(tr("Search people"), tr("Name, team or station"), "search")
    field.setClearButtonEnabled(True)
    field.setFixedWidth(fonts.scaled(300))
    return field


def _privacy() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(IconPicture("shield", 16))
    told = tr(
        "Names never leave this machine but sealed, and only to stations that these people use."
    )
    row.addWidget(ElidedLabel(told, "caption", "ink2"), 1)
    return row


def _nobody_yet() -> EmptyState:
    text = tr(
        "People are registered at the stations, by name and team. They are listed here once "
        "something of theirs was imported."
    )
    return EmptyState("people", tr("Nobody is known yet"), text)
