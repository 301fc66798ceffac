"""Bringing into sight what a question has just opened."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from keystep.gui.pages import Scroll, reveal


def bring_into_sight(widget: QWidget) -> None:
    """Scroll to ``widget``, which was shown right now, once it has its place."""
    QTimer.singleShot(0, widget, lambda: _scroll_to(widget))


def _scroll_to(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, Scroll):
            above.settle()
        above = above.parentWidget()
    reveal(widget)
