"""What a part has painted, in the light theme's colours."""

from __future__ import annotations

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from keystep.gui.theme import LIGHT


def picture(part: QWidget) -> QImage:
    return part.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def columns(image: QImage, role: str, y: int) -> list[int]:
    """Where along the line ``y`` the colour of ``role`` is seen."""
    color = QColor(getattr(LIGHT, role)).rgb()
    start = y * image.bytesPerLine() // 4
    line = image.constBits().cast("I")[start : start + image.width()]
    return [x for x, seen in enumerate(line) if seen == color]


def rows(image: QImage, role: str, x: int) -> list[int]:
    """Where along the column ``x`` the colour of ``role`` is seen."""
    color = QColor(getattr(LIGHT, role)).rgb()
    column = image.constBits().cast("I")[x :: image.bytesPerLine() // 4]
    return [y for y, seen in enumerate(column) if seen == color]


def count(image: QImage, role: str) -> int:
    """How many pixels have exactly the colour of ``role``."""
    return sum(len(columns(image, role, y)) for y in range(image.height()))
