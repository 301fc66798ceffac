"""What painted parts share: sharp boxes, text in logical rectangles, tick and flag."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QWidget

from keystep.gui import fonts
from keystep.gui.i18n import reads_rtl

START = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
MIDDLE = Qt.AlignmentFlag.AlignCenter
_SIDES = Qt.AlignmentFlag.AlignHorizontal_Mask


def begin(widget: QWidget) -> QPainter:
    """An antialiasing painter on the widget."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def box(
    painter: QPainter,
    rect: QRectF,
    fill: QColor | None,
    border: QColor | None = None,
    *,
    width: float = 1.0,
    radius: float = 10.0,
) -> None:
    """A rounded box whose border lies wholly inside ``rect``, on pixel edges."""
    inset = width / 2 if border else 0.0
    painter.setPen(QPen(border, width) if border else Qt.PenStyle.NoPen)
    painter.setBrush(fill or Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(
        rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset
    )


def placed(widget: QWidget, rect: QRectF) -> QRectF:
    """A logical (left-to-right) rectangle where it lies in the widget's own direction."""
    if widget.layoutDirection() is Qt.LayoutDirection.LeftToRight:
        return rect
    return QRectF(widget.width() - rect.right(), rect.y(), rect.width(), rect.height())


def mirror(painter: QPainter, widget: QWidget) -> None:
    """Turn the painter's x axis around in right-to-left; for shapes, never for text."""
    if widget.layoutDirection() is Qt.LayoutDirection.RightToLeft:
        painter.translate(widget.width(), 0)
        painter.scale(-1, 1)


def text(
    painter: QPainter,
    widget: QWidget,
    rect: QRectF,
    words: str,
    role: str,
    *,
    color: QColor,
    flags: Qt.AlignmentFlag = START,
    wrap: bool = False,
) -> None:
    """Words in a logical rectangle; "left" means the start edge.

    One line is elided to fit; with ``wrap`` lines stand at the role's line height.
    """
    painter.setFont(fonts.font(role))
    painter.setPen(color)
    side = QStyle.visualAlignment(widget.layoutDirection(), flags & _SIDES)
    place, high = placed(widget, rect), fonts.line_height(role)
    room = rect.width()
    shown = lines(words, role, room) if wrap else (fonts.elide(words, role, room + 0.5),)
    top = (
        place.top()
        if flags & Qt.AlignmentFlag.AlignTop
        else (place.center().y() - high * len(shown) / 2)
    )
    align = int(side | Qt.AlignmentFlag.AlignVCenter | direction(words) | Qt.TextFlag.TextDontClip)
    for n, line in enumerate(shown):
        painter.drawText(QRectF(place.x(), top + n * high, place.width(), high), align, line)


def lines(words: str, role: str, width: float) -> tuple[str, ...]:
    """Words broken into lines that fit ``width`` pixels; line feeds break as well."""
    return _lines(words, role, width, fonts.text_scale())


# Layouts ask for the same ones many times over, and each painting again.
@lru_cache(maxsize=2048)
def _lines(words: str, role: str, width: float, _scale: float) -> tuple[str, ...]:
    return tuple(line for part in words.split("\n") for line in _broken(part, role, width))


def _broken(words: str, role: str, width: float) -> list[str]:
    layout = QTextLayout(words, fonts.font(role))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    units = words.encode("utf-16-le")
    found = []
    layout.beginLayout()
    line = layout.createLine()
    while line.isValid():
        line.setLineWidth(max(width, 1))
        start, end = 2 * line.textStart(), 2 * (line.textStart() + line.textLength())
        found.append(units[start:end].decode("utf-16-le").rstrip(" "))
        line = layout.createLine()
    layout.endLayout()
    return found or [""]


def direction(words: str) -> Qt.TextFlag:
    """Words read in their own direction, wherever they stand."""
    flags = Qt.TextFlag
    return flags.TextForceRightToLeft if reads_rtl(words) else flags.TextForceLeftToRight


def width_of(words: str, role: str) -> float:
    """The width of one line in pixels."""
    return _width(words, role, fonts.text_scale())


@lru_cache(maxsize=2048)
def _width(words: str, role: str, _scale: float) -> float:
    return QFontMetricsF(fonts.font(role)).horizontalAdvance(words)


def height_of(words: str, role: str, width: float) -> int:
    """The height in pixels of wrapped words in the role's line height."""
    return len(lines(words, role, width)) * fonts.line_height(role)


def tick(painter: QPainter, rect: QRectF, color: QColor, width: float = 2.0) -> None:
    """A tick that fills the middle of ``rect``."""
    side = min(rect.width(), rect.height())
    corner = rect.center() - QPointF(side / 2, side / 2)
    path = QPainterPath(corner + QPointF(side * 0.29, side * 0.52))
    path.lineTo(corner + QPointF(side * 0.44, side * 0.66))
    path.lineTo(corner + QPointF(side * 0.72, side * 0.36))
    round_cap, round_join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(color, width, Qt.PenStyle.SolidLine, round_cap, round_join))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def flag(painter: QPainter, x: float, top: float, bottom: float, color: QColor) -> None:
    """Pole 2 px wide with its left edge at ``x``, and a 7 by 7 pennant with a notch."""
    painter.fillRect(QRectF(x, top, 2, bottom - top), color)
    cloth = QPainterPath(QPointF(x + 2, top))
    for point in ((9, 0), (6.5, 3.5), (9, 7), (2, 7)):
        cloth.lineTo(x + point[0], top + point[1])
    cloth.closeSubpath()
    painter.fillPath(cloth, color)
