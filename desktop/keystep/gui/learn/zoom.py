"""Where a picture lies in a window, larger or smaller: values only."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF

LARGEST = 8.0
STEP = 1.25


@dataclass(frozen=True, slots=True)
class Zoom:
    """A picture of ``natural`` pixels seen through a ``view``; all in logical pixels.

    ``scale`` 1 is the size that its author gave it, 0 as large as fits. ``x`` and ``y`` are the
    point of the picture, as shares of its sides, that lies in the middle of the view.
    """

    natural: QSize
    view: QSize
    scale: float = 0.0
    x: float = 0.5
    y: float = 0.5

    @property
    def fitting(self) -> float:
        """The scale at which the picture just fits."""
        if self.natural.isEmpty() or self.view.isEmpty():
            return 1.0
        across = self.view.width() / self.natural.width()
        return min(across, self.view.height() / self.natural.height())

    @property
    def actual(self) -> float:
        """The scale that is worn."""
        return self.scale or self.fitting

    @property
    def is_fit(self) -> bool:
        return self.scale == 0

    @property
    def area(self) -> QRectF:
        """Where the whole picture lies in the view's coordinates."""
        size, middle = QSizeF(self.natural) * self.actual, self.centre
        corner = middle - QPointF(self.x * size.width(), self.y * size.height())
        return QRectF(corner, size)

    @property
    def centre(self) -> QPointF:
        """The middle of the view."""
        return QPointF(self.view.width() / 2, self.view.height() / 2)

    def fit(self) -> Zoom:
        """All of the picture, as large as that allows."""
        return Zoom(self.natural, self.view)

    def seen_through(self, view: QSize) -> Zoom:
        """The same picture in a view of another size."""
        return inside(replace(self, view=view))

    def to(self, scale: float, at: QPointF | None = None) -> Zoom:
        """At ``scale``, the point of the picture under ``at`` staying where it is.

        Never smaller than what fits or is natural, never larger than ``LARGEST`` times that.
        """
        least, most = min(self.fitting, 1.0), LARGEST * max(self.fitting, 1.0)
        wanted = min(max(scale, least), most)
        if abs(wanted - self.fitting) < 0.001:
            return self.fit()
        still = at or self.centre
        return brought(replace(self, scale=wanted), self.share(still), still)

    def larger(self, at: QPointF | None = None) -> Zoom:
        return self.to(self.actual * STEP, at)

    def smaller(self, at: QPointF | None = None) -> Zoom:
        return self.to(self.actual / STEP, at)

    def moved(self, by: QPointF) -> Zoom:
        """The picture moved along with a finger, as far as there is more of it to see."""
        return brought(self, self.share(self.centre - by), self.centre)

    def showing(self, x: float, y: float) -> Zoom:
        """The same scale, with a point of the picture in the view's middle."""
        return brought(self, QPointF(x, y), self.centre)

    def place(self, x: float, y: float) -> QPointF:
        """Where a point of the picture, as shares of its sides, lies in the view."""
        area = self.area
        return QPointF(area.x() + x * area.width(), area.y() + y * area.height())

    def share(self, point: QPointF) -> QPointF:
        """Which point of the picture, as shares of its sides, lies at ``point`` of the view."""
        off, size = point - self.area.topLeft(), self.area.size()
        return QPointF(off.x() / size.width(), off.y() / size.height())


def brought(zoom: Zoom, share: QPointF, at: QPointF) -> Zoom:
    """The picture with its point ``share`` at ``at`` of the view, as near as ``inside`` allows."""
    off, size = zoom.centre - at, zoom.area.size()
    x, y = share.x() + off.x() / size.width(), share.y() + off.y() / size.height()
    return inside(replace(zoom, x=x, y=y))


def inside(zoom: Zoom) -> Zoom:
    """No empty room beside the picture while some of it is out of sight; else in the middle."""
    size = zoom.area.size()
    x = _held(zoom.x, zoom.view.width() / size.width())
    return replace(zoom, x=x, y=_held(zoom.y, zoom.view.height() / size.height()))


def _held(middle: float, seen: float) -> float:
    """The middle of what is seen, ``seen`` being the share of the side that the view shows."""
    return 0.5 if seen >= 1 else min(max(middle, seen / 2), 1 - seen / 2)
