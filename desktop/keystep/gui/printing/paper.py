"""What every page for paper shares: its size, its fonts, words in lines."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPageLayout, QPageSize, QPainter, QPdfWriter

from keystep.disk import FOR_ALL, OWNER_ONLY, whole_file
from keystep.gui import fonts

DPI = 96
SHORT, LONG = 794, 1123
"""The sides of A4 in pixels of 1/96 inch."""


@contextmanager
def document(
    path: Path, title: str, *, across: bool = False, private: bool = True
) -> Iterator[tuple[QPdfWriter, QPainter]]:
    """A PDF of A4 pages without margins, which is at ``path`` whole at the end, or not at all.

    Raises OSError where it cannot be written.
    """
    with whole_file(path, OWNER_ONLY if private else FOR_ALL) as partial:
        writer = QPdfWriter(os.fspath(partial))
        writer.setResolution(DPI)
        writer.setTitle(title)
        writer.setCreator("Keystep")
        ways = QPageLayout.Orientation
        way = ways.Landscape if across else ways.Portrait
        writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), way, QMarginsF()))
        painter = QPainter()
        if not painter.begin(writer):
            raise OSError("the PDF could not be written")
        yield writer, painter
        if not painter.end():
            raise OSError("the PDF could not be written")


def font(px: float, weight: int = 400, *, serif: bool = False) -> QFont:
    """Paper knows nothing of the text size that was chosen for the screen. Figures are the common
    ones: others could not be copied out of the PDF."""
    return fonts.sized(px / fonts.text_scale(), weight, serif=serif)


def wrapped(letters: QFont, width: float, words: str) -> float:
    """The height of words in lines of this width."""
    room = QRectF(0, 0, width, LONG)
    return QFontMetricsF(letters).boundingRect(room, Qt.TextFlag.TextWordWrap, words).height()
