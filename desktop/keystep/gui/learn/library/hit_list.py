"""The list of hits: painted rows under their heads, led by keys from wherever one writes."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from keystep.domain.library import Hit
from keystep.gui.i18n import tr
from keystep.gui.learn.library.hit_row import HitDelegate, mark_zone
from keystep.gui.learn.library.rows import Head, HitModel, Index, Line, Row, can_stop

BATCH = 200
_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
}
_FAR = frozenset({Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End})
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class HitList(QListView):
    """``come_to`` carries the row the keyboard or a click came to, None for none.

    ``opened`` carries a hit that is wanted: by Enter, or by a click on the present row, ``at_once``
    by any click. ``learnt`` carries one whose whole lesson is, ``more`` a kind of which all are
    wanted, ``marked`` a hit whose bookmark is to be turned: ``keeps`` shows where to click for it.
    ``aimed`` carries the hit that a pointer comes to lie on, ``held`` the one that opens as soon as
    it is let go. ``led``: the keys come from elsewhere.
    """

    come_to = Signal(object)
    aimed = Signal(object)
    held = Signal(object)
    opened = Signal(object)
    learnt = Signal(object)
    more = Signal(object)
    marked = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.at_once, self.led, self.keeps = False, False, False
        self._pressed_on, self._pointed = QModelIndex(), QModelIndex()
        self._turning = False
        self._rows = HitModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(HitDelegate(self))
        self.setAccessibleName(name)
        self.setAccessibleDescription(
            tr("Enter opens, Ctrl and Enter learns the lesson, Ctrl and D keeps a bookmark")
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(BATCH)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def rows(self) -> Sequence[Row]:
        """What is shown."""
        return self._rows.rows

    def here(self) -> Row | None:
        """The row the keyboard is at."""
        index = self.currentIndex()
        return self._rows.rows[index.row()] if index.isValid() else None

    def hit(self) -> Hit | None:
        """The hit the keyboard is at."""
        row = self.here()
        return row.hit if isinstance(row, Line) else None

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; the keyboard stays on its hit, if still there."""
        before, top = self.hit(), self.verticalScrollBar().value()
        self._turning = True
        self._rows.show(rows)
        lines = {n: row.hit.key for n, row in enumerate(rows) if isinstance(row, Line)}
        same = (n for n, key in lines.items() if before is not None and key == before.key)
        there = next(same, None)
        self._go_to(there if there is not None else next(iter(lines), -1))
        if there is not None:
            self.verticalScrollBar().setValue(top)
        else:
            self.scrollToTop()
        self._turning = False
        self.come_to.emit(self.here())

    def remark(self, marked: Collection[str]) -> None:
        """Show which hits have a bookmark now, by key."""
        self.show_rows(
            [
                Line(row.hit, row.hit.key in marked) if isinstance(row, Line) else row
                for row in self.rows
            ]
        )

    def press(self, event: QKeyEvent) -> bool:
        """Take a key that leads the list; False if it means nothing here."""
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key, hit = Qt.Key(event.key()), self.hit()
        if key in _STEPS and not ctrl:
            self._step(_STEPS[key])
        elif key in _FAR and not ctrl:
            self._leap(key)
        elif key in _ENTER and ctrl:
            self.learnt.emit(hit) if hit else None
        elif key in _ENTER:
            self._act()
        elif key == Qt.Key.Key_D and ctrl and hit:
            self.marked.emit(hit)
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.press(event):
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_on = self.currentIndex()
        super().mousePressEvent(event)
        if (hit := self.hit()) and (self.at_once or self.currentIndex() == self._pressed_on):
            self.held.emit(hit)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        under = self.indexAt(event.position().toPoint())
        if under != self._pointed:
            self._pointed = under
            row = self._rows.rows[under.row()] if under.isValid() else None
            if isinstance(row, Line):
                self.aimed.emit(row.hit)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second of two quick presses."""
        self._pressed_on = self.currentIndex()
        super().mouseDoubleClickEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        under = self.indexAt(event.position().toPoint())
        if event.button() is not Qt.MouseButton.LeftButton or under != self.currentIndex():
            return
        hit, zone = self.hit(), mark_zone(self)
        if hit and self.keeps and zone.left() <= event.position().x() < zone.right():
            self.marked.emit(hit)
        elif hit is None or self.at_once or under == self._pressed_on:
            self._act()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._turning:
            self.come_to.emit(self.here())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()

    def _act(self) -> None:
        row = self.here()
        if isinstance(row, Line):
            self.opened.emit(row.hit)
        elif row is not None and row.more is not None:
            self.more.emit(row.more)

    def _step(self, by: int) -> None:
        """To the next row where the keyboard stops; from the last to the first and back."""
        stops = [n for n, row in enumerate(self.rows) if can_stop(row)]
        if not stops:
            return
        here = self.currentIndex().row()
        if here in stops:
            self._go_to(stops[(stops.index(here) + by) % len(stops)])
        else:
            self._go_to(stops[0 if by > 0 else -1])

    def _leap(self, key: Qt.Key) -> None:
        lines = [n for n, row in enumerate(self.rows) if isinstance(row, Line)]
        if not lines:
            return
        here = self.currentIndex().row()
        page = max(1, self.viewport().height() // max(1, self.sizeHintForRow(lines[0])) - 1)
        places = {
            Qt.Key.Key_Home: lines[0],
            Qt.Key.Key_End: lines[-1],
            Qt.Key.Key_PageUp: max((n for n in lines if n <= here - page), default=lines[0]),
            Qt.Key.Key_PageDown: min((n for n in lines if n >= here + page), default=lines[-1]),
        }
        self._go_to(places[key])

    def _go_to(self, row: int) -> None:
        self.setCurrentIndex(self._rows.index(row))
        if row > 0 and isinstance(self.rows[row - 1], Head):
            self.scrollTo(self._rows.index(row - 1))
        self.scrollTo(self.currentIndex())
