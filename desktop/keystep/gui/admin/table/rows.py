"""The rows of a table: as they came, and in the order and choice in which they are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from keystep.content.search.folding import folded
from keystep.domain.sheet import Sheet
from keystep.gui.admin.table.columns import Cell, Column, value_of

Index = QModelIndex | QPersistentModelIndex
CELL = Qt.ItemDataRole.UserRole


class RowsModel(QAbstractTableModel):
    """CELL is the role of a ``Cell``. Cells are made when they are first needed."""

    def __init__(self, columns: Sequence[Column], parent: QObject) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: Sequence[Any] = ()
        self._cells: dict[tuple[int, int], Cell] = {}
        self._words: dict[int, str] = {}
        self._order: list[int] = []

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Other rows, in the order in which they come."""
        self.beginResetModel()
        self._rows, self._cells, self._words = rows, {}, {}
        self._order = list(range(len(rows)))
        self.endResetModel()

    def arrange(self, column: int | None, words: str, *, descending: bool = False) -> None:
        """Show those that have every one of ``words``, sorted by a column; None: as they came."""
        self.beginResetModel()
        wanted = folded(words).split()
        places = range(len(self._rows))
        self._order = [n for n in places if all(part in self._folded(n) for part in wanted)]
        if column is not None:
            self._sort(column, descending)
        self.endResetModel()

    def row_at(self, place: int) -> Any:
        return self._rows[self._order[place]]

    def cell(self, place: int, column: int) -> Cell:
        """What stands in a column of the row at ``place``."""
        return self._made(self._order[place], column)

    def places_of(self, fits: Callable[[Any], bool]) -> list[int]:
        """Where those stand for which ``fits`` is true."""
        return [place for place, n in enumerate(self._order) if fits(self._rows[n])]

    def total(self) -> int:
        """How many there are, shown or not."""
        return len(self._rows)

    def sheet(self, places: Sequence[int] | None = None) -> Sheet:
        """What is shown, or of that the rows at ``places``."""
        chosen = range(len(self._order)) if places is None else places
        lines = [
            tuple(value_of(each, self.cell(place, n)) for n, each in enumerate(self.columns))
            for place in chosen
        ]
        return Sheet(tuple(each.title for each in self.columns), lines)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        cell = self.cell(index.row(), index.column())
        values: Mapping[int, object] = {
            CELL: cell,
            Qt.ItemDataRole.DisplayRole: cell.text,
            Qt.ItemDataRole.AccessibleTextRole: cell.said,
        }
        return values.get(role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        across = orientation is Qt.Orientation.Horizontal
        return (
            self.columns[section].title if across and role == Qt.ItemDataRole.DisplayRole else None
        )

    def _made(self, row: int, column: int) -> Cell:
        made = self._cells.get((row, column))
        if made is None:
            made = self._cells[row, column] = self.columns[column].cell(self._rows[row])
        return made

    def _folded(self, row: int) -> str:
        words = self._words.get(row)
        if words is None:
            said = (self._made(row, column).said for column in range(len(self.columns)))
            words = self._words[row] = folded("\n".join(said))
        return words

    def _sort(self, column: int, descending: bool) -> None:
        """Rows without a key where others have one stand last in both directions."""
        cells = {n: self._made(n, column) for n in self._order}
        keyed = [n for n in self._order if cells[n].key is not None]
        if not keyed:
            self._order.sort(key=lambda n: folded(cells[n].text), reverse=descending)
            return
        bare = [n for n in self._order if cells[n].key is None]
        self._order = sorted(keyed, key=lambda n: cells[n].key, reverse=descending) + bare
