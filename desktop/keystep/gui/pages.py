"""What the pages of every face are made with: the scrolling body, and layouts emptied and bared."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget


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


def bare(layout: QLayout, spacing: int = 0) -> None:
    """No margins, and ``spacing`` between."""
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        if inner is not None:
            empty(inner)
