"""A key to press, painted as ``card.key_cap`` shows it."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from keystep.gui import fonts
from keystep.gui.confined import is_confined
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint

HIGH = 22


def key(painter: QPainter, widget: QWidget, end: float, middle: float, words: str) -> float:
    """A cap that ends at ``end`` (logical); returns its width in pixels, 0 where there are no keys
    to press."""
    if is_confined():
        return 0
    theme = theme_of(widget)
    wide, high = paint.width_of(words, "label") + 14, fonts.scaled(HIGH)
    cap = QRectF(end - wide, middle - high / 2, wide, high)
    place = paint.placed(widget, cap)
    paint.box(painter, place, theme.color("line"), radius=6)
    paint.box(painter, place.adjusted(1, 1, -1, -2), theme.color("surface"), radius=5)
    color = theme.color("ink2")
    paint.text(painter, widget, cap, words, "label", color=color, flags=paint.MIDDLE)
    return wide
