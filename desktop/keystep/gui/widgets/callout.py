"""A tinted block: glyph, title, sentence."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from keystep.gui import fonts
from keystep.gui.widgets.label import label
from keystep.gui.widgets.status import StatusGlyph

TONES: Mapping[str, str] = {
    "warning": "careful",
    "success": "right",
    "danger": "refused",
    "stale": "stale",
    "info": "info",
}
SIDE_BY_SIDE, BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
LEAST_WORDS = 260
"""Pixels that words want beside the ways, their mark and margins among them."""


class Callout(QFrame):
    """``tone`` is warning, success, danger, stale or info. ``words`` holds title and
    text, and may hold more; ``ways`` is a row for buttons.

    ``inline`` puts title and text in one line, as the admin's notices do.
    """

    def __init__(
        self,
        tone: str,
        title: str,
        text: str = "",
        *,
        inline: bool = False,
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "callout")
        self.setProperty("tone", tone)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 14, 20, 14)
        row.setSpacing(12 if inline else 16)
        beside = Qt.AlignmentFlag.AlignVCenter if inline else Qt.AlignmentFlag.AlignTop
        row.addWidget(StatusGlyph(TONES[tone], 20), 0, beside)
        words = QHBoxLayout() if inline else QVBoxLayout()
        words.setSpacing(12 if inline else 0)
        self.words = words
        words.addWidget(label(title, "body_strong", wrap=not inline))
        if text:
            size = "caption" if small or inline else "body"
            colour = "ink2" if inline else "ink"
            words.addWidget(label(text, size, colour, wrap=True), 1 if inline else 0)
        if not inline:
            words.addStretch(1)
        self.ways = QHBoxLayout()
        self._beside = QBoxLayout(SIDE_BY_SIDE)
        self._beside.setSpacing(row.spacing())
        self._beside.addLayout(words, 1)
        self._beside.addLayout(self.ways)
        self._beside.setAlignment(self.ways, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(self._beside, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:  # ways came, or the text size changed
            self._arrange()
        return done

    def _arrange(self) -> None:
        """Where both do not fit beside each other, the ways go below the words."""
        ways = self.ways.sizeHint().width()
        narrow = ways and self.width() < ways + fonts.scaled(LEAST_WORDS)
        self._beside.setDirection(BELOW if narrow else SIDE_BY_SIDE)
