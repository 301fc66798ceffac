"""The line at the foot of the inbox: whether the share is watched, and what the last look saw."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QWidget

from keystep.gui import fonts
from keystep.gui.i18n import tr
from keystep.gui.pages import bare
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.choice import draw_mark, mark_size
from keystep.gui.widgets.label import ElidedLabel

GAP = 10


class WatchLine(QWidget):
    """``wanted`` carries whether the share is to be watched; ``key_wanted`` asks for the key that
    watching waits for."""

    wanted = Signal(bool)
    key_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.box = CheckBox(tr("Keep watching"))
        self.box.clicked.connect(self.wanted)
        self.unlock = button(tr("Unlock"), "quiet", on_click=self.key_wanted.emit)
        self._said = ElidedLabel("", "caption_figure", "ink2")
        row = QHBoxLayout(self)
        bare(row, 16)
        row.addWidget(self.box)
        row.addWidget(self._said, 1)
        row.addWidget(self.unlock)
        self.unlock.hide()

    def tell(self, words: str, *, on: bool, locked: bool) -> None:
        """Say when the share was looked at; ``locked`` while watching waits for the key."""
        self.box.setChecked(on)
        self._said.set_text(words)
        self.unlock.setVisible(locked)

    def text(self) -> str:
        return self._said.text()


class CheckBox(QCheckBox):
    """A mark of 24 px and its words in a target of 40 px."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        words = int(paint.width_of(self.text(), "body_medium")) + 2
        return QSize(mark_size() + GAP + words, max(40, fonts.scaled(40)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, side = paint.begin(self), theme_of(self), mark_size()
        mark = paint.placed(self, QRectF(0, (self.height() - side) / 2, side, side))
        draw_mark(painter, theme, mark, checked=self.isChecked(), several=True)
        words = QRectF(side + GAP, 0, self.width() - side - GAP, self.height())
        paint.text(painter, self, words, self.text(), "body_medium", color=theme.color("ink"))
