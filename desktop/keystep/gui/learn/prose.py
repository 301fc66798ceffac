"""Reading text: safe HTML in the reading voice, as high as its words."""

from __future__ import annotations

import re
from math import ceil

from PySide6.QtCore import QEvent, QMargins, QPoint, QSize, Qt, QUrl, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextOption,
    QTextTable,
)
from PySide6.QtWidgets import QFrame, QScroller, QTextBrowser

from keystep.gui import fonts
from keystep.gui.learn.pictures import Media
from keystep.gui.theme import Theme, theme_of
from keystep.gui.widgets.layout import grow_down

SIDES = ("left", "right")
ROW = re.compile(r"(<tr\b[^>]*>)(.*?)(</tr>)", re.DOTALL)
CELL = re.compile(r"<t[dh]\b.*?</t[dh]>", re.DOTALL)
RULES = """
h1, h2, h3, h4, h5, h6 {{ color: {ink}; }}
a {{ color: {accent}; }}
th {{ color: {ink2}; font-weight: 500; text-align: left; }}
td, th {{ padding: 8px; padding-{start}: 0; padding-{end}: 16px; border-bottom: 1px solid {line}; }}
table {{ border-collapse: collapse; }}
dt {{ font-weight: 600; }}
code, pre, kbd {{ background-color: {sunken}; }}
"""
CHARACTERS = 70
"""In a line, on average of its text: lines then have 60 to 75."""
ENOUGH = 120
SAMPLE = "Most injuries at the packing line happen during a quick fix: a jammed flap, a sensor."
"""How wide characters are where there is too little text to tell."""
SLOP = tuple(QPoint(x, y) for x in range(-20, 21, 5) for y in range(-20, 21, 5))
"""A footnote's mark is smaller than a finger: so far beside it a tap still means it."""
ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
ACROSS, ACROSS_BY = {Qt.Key.Key_Left, Qt.Key.Key_Right}, 80


