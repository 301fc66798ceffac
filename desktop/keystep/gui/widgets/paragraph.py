"""Text with widgets in its lines: words wrap between and around them, as in a paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPalette,
    QPicture,
    QPyTextObject,
    QResizeEvent,
    QShowEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QWidget

from keystep.gui import fonts
from keystep.gui.i18n import reads_rtl
from keystep.gui.theme import theme_of
from keystep.gui.widgets.layout import grow_down

_OBJECT = int(QTextFormat.ObjectTypes.UserObject) + 1
_NUMBER = int(QTextFormat.Property.UserProperty) + 1
_STANDS_FOR = "\N{OBJECT REPLACEMENT CHARACTER}"
_GLUE = "\N{WORD JOINER}"
_ACROSS, _DOWN = 2, 4
"""Pixels left free at each side of a widget, and above and below it."""


class Paragraph(QWidget):
    """``pieces`` are words and widgets; a widget is as wide as its size hint, the line at most."""

    def __init__(self, pieces: Sequence[str | QWidget], role: str = "reading") -> None:
        super().__init__()
        self._parts = [piece for piece in pieces if isinstance(piece, QWidget)]
        words = "".join(piece for piece in pieces if isinstance(piece, str))
        self._rtl = reads_rtl(words)
        self._role = role
        self._document = QTextDocument(self)
        self._document.setDocumentMargin(0)
        self._document.setUndoRedoEnabled(False)
        self._room = _Room(self._document, self._parts)
        self._document.documentLayout().registerHandler(_OBJECT, self._room)
        for part in self._parts:
            part.setParent(self)
        grow_down(self)
        fonts.set_role(self, role)
        self._wear()
        _write(self._document, pieces)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return ceil(self._laid_out(width).size().height())

    def sizeHint(self) -> QSize:
        return QSize(480, self.heightForWidth(480))

    def minimumSizeHint(self) -> QSize:
        return QSize(fonts.scaled(96), self.heightForWidth(max(self.width(), fonts.scaled(96))))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._lay_out_again()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange}:
            self._wear()
            self._lay_out_again()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._lay_out_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, worn = QPainter(self), QAbstractTextDocumentLayout.PaintContext()
        look = QPalette()
        look.setColor(QPalette.ColorRole.Text, theme_of(self).color("ink"))
        worn.palette = look
        self._laid_out(self.width()).documentLayout().draw(painter, worn)

    def _wear(self) -> None:
        """Font, line height and direction as they are now."""
        option = QTextOption()
        start = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        option.setAlignment(start | Qt.AlignmentFlag.AlignAbsolute)
        reads = Qt.LayoutDirection
        option.setTextDirection(reads.RightToLeft if self._rtl else reads.LeftToRight)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._document.setDefaultTextOption(option)
        self._document.setDefaultFont(self.font())
        block = QTextBlockFormat()
        least = QTextBlockFormat.LineHeightTypes.MinimumHeight.value
        block.setLineHeight(fonts.line_height(self._role), least)
        cursor = QTextCursor(self._document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(block)

    def _laid_out(self, width: int) -> QTextDocument:
        if self._document.textWidth() != width:
            self._document.setTextWidth(width)
        return self._document

    def _lay_out_again(self) -> None:
        """The room that the widgets want is another."""
        self._document.markContentsDirty(0, self._document.characterCount())
        self.updateGeometry()
        self._place()
        self.update()

    def _place(self) -> None:
        """Put the widgets where the text keeps room for them: drawing it tells where that is."""
        unseen = QPicture()
        painter, page = QPainter(unseen), self._laid_out(self.width())
        page.documentLayout().draw(painter, QAbstractTextDocumentLayout.PaintContext())
        painter.end()
        for part, area in zip(self._parts, self._room.areas, strict=True):
            part.setGeometry(area)


class _Room(QPyTextObject):
    """Keeps room in the lines for widgets, in ``areas``; they paint themselves."""

    def __init__(self, document: QTextDocument, parts: Sequence[QWidget]) -> None:
        super().__init__(document)
        self._parts = parts
        self.areas = [QRect()] * len(parts)

    def intrinsicSize(self, page: QTextDocument, _place: int, given: QTextFormat) -> QSizeF:
        part = self._parts[given.intProperty(_NUMBER)]
        size = _wanted(part, page.textWidth())
        lifted = 2 * _rise(part)
        return QSizeF(size.width() + 2 * _ACROSS, size.height() + lifted + 2 * _DOWN)

    def drawObject(
        self,
        _painter: QPainter,
        room: QRectF | QRect,
        page: QTextDocument,
        _place: int,
        given: QTextFormat,
    ) -> None:
        """The words in a widget's middle stand on the line that the words around it stand on."""
        number = given.intProperty(_NUMBER)
        part, size = self._parts[number], _wanted(self._parts[number], page.textWidth())
        half = QFontMetricsF(page.defaultFont()).xHeight() / 2
        stands = room.top() + (room.height() + half) / 2
        top = stands - _rise(part) - size.height() / 2
        self.areas[number] = QRect(QPoint(round(room.left() + _ACROSS), round(top)), size)


def _wanted(part: QWidget, room: float) -> QSize:
    """The size of a widget in a line of ``room`` pixels."""
    hint = part.sizeHint()
    width = min(hint.width(), max(int(room) - 2 * _ACROSS, 1))
    height = part.heightForWidth(width) if part.hasHeightForWidth() else hint.height()
    return QSize(width, height)


def _write(document: QTextDocument, pieces: Sequence[str | QWidget]) -> None:
    """Write the pieces, a widget as one letter that no break parts from the sign beside it.

    In one edit: it is laid out once.
    """
    cursor, plain, number = QTextCursor(document), QTextCharFormat(), 0
    cursor.beginEditBlock()
    for before, piece in pairwise(["", *pieces]):
        if isinstance(piece, str):
            follows = not isinstance(before, str) and bool(piece) and not piece[0].isspace()
            cursor.insertText((_GLUE if follows else "") + piece, plain)
            continue
        stands = QTextCharFormat()
        stands.setObjectType(_OBJECT)
        stands.setProperty(_NUMBER, number)
        stands.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
        if isinstance(before, str) and before and not before[-1].isspace():
            cursor.insertText(_GLUE, plain)
        cursor.insertText(_STANDS_FOR, stands)
        number += 1
    cursor.endEditBlock()


def _rise(part: QWidget) -> float:
    """How far above the line that its words stand on a widget has its middle, in pixels."""
    measured = QFontMetricsF(part.font())
    return (measured.ascent() - measured.descent()) / 2
