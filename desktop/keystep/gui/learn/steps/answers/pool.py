"""Where things come from, and where they go back to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from keystep.gui.learn.steps.answers.chips import Chip, outline
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.flow import Lines
from keystep.gui.widgets.layout import grow_down


class Pool(QWidget):
    """What is not put anywhere yet: each thing has a home of its own, which stays while it is out.

    So nothing moves but what is moved.
    """

    def __init__(self, chips: Sequence[Chip]) -> None:
        super().__init__()
        self._homes = {chip: _Home(chip) for chip in chips}
        lines = Lines(8)
        self.setLayout(lines)
        grow_down(self)
        for home in self._homes.values():
            lines.addWidget(home)

    def take_in(self, chip: Chip) -> None:
        """Back home."""
        self._homes[chip].take_in()

    def end(self, staying: Sequence[Chip]) -> None:
        """Only these stay in sight, and no empty homes."""
        for chip, home in self._homes.items():
            home.setVisible(chip in staying)
        self.setVisible(bool(staying))


class _Home(QWidget):
    """As large as its chip, which lies in it or leaves an outline."""

    def __init__(self, chip: Chip) -> None:
        super().__init__()
        self._chip = chip
        self.setSizePolicy(chip.sizePolicy())
        chip.setParent(self)

    def take_in(self) -> None:
        if self._chip.parentWidget() is not self:
            self._chip.setParent(self)
            self._chip.setGeometry(self.rect())
            self._chip.show()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._chip.heightForWidth(width)

    def sizeHint(self) -> QSize:
        return self._chip.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._chip.minimumSizeHint()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._chip.parentWidget() is self:
            self._chip.setGeometry(self.rect())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._chip.parentWidget() is not self:
            outline(paint.begin(self), theme_of(self), self.rect().toRectF(), "bg", "line")
