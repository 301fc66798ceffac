"""The list of people: painted rows, of which one or two can be chosen."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from keystep.aggregate.persons import PersonRow
from keystep.domain.events import Instant
from keystep.gui import fonts
from keystep.gui.admin.people.model import NOW, PERSON, Index, PeopleModel
from keystep.gui.admin.people.person_words import below_name, day_of, name_of, stations_of
from keystep.gui.i18n import number, tr
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.choice import draw_mark, mark_size

PAD, GAP = 20, 16


@dataclass(frozen=True)
class Columns:
    """(x, width) of each column in logical pixels; a width of 0: there is no room for it."""

    name: tuple[float, float]
    stations: tuple[float, float]
    day: tuple[float, float]
    events: tuple[float, float]


class PeopleList(QListView):
    """``picked`` carries whom a person wants to see alone, ``toggled`` whom beside another.

    A click or Enter picks; a click on the mark, with Ctrl, or Space toggles; ``cleared`` by Escape.
    """

    picked = Signal(str)
    toggled = Signal(str)
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._beside = False
        self._people = PeopleModel((), None, self)
        self.setModel(self._people)
        self.setItemDelegate(_Row(self))
        self.setAccessibleName(tr("People"))
        self.setAccessibleDescription(tr("Enter shows one, Space puts two side by side"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._click)

    def show_people(self, people: Sequence[PersonRow], now: Instant) -> None:
        """Show other people; the keyboard stays on whom it was, the rows where they were."""
        here, top = self._current(), self.verticalScrollBar().value()
        before, self._people = self._people, PeopleModel(people, now, self)
        self.setModel(self._people)
        before.deleteLater()
        self._go_to(here)
        self.verticalScrollBar().setValue(top)

    def search(self, words: str) -> int:
        """Show only whom these words fit; returns how many they are."""
        here = self._current()
        self._people.search(words)
        self._go_to(here)
        return self._people.rowCount()

    def mark(self, people: Collection[str]) -> None:
        """Mark these, by id."""
        self._people.choose(people)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        over = paint.placed(self.viewport(), QRectF(0, 0, PAD + mark_size() + GAP / 2, 1))
        on_mark = over.left() <= event.position().x() < over.right()
        self._beside = on_mark or bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.currentIndex()
        if event.key() == Qt.Key.Key_Escape:
            self.cleared.emit()
        elif event.key() == Qt.Key.Key_Space and here.isValid():
            self.toggled.emit(here.data(PERSON).person)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and here.isValid():
            self.picked.emit(here.data(PERSON).person)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()

    def _current(self) -> str:
        here = self.currentIndex()
        return here.data(PERSON).person if here.isValid() else ""

    def _go_to(self, person: str) -> None:
        """Without one who is there the keyboard begins at the first row."""
        there = self._people.place_of(person)
        self.setCurrentIndex(there if there.isValid() else self._people.index(0))

    def _click(self, index: QModelIndex) -> None:
        person: PersonRow = index.data(PERSON)
        (self.toggled if self._beside else self.picked).emit(person.person)


class PeopleHead(QWidget):
    """The words above the columns of a list."""

    def __init__(self, people: PeopleList) -> None:
        super().__init__()
        self._people = people
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(0, fonts.scaled(18) + 16)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        line = QRectF(0, self.height() - 1, self.width(), 1)
        painter.fillRect(line, theme.color("line"))
        rows = self._people.viewport().width() if self._people.isVisible() else self.width()
        at = columns(rows)
        words = (
            (at.name, tr("Name and team"), paint.START),
            (at.stations, tr("Learns at"), paint.START),
            (at.day, tr("Last active"), paint.START),
            (at.events, tr("Events"), paint.END),
        )
        for (x, width), text, side in words:
            rect = QRectF(x, 0, width, self.height() - 1)
            if width:
                color = theme.color("ink2")
                paint.text(painter, self, rect, text, "caption", color=color, flags=side)


def columns(width: float) -> Columns:
    """What fits: the stations go first, the events next, the last day at the end."""
    start = PAD + mark_size() + GAP
    room = width - start - PAD
    day = fonts.scaled(96) if room >= fonts.scaled(230) else 0
    events = fonts.scaled(84) if room >= fonts.scaled(360) else 0
    rest = room - sum(wide + GAP for wide in (day, events) if wide)
    stations = round(rest * 0.46) if rest >= fonts.scaled(320) else 0
    name = rest - (stations + GAP if stations else 0)
    after = start + name + GAP
    last = after + (stations + GAP if stations else 0)
    return Columns(
        (start, name), (after, stations), (last, day), (last + day + GAP if events else 0, events)
    )


class _Row(QStyledItemDelegate):
    def __init__(self, people: PeopleList) -> None:
        super().__init__(people)
        self._people = people

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, fonts.line_height("body") + fonts.line_height("caption") + 15)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        host, theme, rect = self._people.viewport(), theme_of(self._people), option.rect
        area = QRectF(QRect(rect))
        chosen = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "tint" if chosen else ("sunken" if over else "surface")
        painter.fillRect(area, theme.color(ground))
        line = QRectF(area.x(), area.bottom() - 1, area.width(), 1)
        painter.fillRect(line, theme.color("line"))
        side = mark_size()
        box = QRectF(PAD, area.y() + (area.height() - 1 - side) / 2, side, side)
        draw_mark(painter, theme, paint.placed(host, box), checked=chosen, several=True)
        self._words(painter, area, index)
        if self._has_ring(index):
            ring = area.adjusted(3, 3, -3, -4)
            paint.box(painter, ring, None, theme.color("focus"), width=2, radius=8)
        painter.restore()

    def _words(self, painter: QPainter, area: QRectF, index: Index) -> None:
        row: PersonRow = index.data(PERSON)
        last_day = day_of(row.last_day, index.data(NOW))
        at, high = columns(area.width()), fonts.line_height("body")
        low = fonts.line_height("caption") if below_name(row) else 0
        top = area.y() + (area.height() - 1 - high - low) / 2
        first = (top, high)
        whole = (area.y(), area.height() - 1)
        cells = (
            (at.name, first, name_of(row), "body_strong", "ink", paint.START),
            (at.name, (top + high, low), below_name(row), "caption", "ink2", paint.START),
            (at.stations, whole, stations_of(row), "body", "ink2", paint.START),
            (at.day, whole, last_day, "body_figure", "ink", paint.START),
            (at.events, whole, number(row.events), "body_figure", "ink2", paint.END),
        )
        for (x, width), (y, tall), words, role, colour, side in cells:
            if width and words:
                color = theme_of(self._people).color(colour)
                place, host = QRectF(x, y, width, tall), self._people.viewport()
                paint.text(painter, host, place, words, role, color=color, flags=side)

    def _has_ring(self, index: Index) -> bool:
        people = self._people
        by_key = people.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        return by_key and people.hasFocus() and index.row() == people.currentIndex().row()
