"""Pictures that anybody knows without reading, filled, from Phosphor's outlines."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QTransform

from keystep.gui import icons
from keystep.gui.i18n import mark
from keystep.gui.icons import GRID

NAMES: Mapping[str, str] = {
    "sun": mark("Sun"),
    "tree": mark("Tree"),
    "fish": mark("Fish"),
    "bird": mark("Bird"),
    "cat": mark("Cat"),
    "flower": mark("Flower"),
    "cup": mark("Cup"),
    "bicycle": mark("Bicycle"),
    "umbrella": mark("Umbrella"),
    "boat": mark("Boat"),
    "key": mark("Key"),
    "bell": mark("Bell"),
}
"""What the pictures of which a password is made are called."""

_GLYPHS: Mapping[str, str] = {
    **{name: f"{name}-fill" for name in NAMES},
    "cup": "coffee-fill",
    "bicycle": "bicycle-bold",
    "backspace": "backspace",
    "badge": "identification-badge",
    "digits": "dots-nine",
    "people": "users",
}


def draw(painter: QPainter, name: str, area: QRectF, color: QColor) -> None:
    """Fill the drawing into the middle of ``area``."""
    side = min(area.width(), area.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(area.center())
    place = QTransform().translate(square.x(), square.y()).scale(side / GRID, side / GRID)
    painter.fillPath(place.map(_outlines()[name]), color)


@cache
def _outlines() -> Mapping[str, QPainterPath]:
    return icons.outlines(_GLYPHS)
