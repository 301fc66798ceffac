"""What the parts of the attract screen share: they are painted, in its own colours."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from keystep.gui import fonts
from keystep.gui.kiosk.attract.wear import Wear, wear
from keystep.gui.widgets import paint

EVEN = tuple(n / 20 for n in range(10, 20))
"""The shares of a width that are tried for even lines."""


class Part(QWidget):
    """A painted part. ``swapped``: what stood at the start edge stands at the end edge."""

    def __init__(self) -> None:
        super().__init__()
        self.wear: Wear = wear(0)
        self.swapped = False

    def wear_round(self, round_: int) -> None:
        """Wear the colours and the sides of that round of invitations."""
        self.wear, self.swapped = wear(round_), round_ % 2 == 1
        self.update()


def shortened(words: str, role: str, width: float, most: int) -> tuple[str, ...]:
    """Words broken into lines, at most so many; the last ends in an ellipsis where more follow."""
    found = paint.lines(words, role, width)
    if len(found) <= most:
        return found
    kept, rest = found[: most - 1], " ".join(found[most - 1 :])
    return (*kept, fonts.elide(rest, role, width)) if most > 0 else ()


def balanced(words: str, role: str, width: float) -> tuple[str, ...]:
    """Words broken into as few lines as fit, and these as even as they can be."""
    found = paint.lines(words, role, width)
    for share in EVEN:
        even = paint.lines(words, role, width * share)
        if len(even) == len(found) and unbroken(words, role, width * share):
            return even
    return found


def unbroken(words: str, role: str, width: float) -> bool:
    """Whether every word fits a line."""
    return all(paint.width_of(word, role) <= width for word in words.split())
