"""A picture that is zoomed and moved by wheel, fingers, mouse and keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QLineF, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEventPoint,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPaintEvent,
    QResizeEvent,
    QTouchEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from keystep.gui.learn.pictures import Picture
from keystep.gui.learn.zoom import STEP, Zoom
from keystep.gui.widgets import paint

NOTCH = 120
NUDGE = 80
TOUCHES = {QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd}
ARROWS = {
    Qt.Key.Key_Left: QPointF(NUDGE, 0),
    Qt.Key.Key_Right: QPointF(-NUDGE, 0),
    Qt.Key.Key_Up: QPointF(0, NUDGE),
    Qt.Key.Key_Down: QPointF(0, -NUDGE),
}


class PictureCanvas(QWidget):
    """``changed``: the picture lies elsewhere, or larger, than before.

    Keys: + and − zoom, 0 fits, arrows move. A double click or a double tap
    goes from fitting to natural size and back.
    """

    changed = Signal()

    def __init__(self, picture: Picture, alt: str) -> None:
        super().__init__()
        self.picture = picture
        self.zoom = Zoom(picture.natural, QSize())
        self._held_at: QPointF | None = None
        self._tapped_at = 0
        self.setAccessibleName(alt)
        self.setAccessibleDescription(alt)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ownFocus", True)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._show_hand()

    def wear(self, zoom: Zoom) -> None:
        """Show the picture as ``zoom`` says."""
        self.zoom = zoom
        self._show_hand()
        self.update()
        self.changed.emit()

    def grow(self) -> None:
        self.wear(self.zoom.larger())

    def shrink(self) -> None:
        self.wear(self.zoom.smaller())

    def fit(self) -> None:
        """All of it."""
        self.wear(self.zoom.fit())

    def show_natural(self) -> None:
        """At the size that its author gave it."""
        self.wear(self.zoom.to(1.0))

    def press(self, key: int) -> bool:
        """Take a key; False if it means nothing here."""
        if key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.grow()
        elif key in {Qt.Key.Key_Minus, Qt.Key.Key_Underscore}:
            self.shrink()
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key in ARROWS:
            self.wear(self.zoom.moved(ARROWS[Qt.Key(key)]))
        else:
            return False
        return True

    def turn_size(self, at: QPointF) -> None:
        """From fitting to natural size (twice what fits, if that is no larger), and back."""
        natural = 1.0 if self.zoom.fitting < 0.9 else 2 * self.zoom.fitting
        self.wear(self.zoom.to(natural, at) if self.zoom.is_fit else self.zoom.fit())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent) and event.type() in TOUCHES:
            self._touch(event)
            return True
        if isinstance(event, QNativeGestureEvent):
            return self._gesture(event)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.press(event.key()):
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / NOTCH
        self.wear(self.zoom.to(self.zoom.actual * STEP**notches, event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._held_at = event.position()
            self._show_hand()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held_at is not None:
            by, self._held_at = event.position() - self._held_at, event.position()
            self.wear(self.zoom.moved(by))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._held_at = None
        self._show_hand()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.turn_size(event.position())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.wear(self.zoom.seen_through(self.size()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        painter.setClipRect(self.rect())
        self.picture.draw(painter, self.zoom.area)

    def _touch(self, event: QTouchEvent) -> None:
        """One finger moves the picture, two move and zoom it; two quick taps turn its size."""
        down = [p for p in event.points() if p.state() is not QEventPoint.State.Released]
        now, before = _middle(down, QEventPoint.position), _middle(down, QEventPoint.lastPosition)
        if len(down) == 2:
            spread = _spread(down, QEventPoint.position) / max(
                _spread(down, QEventPoint.lastPosition), 1.0
            )
            zoomed = self.zoom.to(self.zoom.actual * spread, before)
            self.wear(zoomed.moved(now - before))
        elif len(down) == 1 and event.type() is QEvent.Type.TouchUpdate:
            self.wear(self.zoom.moved(now - before))
        if event.type() is QEvent.Type.TouchEnd:
            self._tap(event)

    def _tap(self, event: QTouchEvent) -> None:
        point = event.points()[0]
        far = (point.position() - point.pressPosition()).manhattanLength() > 20
        if far or event.pointCount() > 1:
            self._tapped_at = 0
        elif event.timestamp() - self._tapped_at < 400 and self._tapped_at:
            self._tapped_at = 0
            self.turn_size(point.position())
        else:
            self._tapped_at = event.timestamp()

    def _gesture(self, event: QNativeGestureEvent) -> bool:
        """A pinch on a touchpad."""
        if event.gestureType() is not Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self.wear(self.zoom.to(self.zoom.actual * (1 + event.value()), event.position()))
        return True

    def _show_hand(self) -> None:
        shapes = Qt.CursorShape
        if self.zoom.is_fit:
            self.setCursor(shapes.ArrowCursor)
        else:
            held = self._held_at is not None
            self.setCursor(shapes.ClosedHandCursor if held else shapes.OpenHandCursor)


def _middle(points: list[QEventPoint], where: Callable[[QEventPoint], QPointF]) -> QPointF:
    """The middle between fingers; the corner where there are none."""
    return sum((where(point) for point in points), QPointF()) / max(len(points), 1)


def _spread(points: list[QEventPoint], where: Callable[[QEventPoint], QPointF]) -> float:
    """How far two fingers are apart, in pixels."""
    return QLineF(where(points[0]), where(points[1])).length()
