"""How well one knew a card, and when the card comes back."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from keystep.gui import fonts
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint


class RatingButton(QPushButton):
    """Word, interval and key, 64 px high. ``usual`` marks the primary one (Good).

    An empty ``key`` (the kiosk) draws no key cap.
    """

    def __init__(
        self,
        word: str,
        interval: str,
        key: str = "",
        *,
        usual: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(word, parent)
        self._interval, self._key, self._usual = interval, key, usual
        self.setAccessibleName(f"{word}, {interval}")
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(180, fonts.scaled(40) + 24)

    def minimumSizeHint(self) -> QSize:
        words = max(
            paint.width_of(self.text(), "body_strong"), paint.width_of(self._interval, "caption")
        )
        return QSize(int(words + 34 + self._key_room()), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        lifted = self.underMouse() or self.isDown()
        if self._usual:
            fill, border, ink, ink2 = "accent", "accent", "on_accent", "on_accent"
            fill = border = "accent_hover" if lifted else "accent"
        else:
            fill, border, ink, ink2 = "surface", "edge", "ink", "ink2"
            fill = "sunken" if lifted else fill
        paint.box(painter, self.rect().toRectF(), theme.color(fill), theme.color(border))
        first, second = fonts.line_height("body_strong"), fonts.line_height("caption")
        top = (self.height() - first - second) / 2
        room = self.width() - 32 - self._key_room()
        above, below = QRectF(16, top, room, first), QRectF(16, top + first, room, second)
        paint.text(painter, self, above, self.text(), "body_strong", color=theme.color(ink))
        paint.text(painter, self, below, self._interval, "caption_figure", color=theme.color(ink2))
        if self._key:
            side = fonts.scaled(22)
            cap = QRectF(self.width() - 16 - side, (self.height() - side) / 2, side, side)
            edge = theme.color("on_accent" if self._usual else "line")
            paint.box(painter, paint.placed(self, cap), None, edge, width=1, radius=6)
            paint.text(
                painter, self, cap, self._key, "label", color=theme.color(ink), flags=paint.MIDDLE
            )

    def _key_room(self) -> int:
        return fonts.scaled(22) + 12 if self._key else 0
