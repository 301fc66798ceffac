"""One line of text with the words that were found in it on a tint."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTextLayout, QTextLine, QTextOption
from PySide6.QtWidgets import QWidget

from keystep.domain.library import Marks
from keystep.gui import fonts
from keystep.gui.i18n import reads_rtl
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint

MORE = "\N{HORIZONTAL ELLIPSIS}"


def draw(
    painter: QPainter,
    widget: QWidget,
    rect: QRectF,
    words: str,
    marks: Marks,
    *,
    role: str,
    color: QColor,
) -> None:
    """Words in a logical rectangle, elided to fit; ``marks`` in characters, as an engine counts.

    They lie where Qt shaped the letters, so they are right in right-to-left text as well.
    """
    words, marks = fitted(words, marks, role, rect.width())
    layout = QTextLayout(words, fonts.font(role))
    option = QTextOption()
    rtl = Qt.LayoutDirection.RightToLeft
    option.setTextDirection(rtl if reads_rtl(words) else Qt.LayoutDirection.LeftToRight)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    if not line.isValid():
        return
    place = paint.placed(widget, rect)
    wide = line.naturalTextWidth()
    x = place.right() - wide if widget.layoutDirection() is rtl else place.left()
    corner = QPointF(x - line.naturalTextRect().left(), place.center().y() - line.height() / 2)
    for box in _boxes(layout, line, words, marks):
        tint = theme_of(widget).color("hilite")
        paint.box(painter, box.translated(corner), tint, radius=3)
    painter.setPen(color)
    layout.draw(painter, corner)


def fitted(words: str, marks: Marks, role: str, width: float) -> tuple[str, Marks]:
    """Words elided to ``width`` pixels, and the marks left in them.

    Where the first mark would be cut away, as few words as need be are cut at the start instead.
    """
    whole = words, marks
    starts = (at + 1 for at, letter in enumerate(words) if letter == " ")
    shown = fonts.elide(words, role, width + 0.5)
    while marks and marks[0][1] > _end(words, shown):
        start = next(starts, None)
        if start is None or start > whole[1][0][0]:
            break
        gone = start - len(MORE)
        words = MORE + whole[0][start:]
        marks = tuple((first - gone, last - gone) for first, last in whole[1])
        shown = fonts.elide(words, role, width + 0.5)
    end = _end(words, shown)
    return shown, tuple((first, min(last, end)) for first, last in marks if first < end)


def _end(words: str, shown: str) -> int:
    """How many characters of ``words`` are left in ``shown``."""
    return len(words) if shown == words else len(shown) - 1


def _boxes(layout: QTextLayout, line: QTextLine, words: str, marks: Marks) -> Iterator[QRectF]:
    for first, last in marks:
        start = _units(words[:first])
        runs = layout.glyphRuns(start, _units(words[first:last]))
        for run in runs:
            across = run.boundingRect()
            yield QRectF(across.left() - 1, line.y(), across.width() + 2, line.height())


def _units(text: str) -> int:
    """The length as Qt counts: in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2
