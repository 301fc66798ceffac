"""Facts of something, one below the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from keystep.gui.widgets.label import label


def facts(pairs: Sequence[tuple[str, str]]) -> QWidget:
    """A name and a value a row; those without a value are left out."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for place, (name, value) in enumerate(pair for pair in pairs if pair[1]):
        grid.addWidget(label(name, "caption", "ink2"), place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(value, "body_figure", wrap=True), place, 1)
    return made
