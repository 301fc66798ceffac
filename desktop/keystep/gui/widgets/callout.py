"""A tinted block: glyph, title, sentence."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from keystep.gui.widgets.label import label
from keystep.gui.widgets.status import StatusGlyph

TONES: Mapping[str, str] = {
    "warning": "careful",
    "success": "right",
    "danger": "refused",
    "stale": "stale",
    "info": "info",
}


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
        row.addLayout(words, 1)
        self.ways = QHBoxLayout()
        row.addLayout(self.ways)
