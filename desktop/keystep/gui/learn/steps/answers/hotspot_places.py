"""Places of a picture, and where they lie in a view of it: values only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF

from keystep.domain.interactions import ImageHotspot, Region
from keystep.domain.responses import Place
from keystep.gui.learn.zoom import Zoom

WHOLE = 1000
MIDDLE = Place(WHOLE // 2, WHOLE // 2)


def moved(place: Place, x: int, y: int) -> Place:
    """So many thousandths on, and never beyond the picture."""
    return Place(min(max(place.x + x, 0), WHOLE), min(max(place.y + y, 0), WHOLE))


def point_of(zoom: Zoom, place: Place) -> QPointF:
    """Where a place lies in the view."""
    return zoom.place(place.x / WHOLE, place.y / WHOLE)


def area_of(zoom: Zoom, region: Region) -> QRectF:
    """Where a region lies in the view."""
    corner, size = zoom.area.topLeft(), zoom.area.size() / WHOLE
    left, top = region.x * size.width(), region.y * size.height()
    wide, high = region.width * size.width(), region.height * size.height()
    return QRectF(corner.x() + left, corner.y() + top, wide, high)


def place_at(zoom: Zoom, at: QPointF) -> Place | None:
    """Which place lies at a point of the view; None beside the picture."""
    share = zoom.share(at)
    x, y = round(share.x() * WHOLE), round(share.y() * WHOLE)
    return Place(x, y) if 0 <= x <= WHOLE and 0 <= y <= WHOLE else None


def nearest(zoom: Zoom, places: Sequence[Place], at: QPointF, reach: float) -> int | None:
    """The place nearest to a point of the view, by index; None if it is farther than ``reach``."""
    far = [QLineF(at, point_of(zoom, place)).length() for place in places]
    near = min(range(len(far)), key=far.__getitem__, default=None)
    return near if near is not None and far[near] <= reach else None


def region_of(asks: ImageHotspot, place: Place) -> Region | None:
    """Whose middle a place is, for that is what choosing a region marks; else what lies there."""
    chosen = (region for region in asks.regions if region.middle == place)
    return next(chosen, None) or asks.region_at(place)
