"""The focus ring: an overlay that follows the keyboard, and never a click.

A stylesheet cannot paint outside a widget, nor tell Tab from a click. Qt can: it marks the window
with WA_KeyboardFocusChange when focus came by a key.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint

LINE, SPACE = 2, 2
_MOVES = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Hide,
    QEvent.Type.Show,
    QEvent.Type.LayoutRequest,
}


class FocusRing(QObject):
    """One per window: ``FocusRing(window)``. Around a widget, inset if it says ``focusInset``.

    A widget with the property ``ownFocus`` draws its own focus; item views do so as well.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._target: QWidget | None = None
        self._ring: _Ring | None = None
        self._watched: list[QWidget] = []
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    @property
    def target(self) -> QWidget | None:
        """The widget that is ringed now."""
        return self._target

    def area(self) -> QRect:
        """Where the ring lies in the window; empty while there is none."""
        if self._ring is None or not isValid(self._ring) or not self._ring.isVisible():
            return QRect()
        return QRect(self._ring.mapTo(self._window, QPoint(0, 0)), self._ring.size())

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._place()
        return False

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        self._leave()
        if now is None or now.window() is not self._window or not self._rings(now):
            return
        canvas = _canvas(now, self._window)
        self._target = now
        self._ring = _Ring(canvas, inset=bool(now.property("focusInset")))
        above: QWidget | None = now
        while above is not None and above is not canvas:
            above.installEventFilter(self)
            self._watched.append(above)
            above = above.parentWidget()
        self._place()

    def _leave(self) -> None:
        """Let go; a page that was closed took its widgets, and perhaps the ring, with it."""
        for widget in filter(isValid, self._watched):
            widget.removeEventFilter(self)
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()
            self._ring.deleteLater()
        self._watched, self._ring, self._target = [], None, None

    def _rings(self, widget: QWidget) -> bool:
        by_key = self._window.testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        own = widget.property("ownFocus") or isinstance(widget, QAbstractScrollArea)
        return by_key and not own

    def _place(self) -> None:
        if self._target is not None and self._ring is not None and isValid(self._ring):
            self._ring.surround(self._target)


class _Ring(QWidget):
    """The painted ring on the canvas of its target."""

    def __init__(self, canvas: QWidget, *, inset: bool) -> None:
        super().__init__(canvas)
        self._inset = inset
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def surround(self, target: QWidget) -> None:
        canvas = self.parentWidget()
        if canvas is None or not target.isVisible():
            self.hide()
            return
        grow = -2 if self._inset else LINE + SPACE
        corner = target.mapTo(canvas, QPoint(0, 0))
        self.setGeometry(QRect(corner, target.size()).adjusted(-grow, -grow, grow, grow))
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        area = QRectF(self.rect())
        radius = min(8.0 if self._inset else 12.0 + SPACE, area.height() / 2)
        color = theme_of(self).color("focus")
        paint.box(paint.begin(self), area, None, color, width=LINE, radius=radius)


def _canvas(widget: QWidget, window: QWidget) -> QWidget:
    """What scrolls with the widget, so that the ring scrolls and is cut off with it."""
    above = widget.parentWidget()
    while above is not None and above is not window:
        holder = above.parentWidget()
        area = holder.parentWidget() if holder else None
        if isinstance(area, QAbstractScrollArea) and area.viewport() is holder:
            return above
        above = holder
    return window
