"""One person as a tile: initials over a short name, or beside it where it is flat."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from keystep.gui import fonts
from keystep.gui.i18n import is_rtl
from keystep.gui.kiosk.scale import px
from keystep.gui.theme import Theme, theme_of
from keystep.gui.widgets import paint
from keystep.services.kiosk.signing_in import Person

SWIPE = 96
"""Drawn pixels across after which a touch is none of the tile."""
PRESSES = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Select}
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class PersonTile(QAbstractButton):
    """``stepped`` carries columns and rows that an arrow key goes, ``swept`` whether a finger that
    began here pushed to the page after (1) or before (-1)."""

    stepped = Signal(int, int)
    swept = Signal(int)

    def __init__(self, person: Person, parent: QWidget) -> None:
        super().__init__(parent)
        self.person = person
        self._from = QPointF()
        self.setCheckable(True)
        self.setText(person.shown)
        self.setAccessibleName(f"{person.shown}, {person.initials}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def nextCheckState(self) -> None:
        """Whoever is chosen stays so until somebody else is."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in ARROWS:
            across, down = ARROWS[key]
            self.stepped.emit(-across if is_rtl() else across, down)
        elif key in PRESSES and not self.isChecked():
            self.click()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from = event.position()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        across = event.position().x() - self._from.x()
        swipes = abs(across) > px(SWIPE)
        if swipes:
            self.setDown(False)
        super().mouseReleaseEvent(event)
        if swipes:
            self.swept.emit(1 if (across < 0) is not is_rtl() else -1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, chosen = paint.begin(self), theme_of(self), self.isChecked()
        fill = "tint" if chosen else ("sunken" if self.isDown() else "surface")
        paint.box(
            painter,
            self.rect().toRectF(),
            theme.color(fill),
            theme.color("accent" if chosen else "line"),
            width=px(4) if chosen else px(2),
            radius=px(16),
        )
        tall, small = fonts.line_height("kiosk_initials"), fonts.line_height("caption")
        if self.height() >= tall + small:
            top = (self.height() - tall - small) / 2
            first = QRectF(px(12), top, self.width() - px(24), tall)
            below = QRectF(px(12), first.bottom(), first.width(), small)
            self._write(painter, theme, first, below, paint.MIDDLE)
        else:
            wide = paint.width_of(self.person.initials, "figure") + px(16)
            first = QRectF(px(20), 0, wide, self.height())
            below = QRectF(first.right(), 0, self.width() - px(16) - first.right(), self.height())
            self._write(painter, theme, first, below, paint.START)

    def _write(
        self, painter: QPainter, theme: Theme, first: QRectF, then: QRectF, flags: Qt.AlignmentFlag
    ) -> None:
        chosen = self.isChecked()
        ink, ink2 = theme.color("accent" if chosen else "ink"), theme.color("ink2")
        role = "kiosk_initials" if flags == paint.MIDDLE else "figure"
        paint.text(painter, self, first, self.person.initials, role, color=ink, flags=flags)
        name = theme.color("ink") if chosen else ink2
        paint.text(painter, self, then, self.person.shown, "caption", color=name, flags=flags)