class Prose(QTextBrowser):
    """``html`` must be safe already. Pictures come from the pack alone; links only tell.

    Lines have 60 to 75 characters where there is room for that many, and never more. ``role`` is a
    role of ``fonts.ROLES``: "reading" on a page, "body" in a callout.
    """

    _worn: tuple[Theme, float, Qt.LayoutDirection] | None = None
    """Theme, text scale and direction that it was last filled for."""

    def __init__(self, html: str, media: Media, role: str = "reading", colour: str = "ink") -> None:
        super().__init__()
        self._html, self._media, self._role, self._colour = html, media, role, colour
        self._measure = 0
        self._heights: dict[int, int] = {}
        self._set_up()
        self._fill()

    def _set_up(self) -> None:
        """What is so in every look; it costs a layout once there are words."""
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(self._focus_policy())
        self.viewport().setAutoFillBackground(False)
        grow_down(self)

    def loadResource(self, kind: int, name: QUrl | str) -> QImage:
        """Always an image: with anything else Qt would read the path itself."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return QImage()
        return self._media.image(QUrl(name).toString(), max(self.viewport().width(), 200))

    def event(self, event: QEvent) -> bool:
        """Enter opens the link that has the keyboard, and turns no page."""
        override = event.type() is QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and self.wants(event.key()):
            event.accept()
            return True
        return super().event(event)

    def wants(self, key: int) -> bool:
        """Whether a key means something here that it does not mean to the page."""
        cursor = self.textCursor()
        return key in ENTER and cursor.hasSelection() and cursor.charFormat().isAnchor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        if not self.anchorAt(at) and not self.textCursor().hasSelection():
            marks = (mark for off in SLOP if (mark := self.anchorAt(at + off)).startswith("#"))
            if mark := next(marks, ""):
                self.anchorClicked.emit(QUrl(mark))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tab arrives at a link, not at the text around it."""
        super().focusInEvent(event)
        reasons = Qt.FocusReason
        by_tab = event.reason() in {reasons.TabFocusReason, reasons.BacktabFocusReason}
        if by_tab and self._has_links:
            self.focusNextPrevChild(event.reason() is reasons.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_measure()

    def changeEvent(self, event: QEvent) -> None:
        """Qt gives the words the widget's own font when that changes, whichever look they wear."""
        super().changeEvent(event)
        if self._worn is None:
            return
        changed = event.type() is QEvent.Type.FontChange
        lost = changed and self.document().defaultFont() != fonts.font(self._role)
        if lost or self._worn != self._look():
            self._fill()

    def _look(self) -> tuple[Theme, float, Qt.LayoutDirection]:
        return theme_of(self), fonts.text_scale(), self.layoutDirection()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """What the words need; asked for often, laid out once."""
        if width not in self._heights:
            worn = self.document().textWidth()
            self._heights[width] = self._laid_out(width)
            if width != self.width():
                self.document().setTextWidth(worn)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        return QSize(400, fonts.line_height(self._role))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, fonts.line_height(self._role))

    @property
    def _has_links(self) -> bool:
        return "<a " in self._html

    def _focus_policy(self) -> Qt.FocusPolicy:
        return Qt.FocusPolicy.StrongFocus if self._has_links else Qt.FocusPolicy.NoFocus

    def _fill(self) -> None:
        """Everything in the present look; every change of format together costs one layout."""
        theme, _, direction = self._worn = self._look()
        mirrors = direction is Qt.LayoutDirection.RightToLeft
        start, end = SIDES[::-1] if mirrors else SIDES
        document = self.document()
        document.setDocumentMargin(0)
        document.setDefaultFont(fonts.font(self._role))
        document.setDefaultStyleSheet(RULES.format(**theme.roles(), start=start, end=end))
        colour = theme.roles()[self._colour]
        html = mirrored(self._html) if mirrors else self._html
        self.setHtml(f'<div style="color:{colour}">{html}</div>')
        whole = QTextCursor(document)
        whole.beginEditBlock()
        self._space_lines()
        self._widen_tables()
        whole.endEditBlock()
        for worn in document.allFormats():
            if worn.isCharFormat():
                fonts.hold(worn.toCharFormat().font())
        self._measure = self._measured()
        self._heights = {}
        if self.isVisible():
            self._keep_measure()
        self.updateGeometry()

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
                last, next_one = not block.next().isValid(), block.next().blockFormat()
                term = cursor.blockCharFormat().fontWeight() >= QFont.Weight.DemiBold
                heads = bool(level) or (term and next_one.leftMargin() > shape.leftMargin())
                shape.setTopMargin(line * 0.6 if level else 0)
                shape.setBottomMargin(0 if last else line * (0.25 if heads else 0.55))
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

    def _measured(self) -> int:
        """The width of ``CHARACTERS`` of this text, in pixels."""
        words = self.document().toPlainText()
        sample = " ".join((words if len(words) >= ENOUGH else SAMPLE).split())
        metrics = QFontMetricsF(fonts.font(self._role))
        return round(metrics.horizontalAdvance(sample) / len(sample) * CHARACTERS)

    def _laid_out(self, width: int) -> int:
        """The height of the words in that room."""
        document = self.document()
        document.setTextWidth(min(width, self._measure))
        return ceil(document.size().height())

    def _keep_measure(self) -> None:
        """Room that would make lines too long stays empty, at the end of the lines."""
        spare = max(self.width() - self._measure, 0)
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        wanted = QMargins(spare, 0, 0, 0) if rtl else QMargins(0, 0, spare, 0)
        if wanted != self.viewportMargins():
            self.setViewportMargins(wanted)
        self.document().setTextWidth(min(self.width(), self._measure))


def mirrored(html: str) -> str:
    """The columns of a table from right to left, which Qt's rich text leaves as they are."""
    if html.count("<table") != 1:
        return html
    return ROW.sub(lambda row: "".join((row[1], *reversed(CELL.findall(row[2])), row[3])), html)


class TableProse(Prose):
    """One table, as wide as there is room; one that needs more scrolls across."""

    def _set_up(self) -> None:
        super()._set_up()
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        soon = Qt.ConnectionType.QueuedConnection
        self.horizontalScrollBar().rangeChanged.connect(self._let_fingers_scroll, soon)

    def wants(self, key: int) -> bool:
        return super().wants(key) or (key in ACROSS and self.scrolls)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in ACROSS or not self.scrolls:
            super().keyPressEvent(event)
            return
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        on = (event.key() == Qt.Key.Key_Right) is not rtl
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() + (ACROSS_BY if on else -ACROSS_BY))

    @Slot()
    def _let_fingers_scroll(self) -> None:
        """Only where there is need: Qt makes a gesture of its own for each, and keeps it."""
        if self.scrolls and not QScroller.hasScroller(self.viewport()):
            QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    @property
    def scrolls(self) -> bool:
        """Whether some of it is out of sight."""
        return self.horizontalScrollBar().maximum() > 0

    def _laid_out(self, width: int) -> int:
        self.document().setTextWidth(width)
        size = self.document().size()
        over = size.width() > width
        return ceil(size.height()) + (self.horizontalScrollBar().sizeHint().height() if over else 0)

    def _keep_measure(self) -> None:
        """It may be as wide as there is room; what scrolls can have the keyboard."""
        if self.lineWrapColumnOrWidth() != self.width():
            self.setLineWrapColumnOrWidth(self.width())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self.scrolls else self._focus_policy())
