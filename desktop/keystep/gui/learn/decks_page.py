"""The learner's own decks: which of them bring new cards, and how well they are to be known."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from keystep.errors import KeystepError
from keystep.gui import tasks
from keystep.gui.i18n import number, tr
from keystep.gui.learn.deck_row import DeckRow
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.pages import ColumnPage, PageHead
from keystep.gui.learn.retention_card import RetentionCard
from keystep.gui.learn.steps.sight import bring_into_sight
from keystep.gui.pages import announce, bare, empty
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.label import label
from keystep.gui.widgets.states import EmptyState
from keystep.services.decks import NEW_A_DAY, DeckState, choose, decks
from keystep.services.tuning import retention, scheduler_of, set_retention

WIDEST = 760


class DecksPage(ColumnPage):
    """``left``: back to the cards. ``import_wanted``: take in a deck of another program.

    ``saved`` is sent after each commit.
    """

    left = Signal()
    import_wanted = Signal()
    saved = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(PageHead(tr("Your decks")), WIDEST)
        self._desk = desk
        self.take_in = button(tr("Import a deck…"), icon="download")
        self.take_in.clicked.connect(self.import_wanted)
        self.back = button(tr("Back to the cards"), "plain", icon="back", on_click=self.left.emit)
        for part in (self.back, self.take_in):
            self.head.end.addWidget(part)
        self.head.end.setSpacing(12)
        self._list, self._faults = QVBoxLayout(), QVBoxLayout()
        self.retention = RetentionCard()
        self.retention.chosen.connect(self._want)
        for place in (self._list, self._faults):
            bare(place)
            self.column.addLayout(place)
        self.column.addWidget(self.retention)
        self.column.addStretch(1)

    def refresh(self) -> None:
        empty(self._faults)
        empty(self._list)
        found = decks(self._desk.station, self._desk.learner.id)
        self._list.addWidget(self._chosen(found) if found else self._none())
        self._show_retention()

    def rows(self) -> list[DeckRow]:
        """Every deck, in the order shown."""
        return self.findChildren(DeckRow)

    def enter(self) -> None:
        first = next(iter(self.rows()), self.take_in)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self, found: tuple[DeckState, ...]) -> Card:
        made = Card(24, 8)
        made.body.addWidget(label(tr("New cards come from"), "title18"))
        words = tr(
            "Up to {n} a day from those with a tick. Cards that you know come back in any case.",
            n=number(NEW_A_DAY),
        )
        made.body.addWidget(label(words, "body", "ink2", wrap=True))
        made.body.addSpacing(8)
        for deck in found:
            row = DeckRow(deck)
            row.toggled.connect(self._choose)
            made.body.addWidget(row)
        return made

    def _none(self) -> EmptyState:
        words = tr(
            "Cards of your lessons come by themselves. A deck of your own can come from Anki, "
            "Quizlet, a table or a text."
        )
        return EmptyState("cards", tr("No decks of your own yet"), words)

    def _show_retention(self) -> None:
        station, learner = self._desk.station, self._desk.learner.id
        self.retention.show_retention(retention(station, learner), scheduler_of(station, learner))

    def _choose(self, on: bool) -> None:
        row = self.sender()
        if not isinstance(row, DeckRow):
            return
        deck, learner = row.deck, self._desk.learner.id
        try:
            choose(self._desk.station, learner, deck.pack, deck.deck, on)
        except KeystepError as error:
            row.blockSignals(True)
            row.setChecked(not on)
            row.blockSignals(False)
            self._tell(error)
            return
        empty(self._faults)
        self.saved.emit()

    def _want(self, thousandths: int) -> None:
        try:
            set_retention(self._desk.station, self._desk.learner.id, thousandths)
        except KeystepError as error:
            self._tell(error)
            return
        empty(self._faults)
        self._show_retention()
        self.retention.slider.setFocus(Qt.FocusReason.OtherFocusReason)
        self.saved.emit()

    def _tell(self, error: KeystepError) -> None:
        empty(self._faults)
        told = Callout("danger", tr("Not saved yet"), tasks.said(error))
        self._faults.addWidget(told)
        announce(self, f"{tr('Not saved yet')}. {tasks.said(error)}")
        bring_into_sight(told)
