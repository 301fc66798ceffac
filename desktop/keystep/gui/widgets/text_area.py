"""Room for a few sentences, which grows with them."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QSizePolicy, QTextEdit

from keystep.gui import fonts

_LEAST, _MOST = 3, 8
"""Lines."""
_AROUND = 18
"""Pixels of padding and border above and below the text together."""


class TextArea(QTextEdit):
    """Plain text of at most ``letters`` characters. ``counted`` carries how many more it takes.

    Enter begins a new line, Tab goes on to the next widget.
    """

    counted = Signal(int)

    def __init__(self, name: str, letters: int) -> None:
        super().__init__()
        self._letters = letters
        self.setProperty("kind", "field")
        self.setAccessibleName(name)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.textChanged.connect(self._count)
        fonts.set_role(self, "body")

    def text(self) -> str:
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """What is too long is cut; writing goes on at the end."""
        self.setPlainText(text[: self._letters])
        self._space()
        self.moveCursor(QTextCursor.MoveOperation.End)

    def sizeHint(self) -> QSize:
        line, margin = fonts.line_height("body"), 2 * self.document().documentMargin()
        wanted = ceil(self.document().size().height())
        low, high = (ceil(lines * line + margin) for lines in (_LEAST, _MOST))
        return QSize(480, min(max(wanted, low), high) + _AROUND)

    def minimumSizeHint(self) -> QSize:
        return QSize(fonts.scaled(160), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._space()

    def _space(self) -> None:
        """The line height of the font's role; what is written later takes it from there."""
        block = QTextBlockFormat()
        least = QTextBlockFormat.LineHeightTypes.MinimumHeight.value
        block.setLineHeight(fonts.line_height("body"), least)
        every = QTextCursor(self.document())
        every.select(QTextCursor.SelectionType.Document)
        every.mergeBlockFormat(block)
        self.document().clearUndoRedoStacks()

    def _grow(self) -> None:
        self.updateGeometry()

    def _count(self) -> None:
        left = self._letters - len(self.toPlainText())
        if left < 0:
            self._cut(-left)
        else:
            self.counted.emit(left)

    def _cut(self, letters: int) -> None:
        """Take away the last letters of what was entered, at the cursor; Undo sees one act."""
        end = self.textCursor().position()
        cut = QTextCursor(self.document())
        cut.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        kept = cut.selectedText()[:-letters]
        cut.joinPreviousEditBlock()
        cut.setPosition(len(kept.encode("utf-16-le")) // 2)
        cut.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cut.removeSelectedText()
        cut.endEditBlock()
