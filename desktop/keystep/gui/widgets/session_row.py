"""One piece of a session: what it is, why it is there, how long it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from keystep.gui.i18n import minutes
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.card import IconTile
from keystep.gui.widgets.label import label


@dataclass(frozen=True, slots=True)
class SessionItem:
    """Texts are ready to show; ``icon`` is a name of ``icons``; ``takes`` is in minutes."""

    icon: str
    title: str
    reason: str
    takes: float


class SessionRow(QWidget):
    """76 px high with a 1 px line below it; ``tight`` 67."""

    def __init__(
        self, item: SessionItem, *, tight: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.item = item
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(f"{item.title}, {minutes(item.takes)}")
        self.setAccessibleDescription(item.reason)
        row = QHBoxLayout(self)
        edge = 13 if tight else 18
        row.setContentsMargins(0, edge, 0, edge + 1)
        row.setSpacing(12 if tight else 16)
        row.addWidget(IconTile(item.icon), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(item.title, "body_strong", wrap=True))
        words.addWidget(label(item.reason, "caption", "ink2", wrap=True))
        row.addLayout(words, 1)
        self.takes = label(minutes(item.takes), "label_figure", "ink2")
        self.takes.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.takes)
        self._row = row

    def add_way(self, way: QWidget) -> None:
        """A button before the minutes, which stay below those of other rows."""
        self._row.insertWidget(self._row.count() - 1, way, 0, Qt.AlignmentFlag.AlignVCenter)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        line = QRectF(0, self.height() - 1, self.width(), 1)
        painter.fillRect(line, theme_of(self).color("line"))


def line_up(rows: Sequence[SessionRow]) -> None:
    """Give the minutes of rows one width, so that what stands before them lines up too."""
    widest = max((row.takes.sizeHint().width() for row in rows), default=0)
    for row in rows:
        row.takes.setMinimumWidth(widest)
