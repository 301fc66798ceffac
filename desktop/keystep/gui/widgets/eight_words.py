"""Eight words that two screens show alike: people compare them, aloud or side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from keystep.gui.i18n import number, tr
from keystep.gui.widgets.label import label

COLUMNS = 4


class EightWords(QFrame):
    """The words in two rows of four, each with its number, to be read across."""

    def __init__(self, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = tuple(words)
        self.setProperty("kind", "words")
        self.setAccessibleName(tr("The eight words: {words}", words=", ".join(words)))
        grid = QGridLayout(self)
        grid.setContentsMargins(20, 14, 20, 14)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(10)
        for place, word in enumerate(words):
            grid.addLayout(_numbered(place + 1, word), *divmod(place, COLUMNS))
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)


def _numbered(place: int, word: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(label(number(place), "caption_figure", "ink2"))
    said = label(word, "title18")
    said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    row.addWidget(said, 1)
    return row
