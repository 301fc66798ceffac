"""One key, painted; what touches it is its board's to tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from unicodedata import category

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from keystep.domain.kiosk.keyboards import Cap
from keystep.gui import fonts, icons
from keystep.gui.i18n import tr
from keystep.gui.kiosk.keyboard.names import name_of, name_of_act
from keystep.gui.kiosk.scale import px
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint

ICONS: Mapping[str, str] = {
    "back": "backspace",
    "enter": "enter",
    "shift": "shift",
    "globe": "globe",
    "left": "caret_back",
    "right": "caret_on",
}
TURNED = {"back", "enter"}
"""They point the other way where one writes from the right."""
REPEATS = {"back", "left", "right"}
ICON, RADIUS, INSET, HINT, LOCK = 44, 16, 8, 30, 6
"""Drawn pixels."""
BEARER = "\N{ARABIC TATWEEL}"
PAIRS = str.maketrans("()[]{}<>«»", ")(][}{><»«")


class TypeKey(QAbstractButton):
    """``offers`` is what it types instead when it is held down; ``is_locked``: it stays so."""

    def __init__(self, cap: Cap, parent: QWidget, *, rtl: bool = False) -> None:
        super().__init__(parent)
        self.cap, self.offers = cap, tuple[str, ...]()
        self.is_locked, self._rtl = False, rtl
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if cap.act:
            self.setAccessibleName(name_of_act(cap.act))
            self.setText(tr("Done") if cap.act == "done" else "")

    @property
    def repeats(self) -> bool:
        """Whether it acts at once, and again and again while it is held."""
        return self.cap.act in REPEATS

    def say(self, text: str, offers: Sequence[str] = ()) -> None:
        """Type ``text`` from now on."""
        self.offers = tuple(offers)
        self.setText(text)
        self.setAccessibleName(name_of(text))

    def mark(self, *, on: bool, locked: bool = False) -> None:
        """Whether what it does holds now, and for more than one letter."""
        self.is_locked = locked
        self.setCheckable(True)
        self.setChecked(on)
        name = name_of_act(self.cap.act)
        self.setAccessibleName(tr("{key}, locked", key=name) if locked else name)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, area = paint.begin(self), theme_of(self), self.rect().toRectF()
        filled = self.isDown() or self.is_locked
        fill = "accent_hover" if self.isDown() else "accent" if self.is_locked else self._ground()
        border = fill if filled else "accent" if self.isChecked() else "edge"
        wide = 4 if self.isChecked() else 2
        colours = (theme.color(fill), theme.color(border))
        paint.box(painter, area, *colours, width=wide, radius=px(RADIUS))
        ink = "on_accent" if filled else "accent" if self.isChecked() else "ink"
        self._draw(painter, ink)

    def _ground(self) -> str:
        if self.isChecked():
            return "tint"
        return "sunken" if self.cap.act and self.cap.act != "space" else "surface"

    def _draw(self, painter: QPainter, ink: str) -> None:
        if self.cap.act in ICONS:
            self._draw_icon(painter, ink)
            return
        role = "kiosk_strong" if self.cap.act else "figure"
        area = self.rect().toRectF().adjusted(px(INSET), 0, -px(INSET), 0)
        color = theme_of(self).color("ink2" if self.cap.act == "space" and ink == "ink" else ink)
        shown = seen(self.text(), rtl=self._rtl)
        paint.text(painter, self, area, shown, role, color=color, flags=paint.MIDDLE)
        if self.offers:
            self._draw_hint(painter, "on_accent" if self.isDown() else "ink2")

    def _draw_hint(self, painter: QPainter, ink: str) -> None:
        """The first of what is offered, small in the corner."""
        side = px(HINT)
        corner = QRectF(self.width() - side - px(INSET), px(2), side, fonts.line_height("caption"))
        color = theme_of(self).color(ink)
        shown = seen(self.offers[0], rtl=self._rtl)
        paint.text(painter, self, corner, shown, "caption", color=color, flags=paint.END)

    def _draw_icon(self, painter: QPainter, ink: str) -> None:
        side = min(px(ICON), self.height() - 2 * px(INSET))
        area, color = QRectF(0, 0, side, side), theme_of(self).color(ink)
        painter.translate(self.rect().toRectF().center())
        if self._rtl and self.cap.act in TURNED:
            painter.scale(-1, 1)
        area.moveCenter(QPointF())
        icons.draw(painter, ICONS[self.cap.act], area, color)
        if self.is_locked:
            painter.fillRect(QRectF(-side / 4, side / 2 + px(2), side / 2, px(LOCK)), color)


def seen(text: str, *, rtl: bool) -> str:
    """As it will look: a mark stands on something; brackets turn with the direction."""
    if text and category(text[0]) == "Mn":
        return BEARER + text
    return text.translate(PAIRS) if rtl else text
