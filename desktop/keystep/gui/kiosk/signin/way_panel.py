"""How somebody wants to sign in from now on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from keystep.gui import fonts
from keystep.gui.kiosk.scale import px
from keystep.gui.kiosk.signin import drawings
from keystep.gui.kiosk.signin.panel import Panel
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint


class WayTile(QPushButton):
    """A drawing, a word and a line below it."""

    def __init__(self, drawing: str, word: str, line: str, on_press: Callable[[], object]) -> None:
        super().__init__(word)
        self._drawing, self._line = drawing, line
        self.setAutoDefault(True)
        self.setAccessibleName(word)
        self.setAccessibleDescription(line)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.clicked.connect(lambda _checked: on_press())

    def sizeHint(self) -> QSize:
        return QSize(px(520), px(152))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(300), px(96))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        fill = "tint" if self.isDown() else "surface"
        area = self.rect().toRectF()
        edge = theme.color("edge")
        paint.box(painter, area, theme.color(fill), edge, width=px(2), radius=px(16))
        side, start = px(64), px(28)
        place = paint.placed(self, QRectF(start, (self.height() - side) / 2, side, side))
        drawings.draw(painter, self._drawing, place, theme.color("accent"))
        tall, small = fonts.line_height("kiosk_strong"), fonts.line_height("caption")
        words = QRectF(start + side + px(28), (self.height() - tall - small) / 2, 0, tall)
        words.setRight(self.width() - px(20))
        ink, ink2 = theme.color("ink"), theme.color("ink2")
        paint.text(painter, self, words, self.text(), "kiosk_strong", color=ink)
        words = QRectF(words.x(), words.bottom(), words.width(), small)
        paint.text(painter, self, words, self._line, "caption", color=ink2)


class WayPanel(Panel):
    """Large tiles below each other."""

    def __init__(self, titles: Sequence[str], ways: Sequence[WayTile]) -> None:
        super().__init__(*titles)
        self.ways = tuple(ways)
        for way in ways:
            self.controls.addWidget(way, 2)
        self.controls.addStretch(1)

    def begin(self) -> None:
        self.ways[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def arrange(self, lift: int, *, roomy: bool) -> None:
        super().arrange(lift, roomy=roomy)
        for way in self.ways:
            way.setMaximumHeight(px(168))
