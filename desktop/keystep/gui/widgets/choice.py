"""The marks of check and radio, 24 px."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from keystep.gui import fonts
from keystep.gui.theme import Theme
from keystep.gui.widgets import paint


def mark_size() -> int:
    """The side of a mark in pixels at the present text scale."""
    return fonts.scaled(24)


def draw_mark(
    painter: QPainter,
    theme: Theme,
    rect: QRectF,
    *,
    checked: bool,
    several: bool,
    fill: str = "accent",
    sign: str = "on_accent",
) -> None:
    """A check box (``several``) or a radio ring in the square ``rect``."""
    radius = 6 if several else rect.width() / 2
    if not checked:
        edge = theme.color("edge")
        paint.box(painter, rect, theme.color("surface"), edge, width=1.5, radius=radius)
        return
    paint.box(painter, rect, theme.color(fill), radius=radius)
    if several:
        paint.tick(painter, rect, theme.color(sign), 2)
    else:
        ring = rect.width() * 7 / 24
        hole = rect.adjusted(ring, ring, -ring, -ring)
        paint.box(painter, hole, theme.color(sign), radius=hole.width() / 2)
