"""Everybody as a list that can be searched, a few of them chosen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from keystep.aggregate.persons import PersonRow
from keystep.domain.events import Instant
from keystep.gui.admin.people.person_words import name_of, sentence_of, stations_of
from keystep.gui.admin.people.twins import folded

Index = QModelIndex | QPersistentModelIndex
PERSON, NOW = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class PeopleModel(QAbstractListModel):
    """The rows that fit what is searched for.

    PERSON is the role of a row's ``PersonRow``, NOW of the moment that its words are said at.
    """

    def __init__(self, people: Sequence[PersonRow], now: Instant | None, parent: QObject) -> None:
        super().__init__(parent)
        self._now = now
        self._searched = [
            (folded(f"{row.name} {row.team} {stations_of(row)}"), row) for row in people
        ]
        self._rows = list(people)
        self._chosen: Collection[str] = ()

    def search(self, words: str) -> None:
        """Keep those in whose name, team or stations every one of these words is found."""
        wanted = folded(words).split()
        self.beginResetModel()
        self._rows = [row for text, row in self._searched if all(part in text for part in wanted)]
        self.endResetModel()

    def choose(self, people: Collection[str]) -> None:
        """Mark these, by id."""
        self._chosen = people
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def place_of(self, person: str) -> QModelIndex:
        """Where somebody stands; not valid where the search hides them."""
        places = (n for n, row in enumerate(self._rows) if row.person == person)
        return self.index(next(places, -1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        chosen = row.person in self._chosen
        cells: Mapping[int, Callable[[], object]] = {
            PERSON: lambda: row,
            NOW: lambda: self._now,
            Qt.ItemDataRole.DisplayRole: lambda: name_of(row),
            Qt.ItemDataRole.AccessibleTextRole: lambda: self._now and sentence_of(row, self._now),
            Qt.ItemDataRole.CheckStateRole: lambda: (
                Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked
            ),
        }
        return cells.get(role, _nothing)()


def _nothing() -> None:
    """What no role stands for."""
