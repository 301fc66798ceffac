"""What is in a file of cards, and how its table is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from keystep.domain.flashcards import Card as Flashcard
from keystep.gui.i18n import number, tr, trn
from keystep.gui.learn.deck_import_parts import show_left_out
from keystep.gui.pages import bare, empty
from keystep.gui.widgets.card import Card, divider
from keystep.gui.widgets.choice_filter import ChoiceFilter
from keystep.gui.widgets.flow import Lines
from keystep.gui.widgets.label import ElidedLabel, label

if TYPE_CHECKING:
    from keystep.services.deck_files import Column, Read, Table, TableMapping

FIRST = 6
"""Cards shown before an import."""
NONE = "-"
SEPARATORS = ("\t", ";", ",", "|")


class PreviewCard(Card):
    """What is in a file. ``mapped`` carries a TableMapping: another way to read its table."""

    mapped = Signal(object)

    def __init__(self) -> None:
        super().__init__(24, 0)
        self._mapping: TableMapping | None = None
        self._title = label("", "title18", wrap=True)
        self._line = label("", "body", "ink2", wrap=True)
        self.ways = Lines()
        self._cards = QGridLayout()
        self._lost = QVBoxLayout()
        self.history = ChoiceFilter(
            tr("History"), [("with", tr("Take it along")), ("without", tr("Begin anew"))]
        )
        bare(self._cards, 8)
        bare(self._lost, 2)
        self._cards.setHorizontalSpacing(24)
        for part, space in ((self._title, 2), (self._line, 16)):
            self.body.addWidget(part)
            self.body.addSpacing(space)
        self.body.addLayout(self.ways)
        self.body.addWidget(self.history, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addSpacing(16)
        self.body.addLayout(self._cards)
        self.body.addSpacing(16)
        self.body.addLayout(self._lost)

    @property
    def takes_history(self) -> bool:
        return self.history.current() == "with"

    def show_read(self, file: Path, read: Read) -> None:
        """Show the first cards of ``file`` and what it cannot bring along."""
        found = read.found
        cards = sum(len(deck.cards) for deck in found.decks)
        self._title.setText(file.name)
        counts = (
            trn("1 card", "{n} cards", cards),
            trn("1 deck", "{n} decks", len(found.decks)),
            trn("1 card with history", "{n} cards with history", len(found.history)),
        )
        self._line.setText(" · ".join(counts if found.history else counts[:2]))
        self._show_ways(read)
        shown = islice((card for deck in found.decks for card in deck.cards), FIRST)
        self._show_cards(list(shown))
        empty(self._lost)
        show_left_out(self._lost, found.left_out)

    def _show_ways(self, read: Read) -> None:
        """How a table is read, and whether history comes along."""
        empty(self.ways)
        self.history.setVisible(bool(read.found.history))
        if read.table is not None:
            for way in self._table_ways(read.table):
                self.ways.addWidget(way)

    def _table_ways(self, table: Table) -> Iterable[ChoiceFilter]:
        self._mapping = mapping = table.mapping
        between = ChoiceFilter(tr("Divided by"), separators(mapping.between), mapping.between)
        between.chosen.connect(lambda key: self._map(between=key, columns={}, header=None))
        header = ChoiceFilter(
            tr("First row"),
            [("names", tr("Names the columns")), ("card", tr("Is a card"))],
            "names" if mapping.header else "card",
        )
        header.chosen.connect(lambda key: self._map(header=key == "names"))
        yield from (between, header)
        for column, name in column_names().items():
            yield self._column_way(table, column, name)

    def _column_way(self, table: Table, column: Column, name: str) -> ChoiceFilter:
        places = [(str(n), column_title(table, n)) for n in range(table.width)]
        current = str(table.mapping.columns.get(column, NONE))
        way = ChoiceFilter(name, [(NONE, tr("None")), *places], current)
        way.chosen.connect(lambda key: self._map(columns=self._with(column, key)))
        return way

    def _with(self, column: Column, key: str) -> dict[Column, int]:
        known = self._mapping.columns if self._mapping else {}
        others = {one: n for one, n in known.items() if one is not column}
        return others if key == NONE else {**others, column: int(key)}

    def _map(self, **changes: object) -> None:
        """On top of what was chosen a moment ago, though that is not shown yet."""
        if self._mapping is not None:
            self._mapping = replace(self._mapping, **changes)
            self.mapped.emit(self._mapping)

    def _show_cards(self, cards: Sequence[Flashcard]) -> None:
        empty(self._cards)
        for row, card in enumerate(cards):
            self._cards.addWidget(divider(), 2 * row, 0, 1, 2)
            for place, (text, colour) in enumerate(((card.front, "ink"), (card.back, "ink2"))):
                line = " ".join(text.split()) or tr("A picture or a sound")
                self._cards.addWidget(ElidedLabel(line, "body", colour), 2 * row + 1, place)
        for place in range(2):
            self._cards.setColumnStretch(place, 1)


def separators(present: str) -> list[tuple[str, str]]:
    """Signs between cells, and the present one where it is another."""
    names = {"\t": tr("Tab"), ";": tr("Semicolon"), ",": tr("Comma"), "|": tr("Bar")}
    known = [(sign, names[sign]) for sign in SEPARATORS]
    return known if present in names else [*known, (present, f"“{present}”")]


def column_names() -> dict[Column, str]:
    """What a column may be to a card."""
    from keystep.services.deck_files import Column  # noqa: PLC0415 - slow, and rarely needed

    return {
        Column.FRONT: tr("Front"),
        Column.BACK: tr("Back"),
        Column.NOTE: tr("Note"),
        Column.TAGS: tr("Tags"),
        Column.DECK: tr("Deck"),
    }


def column_title(table: Table, n: int) -> str:
    """Its name, or its first cell."""
    cells = table.head or (table.rows[0] if table.rows else ())
    told = " ".join(cells[n].split())[:24] if n < len(cells) else ""
    counted = tr("Column {n}", n=number(n + 1))
    return f"{counted}: {told}" if told else counted
