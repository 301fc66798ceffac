"""Numbered places on a picture, of which one may be open."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from keystep.domain.lesson import Hotspot
from keystep.gui import fonts
from keystep.gui.i18n import number, tr
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint

TARGET, DISC = 40, 28
NONE = -1


class Spots(QObject):
    """Which of ``hotspots`` is open, counted from 0; -1 for none. ``seen`` have been open."""

    opened = Signal(int)

    def __init__(self, hotspots: Sequence[Hotspot], parent: QObject) -> None:
        super().__init__(parent)
        self.hotspots = tuple(hotspots)
        self.current = NONE
        self.seen: frozenset[int] = frozenset()

    def open(self, n: int) -> None:
        """Open one, instead of the one before; opened again it closes."""
        self.current = n if n != self.current else NONE
        self.seen |= {self.current} - {NONE}
        self.opened.emit(self.current)

    def turn(self, by: int) -> None:
        """Open the one ``by`` places on, if there is one; from none it is the first."""
        n = max(self.current + by, 0)
        if n < len(self.hotspots) and n != self.current:
            self.open(n)

    def press(self, key: int) -> bool:
        """A digit opens its place; False if it means nothing here."""
        n = key - Qt.Key.Key_1.value
        if not 0 <= n < len(self.hotspots):
            return False
        self.open(n)
        return True


class Marker(QAbstractButton):
    """The number on the picture: a disc in a target of 40 px."""

    def __init__(self, n: int, spots: Spots, parent: QWidget) -> None:
        super().__init__(parent)
        self._n, self._spots = n, spots
        title = spots.hotspots[n].title
        words = tr("{n} of {total}: {title}", n=n + 1, total=len(spots.hotspots), title=title)
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda: spots.open(n))
        spots.opened.connect(self._repaint)

    def sizeHint(self) -> QSize:
        return QSize(fonts.scaled(TARGET), fonts.scaled(TARGET))

    def centre_on(self, at: QPointF) -> None:
        """Its middle at ``at`` of the picture's widget."""
        side = self.sizeHint().width()
        self.setGeometry(round(at.x() - side / 2), round(at.y() - side / 2), side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        is_open, was_open = self._n == self._spots.current, self._n in self._spots.seen
        side = fonts.scaled(DISC)
        disc = QRectF(0, 0, side, side)
        disc.moveCenter(QRectF(self.rect()).center())
        if is_open:
            ring = disc.adjusted(-5, -5, 5, 5)
            paint.box(
                painter, ring, theme.color("surface"), theme.color("ink"), width=2, radius=side
            )
        rim = disc.adjusted(-2, -2, 2, 2)
        paint.box(painter, rim, theme.color("surface"), radius=side)
        fill, ink = ("surface", "accent") if was_open and not is_open else ("accent", "on_accent")
        paint.box(painter, disc, theme.color(fill), theme.color("accent"), width=2, radius=side)
        painter.setFont(fonts.font("group_figure"))
        painter.setPen(theme.color(ink))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, number(self._n + 1))

    def _repaint(self, _n: int) -> None:
        self.update()


class Markers(QObject):
    """Keeps the numbers in their places on ``host`` while it moves and grows.

    ``place`` says where a point of the picture, as shares of its sides, lies on the host.
    """

    def __init__(
        self, host: QWidget, spots: Spots, place: Callable[[float, float], QPointF]
    ) -> None:
        super().__init__(host)
        self._host, self._spots, self._place = host, spots, place
        self.markers = [Marker(n, spots, host) for n in range(len(spots.hotspots))]
        host.installEventFilter(self)
        self.settle()

    def settle(self) -> None:
        """Put every number where its place is now."""
        for marker, spot in zip(self.markers, self._spots.hotspots, strict=True):
            marker.centre_on(self._place(spot.x / 1000, spot.y / 1000))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Show}:
            self.settle()
        return super().eventFilter(watched, event)
