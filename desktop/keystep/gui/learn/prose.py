"""Reading text: safe HTML in the reading voice, as high as its words."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QSize, Qt, QUrl
from PySide6.QtGui import (
    QImage,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser

from keystep.gui import fonts
from keystep.gui.learn.pictures import Media
from keystep.gui.theme import Theme, theme_of

RULES = """
h1, h2, h3, h4, h5, h6 {{ color: {ink}; }}
a {{ color: {accent}; }}
th {{ color: {ink2}; font-weight: 500; text-align: left; }}
td, th {{ padding: 8px 16px 8px 0; border-bottom: 1px solid {line}; }}
table {{ border-collapse: collapse; }}
code, pre, kbd {{ background-color: {sunken}; }}
"""


class Prose(QTextBrowser):
    """``html`` must be safe already. Pictures come from the pack alone; links only tell.

    ``role`` is a role of ``fonts.ROLES``: "reading" on a page, "body" in a callout.
    """

    def __init__(self, html: str, media: Media, role: str = "reading", colour: str = "ink") -> None:
        super().__init__()
        self._html, self._media, self._role, self._colour = html, media, role, colour
        self._filling = False
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        has_links = "<a " in html
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if has_links else Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fill()

    def loadResource(self, kind: int, name: QUrl | str) -> QImage:
        """Always an image: with anything else Qt would read the path itself."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return QImage()
        return self._media.image(QUrl(name).toString(), max(self.viewport().width(), 200))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.PaletteChange}:
            self._fill()

    def sizeHint(self) -> QSize:
        return QSize(400, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 0)

    def _fill(self) -> None:
        if self._filling or not hasattr(self, "_html"):
            return
        self._filling = True
        theme: Theme = theme_of(self)
        document = self.document()
        document.setDocumentMargin(0)
        document.setDefaultFont(fonts.font(self._role))
        document.setDefaultStyleSheet(RULES.format(**theme.roles()))
        colour = theme.roles()[self._colour]
        self.setHtml(f'<div style="color:{colour}">{self._html}</div>')
        self._space_lines()
        self._widen_tables()
        self._filling = False
        self._fit()

    def _space_lines(self) -> None:
        """Headings in their own size; every line at least as high as the role says."""
        line = fonts.line_height(self._role)
        block = self.document().begin()
        while block.isValid():
            cursor = QTextCursor(block)
            shape = block.blockFormat()
            level = shape.headingLevel()
            high = fonts.line_height("title18") if level else line
            shape.setLineHeight(high, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
            if not cursor.currentTable():
                last = not block.next().isValid()
                shape.setTopMargin(line * 0.6 if level else 0)
                shape.setBottomMargin(0 if last else line * (0.25 if level else 0.55))
            cursor.setBlockFormat(shape)
            if level:
                self._make_heading(cursor)
            block = block.next()

    def _make_heading(self, cursor: QTextCursor) -> None:
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        made = cursor.charFormat()
        made.setFont(fonts.font("title18"))
        cursor.mergeCharFormat(made)

    def _widen_tables(self) -> None:
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                shape = frame.format()
                shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
                shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
                shape.setCellSpacing(0)
                shape.setTopMargin(8)
                shape.setBottomMargin(8)
                frame.setFormat(shape)

    def _fit(self) -> None:
        document = self.document()
        document.setTextWidth(self.viewport().width())
        wanted = ceil(document.size().height())
        if wanted != self.height():
            self.setFixedHeight(wanted)
