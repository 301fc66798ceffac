"""What the pages of every face are made with: the scrolling body, and layouts emptied and bared."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLayout, QScrollArea, QWidget

from keystep.gui.i18n import is_rtl

SIGHT = 24
"""Pixels above and below what is scrolled to, where there is room."""


class Scroll(QScrollArea):
    """Scrolls ``body`` where room runs out.

    The body is never lower than its wrapped texts need at the present width: a scroll area by
    itself asks only for one line of each.
    """

    def __init__(self, body: QWidget) -> None:
        super().__init__()
        self._body = body
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body.setProperty("kind", "scroll")
        self.setWidget(body)
        for part in (body, self.viewport()):
            part.setAutoFillBackground(False)
        body.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            self.settle()
        return super().eventFilter(watched, event)

    def settle(self) -> None:
        """Give the body the height that its texts need now."""
        layout = self._body.layout()
        if layout is not None and layout.hasHeightForWidth():
            self._body.setMinimumHeight(layout.minimumHeightForWidth(self._body.width()))


def scrolled(body: QWidget) -> Scroll:
    """``body`` in an area that scrolls it where room runs out."""
    return Scroll(body)


def reveal(widget: QWidget) -> None:
    """Scroll to what the keyboard came to; of what is higher than its room, to the top."""
    above = widget.parentWidget()
    while above is not None:
        body = above.widget() if isinstance(above, QScrollArea) else None
        if isinstance(above, QScrollArea) and body is not None:
            room, top = above.viewport().height(), widget.mapTo(body, QPoint(0, 0)).y()
            if widget.height() <= room:
                above.ensureWidgetVisible(widget, 0, min(SIGHT, (room - widget.height()) // 2))
            elif widget.visibleRegion().isEmpty():
                above.verticalScrollBar().setValue(top)
        above = above.parentWidget()


def stage_of(widget: QWidget) -> QWidget:
    """What layers lie over in the window of ``widget``: its rail and pages, else all of it."""
    window = widget.window()
    stage = getattr(window, "stage", window)
    return stage if isinstance(stage, QWidget) else window


def announce(about: QObject, words: str) -> None:
    """Have a screen reader say something that is shown elsewhere than where the keyboard is."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(about, words))


def bare(layout: QLayout, spacing: int = 0) -> None:
    """No margins, and ``spacing`` between."""
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)


def from_start(layout: QLayout, start: int, top: int, end: int, bottom: int) -> None:
    """Margins that mirror with the language; those that Qt sets do not."""
    left, right = (end, start) if is_rtl() else (start, end)
    layout.setContentsMargins(left, top, right, bottom)


def across(*, mirrored: bool) -> QBoxLayout.Direction:
    """From left to right on the screen, whichever way is read; ``mirrored`` from right to left."""
    ways = QBoxLayout.Direction
    return ways.RightToLeft if mirrored is not is_rtl() else ways.LeftToRight


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        if inner is not None:
            empty(inner)
