"""Empty, loading, wrong: designed, not left over."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from keystep.gui import fonts
from keystep.gui.i18n import tr
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.buttons import button, say
from keystep.gui.widgets.card import IconPicture
from keystep.gui.widgets.label import label
from keystep.gui.widgets.status import StatusGlyph
from keystep.gui.widgets.treads import Treads

PATIENCE = 300
_BLOCKS = ((190, 240), (220, 180), (150, 230))


class _State(QWidget):
    """Picture, sentence, what comes next, one way on. ``buttons`` is the row of ways on."""

    def __init__(
        self,
        picture: QWidget,
        title: str,
        text: str,
        ways: Sequence[QPushButton] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        self.column.addWidget(picture, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addSpacing(12)
        self.column.addWidget(label(title, "section", wrap=True))
        self.column.addWidget(label(text, "body", "ink2", wrap=True))
        self.column.addSpacing(16)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        for way in ways:
            self.buttons.addWidget(way)
        self.buttons.addStretch(1)
        self.column.addLayout(self.buttons)


class EmptyState(_State):
    """Nothing here, and what comes next. ``icon`` "treads" draws finished treads."""

    def __init__(
        self,
        icon: str,
        title: str,
        text: str,
        ways: Sequence[QPushButton] = (),
        parent: QWidget | None = None,
    ) -> None:
        if icon == "treads":
            picture: QWidget = Treads(8, 8, rise=36)
            picture.setFixedWidth(160)
        else:
            picture = IconPicture(icon, 32)
        super().__init__(picture, title, text, ways, parent)


class ErrorState(_State):
    """What happened, what is safe, one way on; ``details`` are folded until asked for."""

    def __init__(
        self,
        title: str,
        text: str,
        ways: Sequence[QPushButton] = (),
        details: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(StatusGlyph("refused", 32), title, text, ways, parent)
        self._details = label(details, "caption", "ink2")
        self._details.setWordWrap(True)
        self._details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._details.hide()
        self.column.addWidget(self._details)
        if details:
            self._fold = button(tr("Show details"), "quiet", on_click=self._turn)
            self.buttons.insertWidget(len(ways), self._fold)

    def _turn(self) -> None:
        self._details.setVisible(self._details.isHidden())
        hidden = self._details.isHidden()
        say(self._fold, tr("Show details") if hidden else tr("Hide details"))


class LoadingState(QWidget):
    """Nothing for 300 ms, then a sentence over still blocks. No shimmer."""

    def __init__(self, text: str, rows: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self._due = False
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._text = text
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PATIENCE)
        self._timer.timeout.connect(self._appear)

    @property
    def appeared(self) -> bool:
        """Whether the wait is long enough to be told."""
        return self._due

    def sizeHint(self) -> QSize:
        return QSize(360, fonts.line_height("body_strong") + 18 + self._rows * 60)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._due = False
        self._timer.start()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._due:
            return
        painter, theme = paint.begin(self), theme_of(self)
        line = fonts.line_height("body_strong")
        head = QRectF(0, 0, self.width(), line)
        paint.text(painter, self, head, self._text, "body_strong", color=theme.color("ink"))
        for n in range(self._rows):
            top = line + 18 + n * 60
            first, second = _BLOCKS[n % len(_BLOCKS)]
            room = max(self.width() - 56, 40)
            for x, y, wide, high, radius in (
                (0, 0, 40, 40, 10),
                (56, 5, min(first, room), 12, 6),
                (56, 25, min(second, room), 10, 5),
            ):
                block = paint.placed(self, QRectF(x, top + y, wide, high))
                paint.box(painter, block, theme.color("track"), radius=radius)

    def _appear(self) -> None:
        self._due = True
        self.update()
