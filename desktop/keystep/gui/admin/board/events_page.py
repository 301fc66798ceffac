"""The raw events, page by page: what every figure is made of."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from keystep.aggregate import voices
from keystep.aggregate.event_log import LoggedEvent
from keystep.domain.events import Instant
from keystep.gui import fonts
from keystep.gui.admin.board.event_words import KINDS, content
from keystep.gui.admin.page import Page, head_behind, heading, way_back
from keystep.gui.admin.words import local
from keystep.gui.i18n import clock, day_month, isolate, mark, number, tr
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.choice_filter import ChoiceFilter
from keystep.gui.widgets.label import ElidedLabel, label
from keystep.gui.widgets.states import EmptyState, LoadingState

PAGE = 50
SAID = "said"
SHORT = 8
PAD = 16
WIDTHS = (140, 190, 110, 220)
HEADS = (mark("When"), mark("What"), mark("Learner"), mark("Station, number"), mark("Content"))
_ROLES = (*("body_figure",) * 4, "caption_figure")
Cells = tuple[str, ...]
Index = QModelIndex | QPersistentModelIndex


class EventsPage(Page):
    """``page_wanted`` carries how many newer events of ``kinds`` to skip; ``show_page`` is the
    answer.

    ``stations`` are names by device; ``whose`` is the person or the team whose they are.
    """

    back_wanted = Signal()
    page_wanted = Signal(int)

    def __init__(
        self, stations: Mapping[str, str], whose: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._stations, self._offset = stations, 0
        self._back = way_back(tr("Back"), self.back_wanted.emit)
        self._newer = button(tr("Newer"), icon="back", on_click=lambda: self._turn(-PAGE))
        self._older = button(tr("Older"), icon_end="next", on_click=lambda: self._turn(PAGE))
        self._range = label("", "caption_figure", "ink2")
        which = (("", tr("Everything")), (SAID, tr("What learners say")))
        self.which = ChoiceFilter(tr("Show"), which)
        self.which.chosen.connect(lambda _which: self.page_wanted.emit(0))
        self.table = _table()
        title = heading(tr("Raw events: {whose}", whose=whose) if whose else tr("Raw events"))
        told = tr("Learners are known by a random number; names are not in events.")
        title.addWidget(ElidedLabel(told, "caption", "ink2"), 1)
        self.column.addLayout(head_behind(self._back, title, self.which))
        self._card = Card(padding=0, spacing=0)
        self._card.body.setContentsMargins(1, 2, 1, 2)
        self._card.body.addWidget(self.table)
        self.column.addWidget(self._card, 1)
        text = tr("Import the share, and what the stations recorded is listed here.")
        self._empty = EmptyState("inbox", tr("No events yet"), text)
        self._empty.setContentsMargins(24, 24, 24, 12)
        self._empty.hide()
        self._card.body.addWidget(self._empty)
        self._reading = LoadingState(tr("Reading the events"), 6)
        self._reading.setContentsMargins(20, 20, 20, 20)
        self._card.body.addWidget(self._reading, 1)
        self.table.hide()
        self._newer.setEnabled(False)
        self._older.setEnabled(False)
        foot = QHBoxLayout()
        foot.addWidget(self._range, 1)
        foot.addWidget(self._newer)
        foot.addWidget(self._older)
        self.column.addLayout(foot)

    @property
    def kinds(self) -> Collection[str]:
        """Which are to be shown; none: all."""
        return voices.KINDS if self.which.current() == SAID else ()

    def show_page(self, events: Sequence[LoggedEvent], offset: int, now: Instant) -> None:
        """``events`` holds one more than a page where there are older ones."""
        self._offset = offset
        shown = events[:PAGE]
        self._newer.setEnabled(offset > 0)
        self._older.setEnabled(len(events) > PAGE)
        first, last = number(offset + 1), number(offset + len(shown))
        self._range.setText(tr("{first} to {last}, newest first", first=first, last=last))
        self._range.setVisible(bool(shown))
        waited = self._back.hasFocus() and self._reading.isVisible()
        self._reading.hide()
        self._empty.setVisible(not shown)
        self.table.setVisible(bool(shown))
        cells = [_cells(event, self._stations, now) for event in shown]
        self.table.setModel(_EventModel(cells, self.table))
        if waited:
            self.focus_first()

    def focus_first(self) -> None:
        first = self._back if self.table.isHidden() else self.table
        first.setFocus()

    def _turn(self, by: int) -> None:
        self.page_wanted.emit(max(self._offset + by, 0))


class _EventModel(QAbstractTableModel):
    """Words in rows, ready to show."""

    def __init__(self, rows: Sequence[Cells], parent: QObject) -> None:
        super().__init__(parent)
        self._rows = rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()][index.column()]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(HEADS[section])
        if role == Qt.ItemDataRole.FontRole:
            return fonts.font("label")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None


class _Cell(QStyledItemDelegate):
    """Words that begin where the head's do, and a line below them."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        host, theme = self._table.viewport(), theme_of()
        area = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(area, theme.color("tint" if chosen else "surface"))
        line = QRectF(area.x(), area.bottom() - 1, area.width(), 1)
        painter.fillRect(line, theme.color("line"))
        words = paint.placed(host, area).adjusted(PAD, 0, -4, 0)
        role, color = _ROLES[index.column()], theme.color("ink2" if index.column() > 1 else "ink")
        paint.text(painter, host, words, str(index.data()), role, color=color)
        painter.restore()


def _table() -> QTableView:
    table = QTableView()
    table.setItemDelegate(_Cell(table))
    table.setAccessibleName(tr("Raw events"))
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(fonts.scaled(22) + 14)
    head = table.horizontalHeader()
    head.setStretchLastSection(True)
    head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    head.setHighlightSections(False)
    table.setModel(_EventModel((), table))
    for column, width in enumerate(WIDTHS):
        table.setColumnWidth(column, fonts.scaled(width))
    return table


def _cells(event: LoggedEvent, stations: Mapping[str, str], now: Instant) -> Cells:
    at, kind = local(event.at, now), KINDS.get(event.kind)
    station = stations.get(event.device) or event.device[:SHORT]
    return (
        tr("{day}, {time}", day=day_month(at), time=clock(at)),
        tr(kind) if kind else tr("Unknown: {kind}", kind=event.kind),
        isolate(event.learner[:SHORT]) or "–",
        isolate(f"{station} · {number(event.seq)}"),
        content(event),
    )
