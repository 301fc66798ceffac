"""A gap in a text to write in."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent

from keystep.gui import fonts
from keystep.gui.widgets import paint
from keystep.gui.widgets.field import LineEdit
from keystep.gui.widgets.gap_verdict import GapVerdict

_STEPS = (96, 160, 240, 340)
"""Widths in pixels: the room for an answer tells roughly how long it is, never exactly."""
_AROUND, _EASE = 26, 1.2


class GapLine(LineEdit):
    """``longest`` is the longest answer that is expected."""

    def __init__(self, name: str, longest: str) -> None:
        super().__init__(name)
        self._longest = longest
        self._verdict: GapVerdict | None = None

    def show_verdict(self, kind: str, answer: str) -> None:
        """From now on nothing can be written; it stays reachable, so that it can be read."""
        self._verdict = GapVerdict(kind, self.text().strip(), answer)
        self.setReadOnly(True)
        self.setProperty("ownFocus", False)
        self.setAccessibleDescription(self._verdict.told)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if self._verdict is not None:
            return self._verdict.size()
        wanted = paint.width_of(self._longest, "body") * _EASE / fonts.text_scale() + _AROUND
        step = next((step for step in _STEPS if wanted <= step), _STEPS[-1])
        return QSize(fonts.scaled(step), fonts.scaled(38) + 2)

    def hasHeightForWidth(self) -> bool:
        return self._verdict is not None

    def heightForWidth(self, width: int) -> int:
        return self._verdict.height_for(width) if self._verdict else super().heightForWidth(width)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._verdict is None:
            super().paintEvent(event)
        else:
            self._verdict.paint(self)
