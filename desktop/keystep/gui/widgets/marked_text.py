"""A line of words of which some letters are marked: struck, missing or mended, never by colour
alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QPainter,
    QPaintEvent,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QWidget

from keystep.gui import fonts
from keystep.gui.i18n import reads_rtl
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.layout import grow_down


@dataclass(frozen=True, slots=True)
class Look:
    """Colour roles of letters and their ground, and the shape that tells the same."""

    ink: str
    ground: str
    struck: bool = False
    under: bool = False


LOOKS: Mapping[str, Look] = {
    "struck": Look("danger", "danger_tint", struck=True),
    "missing": Look("danger", "danger_tint"),
    "mended": Look("success", "success_tint", under=True),
}


class MarkedText(QWidget):
    """``runs`` are letters and their mark: one of ``LOOKS``, or "" for none."""

    def __init__(self, runs: Sequence[tuple[str, str]], role: str = "reading") -> None:
        super().__init__()
        self._runs, self._role = tuple(runs), role
        self.text = "".join(letters for letters, _ in runs)
        self.setAccessibleName(self.text)
        grow_down(self)
        fonts.set_role(self, role)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._laid_out(width).lineCount() * self._line_height()

    def sizeHint(self) -> QSize:
        width = min(int(paint.width_of(self.text, self._role)) + 8, fonts.scaled(480))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(fonts.scaled(60), self._line_height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        layout = self._laid_out(self.width())
        self._draw_grounds(painter, layout)
        painter.setPen(theme.color("ink"))
        layout.draw(painter, QPointF(0, 0))

    def _laid_out(self, width: int) -> QTextLayout:
        layout = QTextLayout(self.text, fonts.font(self._role))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        ways = Qt.LayoutDirection
        option.setTextDirection(ways.RightToLeft if reads_rtl(self.text) else ways.LeftToRight)
        ends = Qt.AlignmentFlag
        mirrored = self.layoutDirection() is ways.RightToLeft
        side = ends.AlignRight if mirrored else ends.AlignLeft
        option.setAlignment(side | ends.AlignAbsolute)
        layout.setTextOption(option)
        layout.setFormats(self._formats())
        layout.beginLayout()
        line, top = layout.createLine(), 0.0
        while line.isValid():
            line.setLineWidth(max(width, 1))
            line.setPosition(QPointF(0, top + (self._line_height() - line.height()) / 2))
            top += self._line_height()
            line = layout.createLine()
        layout.endLayout()
        return layout

    def _formats(self) -> list[QTextLayout.FormatRange]:
        made = []
        for start, length, look in self._marked():
            each = QTextLayout.FormatRange()
            each.start, each.length = start, length
            each.format = _letters(look)
            made.append(each)
        return made

    def _marked(self) -> list[tuple[int, int, Look]]:
        """Where marked letters are, in UTF-16 as Qt counts, and how they look."""
        found, at = [], 0
        for letters, mark in self._runs:
            length = len(letters.encode("utf-16-le")) // 2
            if mark:
                found.append((at, length, LOOKS[mark]))
            at += length
        return found

    def _draw_grounds(self, painter: QPainter, layout: QTextLayout) -> None:
        theme, high = theme_of(self), self._line_height()
        for start, length, look in self._marked():
            for n in range(layout.lineCount()):
                line = layout.lineAt(n)
                first = max(start, line.textStart())
                last = min(start + length, line.textStart() + line.textLength())
                if first < last:
                    left, right = sorted((_x(line, first), _x(line, last)))
                    area = QRectF(left - 1, n * high + 2, right - left + 2, high - 4)
                    paint.box(painter, area, theme.color(look.ground), radius=4)
                    if look.under:
                        painter.setPen(QPen(theme.color(look.ink), 2))
                        painter.drawLine(area.bottomLeft(), area.bottomRight())

    def _line_height(self) -> int:
        return fonts.line_height(self._role) + 4


def _x(line: QTextLine, place: int) -> float:
    """Where a letter begins; Qt tells the place that it took for it as well."""
    return float(cast("tuple[float, int]", line.cursorToX(place))[0])


def _letters(look: Look) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(theme_of().color(look.ink))
    made.setFontWeight(QFont.Weight.DemiBold)
    made.setFontStrikeOut(look.struck)
    return made
