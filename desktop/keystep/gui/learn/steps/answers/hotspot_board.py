"""A picture on which places are marked, by tap, mouse and keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QTouchEvent

from keystep.domain.interactions import Region
from keystep.domain.responses import PartVerdict, Place
from keystep.gui import fonts
from keystep.gui.i18n import percent, tr
from keystep.gui.learn.pictures import Picture
from keystep.gui.learn.steps.answers.hotspot_canvas import MarkedCanvas
from keystep.gui.learn.steps.answers.hotspot_marks import TARGET
from keystep.gui.learn.steps.answers.hotspot_places import (
    MIDDLE,
    WHOLE,
    moved,
    nearest,
    place_at,
    point_of,
)
from keystep.gui.pages import announce

STEP, LEAP = 20, 100
"""Thousandths that the cross goes by an arrow, and by an arrow with Shift."""
STILL = 8
"""Pixels that a hand may move and still tap."""
WAYS: Mapping[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
ENTERS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
PAGES = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
"""With one of these a key is the page's."""


class HotspotBoard(MarkedCanvas):
    """``marked`` carries a place to mark, ``taken`` the number of a marker to take away, from 0.

    Arrows move a cross. Space marks its place, or takes away the marker that is there; so does a
    tap. Enter marks while fewer than ``most`` places are marked, and is the page's after that.
    """

    marked = Signal(object)
    taken = Signal(int)
    is_told = False

    def __init__(self, picture: Picture, alt: str, most: int) -> None:
        super().__init__(picture, alt)
        self._most = most
        self._cross = MIDDLE
        self._pressed_at: QPointF | None = None
        self.setAccessibleName(tr("Picture to mark"))
        self.setMouseTracking(True)

    def tap(self, at: QPointF) -> None:
        """Mark what lies there, or take away the marker that is there."""
        there, place = self._marker_at(at), place_at(self.zoom, at)
        if self.is_told:
            return
        if there is not None:
            self.taken.emit(there)
            announce(self, tr("Marker taken away"))
        elif place is not None:
            self._cross = place
            self.marked.emit(place)
            announce(self, tr("Marked: {place}", place=_said(place)))

    def grow(self) -> None:
        """Larger, around the cross or what was marked last."""
        self.wear(self.zoom.larger(point_of(self.zoom, self._cross)))

    def tell(self, verdicts: Sequence[PartVerdict], regions: Mapping[Region, PartVerdict]) -> None:
        """How every marked place was, and the regions to outline; nothing is marked any more."""
        self.is_told = True
        self.show_marks(verdicts=tuple(verdicts), regions=regions, cross=None, hovered=None)
        self._show_hand()

    def event(self, event: QEvent) -> bool:
        """The keys that mark are not the page's while they mean something here."""
        overrides = event.type() is QEvent.Type.ShortcutOverride
        if overrides and isinstance(event, QKeyEvent) and self._wants(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if not self._wants(event):
            super().keyPressEvent(event)
        elif key in WAYS:
            shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            by, (across, down) = LEAP if shifted else STEP, WAYS[key]
            self._move_cross(moved(self._cross, across * by, down * by))
        elif self.marks.cross is None:
            self._show_cross(True)
        else:
            self.tap(point_of(self.zoom, self._cross))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_cross(event.reason() is not Qt.FocusReason.MouseFocusReason)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_cross(False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed_at = event.position()
            self._show_cross(False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A second tap is a tap."""
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        hovered = None if self.is_told else self._marker_at(event.position())
        if hovered != self.marks.hovered:
            self.show_marks(hovered=hovered)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, self._pressed_at = self._pressed_at, None
        if pressed is not None and QLineF(pressed, event.position()).length() <= STILL:
            self.tap(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.show_marks(hovered=None)

    def _tap(self, event: QTouchEvent) -> None:
        point = event.points()[0]
        far = QLineF(point.pressPosition(), point.position()).length() > 2 * STILL
        if event.pointCount() == 1 and not far:
            self.tap(point.position())

    def _show_hand(self) -> None:
        super()._show_hand()
        if self.zoom.is_fit and not self.is_told:
            self.setCursor(Qt.CursorShape.CrossCursor)

    def _wants(self, event: QKeyEvent) -> bool:
        """Whether a key marks or moves the cross."""
        key = event.key()
        if self.is_told or event.modifiers() & PAGES:
            return False
        if key in ENTERS:
            free = self._marker_at(point_of(self.zoom, self._cross)) is None
            left = len(self.marks.places) < self._most
            return self.marks.cross is not None and free and left
        return key in WAYS or key == Qt.Key.Key_Space

    def _move_cross(self, to: Place) -> None:
        self._cross = to
        if not QRectF(self.rect()).contains(point_of(self.zoom, to)):
            self.wear(self.zoom.showing(to.x / WHOLE, to.y / WHOLE))
        self._show_cross(True)
        announce(self, _said(to))

    def _show_cross(self, shown: bool) -> None:
        self.show_marks(cross=self._cross if shown and not self.is_told else None)

    def _marker_at(self, at: QPointF) -> int | None:
        """The marker that a tap there reaches, by index."""
        return nearest(self.zoom, self.marks.places, at, fonts.scaled(TARGET) / 2)


def _said(place: Place) -> str:
    across, down = percent(place.x / WHOLE), percent(place.y / WHOLE)
    return tr("{x} across, {y} down", x=across, y=down)
