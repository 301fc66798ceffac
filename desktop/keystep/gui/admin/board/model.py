"""The board as a tree: objectives, and their key results below them."""

from __future__ import annotations

from enum import IntEnum
from html import escape

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from keystep.domain import wording
from keystep.domain.events import Instant
from keystep.domain.okr import Board, KrRow, ObjectiveRow
from keystep.gui.admin.words import newest_of, ruler_of, say, short_day
from keystep.gui.i18n import tr
from keystep.gui.widgets.status import word

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole


class Column(IntEnum):
    KEY_RESULT = 0
    RULER = 1
    PACE = 2
    FORECAST = 3
    FRESH = 4
    OWNER = 5


class BoardModel(QAbstractItemModel):
    """Rows of ``shown``; what an objective sums up is read from ``whole``."""

    def __init__(
        self, whole: Board, shown: Board, now: Instant, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.board, self.now = shown, now
        self._whole = {row.objective.id: row for row in whole.objectives}

    def summary(self, objective: ObjectiveRow) -> ObjectiveRow:
        """The objective with all of its key results."""
        return self._whole[objective.objective.id]

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, child: Index) -> QModelIndex:  # type: ignore[override]
        group = child.internalId() if child.isValid() else 0
        return self.createIndex(group - 1, 0, 0) if group else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self.board.objectives)
        if parent.internalId() or parent.column():
            return 0
        return len(self.board.objectives[parent.row()].rows)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(Column)

    def row_at(self, index: Index) -> KrRow | ObjectiveRow:
        """What a line of the tree shows."""
        group = index.internalId()
        if group:
            return self.board.objectives[group - 1].rows[index.row()]
        return self.board.objectives[index.row()]

    def level_at(self, index: Index) -> int:
        """How many objectives stand above a line's own."""
        group = index.internalId()
        return self.board.objectives[group - 1 if group else index.row()].level

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.row_at(index)
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(row) if index.column() == Column.KEY_RESULT else None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if isinstance(row, ObjectiveRow):
            return self._spoken_objective(row, index.column())
        return self._spoken(row, index.column())

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.head(Column(section))

    def head(self, column: Column) -> str:
        end = self.board.cycle.end
        return {
            Column.KEY_RESULT: tr("Key result"),
            Column.RULER: tr("Start to target"),
            Column.PACE: tr("Pace"),
            Column.FORECAST: tr("Forecast for {day}", day=short_day(end)),
            Column.FRESH: tr("How fresh"),
            Column.OWNER: tr("Owner"),
        }[column]

    def _spoken(self, row: KrRow, column: int) -> str:
        parts: tuple[str, ...] = {
            Column.KEY_RESULT: (row.key_result.title, wording.counted(row)),
            Column.RULER: (ruler_of(row, self.board).spoken(),),
            Column.PACE: (word(row.status.value), say(wording.pace_of(row))),
            Column.FORECAST: tuple(say(w) for w in wording.forecast_of(row, self.board.on)),
            Column.FRESH: (
                say(wording.freshness_of(row)),
                newest_of(row, self.now),
            ),
            Column.OWNER: (row.key_result.owner,),
        }[Column(column)]
        return ", ".join(part for part in parts if part)

    def _spoken_objective(self, row: ObjectiveRow, column: int) -> str:
        share, basis = wording.reached_of(self.summary(row))
        return {
            Column.KEY_RESULT: ", ".join(filter(None, (row.objective.title, row.objective.team))),
            Column.PACE: word(row.status.value),
            Column.FORECAST: f"{share} {say(basis)}".strip(),
            Column.OWNER: row.objective.owner,
        }.get(Column(column), "")


def _tip(row: KrRow | ObjectiveRow) -> str:
    title = row.key_result.title if isinstance(row, KrRow) else row.objective.title
    return f"<span>{escape(title)}</span>"
