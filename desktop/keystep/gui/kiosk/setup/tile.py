"""What can be chosen, as large as a hand: an icon, a word and a line below it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from keystep.gui import fonts, icons
from keystep.gui.kiosk.scale import px
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint

HEIGHT, LEAST = 144, 96


class Tile(QAbstractButton):
    """``line`` is broken where it does not fit. A checkable one shows whether it is chosen."""

    def __init__(
        self,
        icon: str,
        word: str,
        line: str = "",
        on_press: Callable[[], object] | None = None,
        *,
        checkable: bool = False,
    ) -> None:
        super().__init__()
        self._icon, self._line = icon, line
        self.setText(word)
        self.setAccessibleName(word)
        self.setAccessibleDescription(line)
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        if on_press is not None:
            self.clicked.connect(lambda _checked: on_press())

    def sizeHint(self) -> QSize:
        return QSize(px(840), px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(300), px(LEAST))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        chosen = self.isChecked()
        paint.box(
            painter,
            self.rect().toRectF(),
            theme.color("tint" if chosen or self.isDown() else "surface"),
            theme.color("accent" if chosen else "edge"),
            width=px(4) if chosen else px(2),
            radius=px(16),
        )
        side, start = px(48), px(32)
        place = paint.placed(self, QRectF(start, (self.height() - side) / 2, side, side))
        icons.draw(painter, self._icon, place, theme.color("accent"))
        room = QRectF(start + side + px(28), 0, 0, 0)
        room.setRight(self.width() - px(24))
        self._write(room)

    def _write(self, room: QRectF) -> None:
        """The words, in the middle of the height."""
        painter, theme = paint.begin(self), theme_of(self)
        tall, small = fonts.line_height("kiosk_strong"), fonts.line_height("caption")
        said = paint.lines(self._line, "caption", room.width()) if self._line else ()
        most = max(int((self.height() - tall - px(12)) // small), 1)
        below = small * min(len(said), most)
        room.setTop((self.height() - tall - below) / 2)
        room.setHeight(tall)
        ink = theme.color("ink")
        paint.text(painter, self, room, self.text(), "kiosk_strong", color=ink)
        if said:
            line = QRectF(room.x(), room.bottom(), room.width(), below)
            wraps, ink2 = most > 1, theme.color("ink2")
            paint.text(painter, self, line, self._line, "caption", color=ink2, wrap=wraps)
