"""The rows of a list of hits: heads, and what stands below them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from keystep.domain.library import Found, Hit, HitKind
from keystep.gui.i18n import tr
from keystep.gui.learn.library.words import GROUPS, sentence_of, shown_of

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Head:
    """Above a group. ``more`` names the kind of which there is more to see, None for no more."""

    title: str
    count: str = ""
    more: HitKind | None = None

    @property
    def sentence(self) -> str:
        """The head as a screen reader says it."""
        said = (self.title, self.count, tr("Show all") if self.more else "")
        return ", ".join(part for part in said if part)


@dataclass(frozen=True, slots=True)
class Line:
    """A hit, and whether it has a bookmark."""

    hit: Hit
    marked: bool = False


Row = Head | Line


class HitModel(QAbstractListModel):
    """ROW is the role of a row. A head can only be come to where it shows more."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()

    def show(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or not can_stop(self.rows[index.row()]):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        cells: Mapping[int, Callable[[], object]] = {
            ROW: lambda: row,
            Qt.ItemDataRole.DisplayRole: lambda: (row.hit if isinstance(row, Line) else row).title,
            Qt.ItemDataRole.AccessibleTextRole: lambda: said(row),
        }
        cell = cells.get(role)
        return cell() if cell else None


def can_stop(row: Row) -> bool:
    """Whether the keyboard stops at a row."""
    return isinstance(row, Line) or row.more is not None


def said(row: Row) -> str:
    """A row as a screen reader says it."""
    return row.sentence if isinstance(row, Head) else sentence_of(row.hit, marked=row.marked)


def grouped(
    found: Found, marked: Collection[str], room: int, whole: HitKind | None = None
) -> Iterator[Row]:
    """The hits by kind in the order found, each kind under its head: about ``room``, dealt in turn.

    Of ``whole`` all is shown, of every other kind then one.
    """
    by_kind: dict[HitKind, list[Hit]] = {}
    for hit in found.hits:
        by_kind.setdefault(hit.kind, []).append(hit)
    shares = dealt({kind: len(hits) for kind, hits in by_kind.items()}, room, whole)
    for kind, share in shares.items():
        total = found.totals.get(kind, share)
        more = kind if share < total and kind is not whole else None
        yield Head(tr(GROUPS[kind]), shown_of(share, total), more)
        yield from (Line(hit, hit.key in marked) for hit in by_kind[kind][:share])


def dealt(
    counts: Mapping[HitKind, int], room: int, whole: HitKind | None = None
) -> dict[HitKind, int]:
    """How many of each kind are shown: one of each, then one more in turn while there is room."""
    shares = dict.fromkeys(counts, 1)
    if whole in shares:
        return {kind: counts[kind] if kind is whole else 1 for kind in shares}
    while sum(shares.values()) < room and shares != dict(counts):
        for kind, count in counts.items():
            if sum(shares.values()) < room and shares[kind] < count:
                shares[kind] += 1
    return shares
