"""A kiosk is drawn for a screen 1080 high, read at 1.5 m, and scaled as a whole to any other."""

from __future__ import annotations

from keystep.gui import fonts

DRAWN_FOR = 1080
SMALLEST_PX, SMALLEST_ROLE_PX = 24, 13
"""The smallest letters there, and the role that has them."""


def text_scale(height: int) -> float:
    """The text scale of a screen ``height`` pixels high."""
    return min(max(height / DRAWN_FOR, 0.7), 2.0) * SMALLEST_PX / SMALLEST_ROLE_PX


def px(drawn: float) -> int:
    """A length as drawn, in the pixels of this screen."""
    return round(drawn * fonts.text_scale() * SMALLEST_ROLE_PX / SMALLEST_PX)
