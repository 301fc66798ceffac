"""A point of a checklist: its number, its words, a box that fills the whole row."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QImage,
    QPaintEvent,
    QPalette,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QCheckBox

from keystep.content.renderer import render
from keystep.gui import fonts
from keystep.gui.i18n import isolate, number, tr
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.choice import draw_mark, mark_size
from keystep.gui.widgets.layout import grow_down

PAD, ABOVE, LEAST = 16, 12, 56


class PointWords(QTextDocument):
    """One line of Markdown; nothing is ever read for it."""

    def __init__(self, markdown: str, parent: QCheckBox) -> None:
        super().__init__(parent)
        self.setDocumentMargin(0)
        self.setUndoRedoEnabled(False)
        self.setHtml(render(markdown))

    def loadResource(self, _kind: int, _name: QUrl | str) -> QImage:
        """Always an image: with anything else Qt would read the path itself."""
        return QImage()


class PointRow(QCheckBox):
    """Ticked by click, touch and Space; ``toggled`` tells. ``n`` is counted from 1."""

    def __init__(self, n: int, markdown: str) -> None:
        super().__init__()
        self._number = isolate(number(n))
        self._words = PointWords(markdown, self)
        self.setText(self._words.toPlainText().strip())
        self.setAccessibleName(tr("Point {n}: {text}", n=self._number, text=self.text()))
        self.setProperty("focusInset", True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        grow_down(self)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(fonts.scaled(LEAST), round(self._height(width)) + 2 * ABOVE)

    def sizeHint(self) -> QSize:
        return QSize(480, self.heightForWidth(480))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, ticked = paint.begin(self), theme_of(self), self.isChecked()
        ground = "tint" if ticked else ("sunken" if self.underMouse() else "surface")
        border = theme.color("accent" if ticked else "edge")
        paint.box(painter, self.rect().toRectF(), theme.color(ground), border)
        side = mark_size()
        box = paint.placed(self, QRectF(PAD, (self.height() - side) / 2, side, side))
        draw_mark(painter, theme, box, checked=ticked, several=True)
        figure = QRectF(2 * PAD + side, 0, fonts.scaled(24), self.height())
        ink = theme.color("ink2")
        paint.text(painter, self, figure, self._number, "strong_figure", color=ink)
        high = self._height(self.width())
        words = QRectF(self._start(), (self.height() - high) / 2, self._room(self.width()), high)
        painter.translate(paint.placed(self, words).topLeft())
        look = QAbstractTextDocumentLayout.PaintContext()
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.Link):
            look.palette.setColor(role, theme.color("ink"))
        self._words.documentLayout().draw(painter, look)

    def _start(self) -> int:
        return 3 * PAD + mark_size() + fonts.scaled(24) - 8

    def _room(self, width: int) -> int:
        return max(width - self._start() - PAD, 1)

    def _height(self, width: int) -> float:
        """The words' height in a row of ``width``; they are laid out for it from now on."""
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(self.layoutDirection())
        self._words.setDefaultTextOption(option)
        self._words.setDefaultFont(fonts.font("reading"))
        self._words.setTextWidth(self._room(width))
        return self._words.size().height()
