"""A kiosk is drawn for a screen whose shorter side is 1080, read at 1.5 m, and scaled as a whole to
any other."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from keystep.gui import fonts

DRAWN_FOR = 1080
SMALLEST_PX, SMALLEST_ROLE_PX = 24, 13
"""The smallest letters there, and the role that has them."""


def text_scale(shorter: int) -> float:
    """The text scale of a screen whose shorter side has so many pixels."""
    return min(max(shorter / DRAWN_FOR, 0.7), 2.0) * SMALLEST_PX / SMALLEST_ROLE_PX


def is_upright(part: QWidget) -> bool:
    """Whether the screen that shows it is higher than wide."""
    screen = part.window().size()
    return screen.height() > screen.width()


def px(drawn: float) -> int:
    """A length as drawn, in the pixels of this screen."""
    return round(drawn * fonts.text_scale() * SMALLEST_ROLE_PX / SMALLEST_PX)
