"""Frames: card, dividers, chips, key caps, counters, icon tiles, avatar."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from keystep.gui import fonts, icons
from keystep.gui.confined import is_confined, unless_confined
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.label import label


class Card(QFrame):
    """Surface with a 1 px line and radius 10. ``body`` is its column; padding 24, main card 32."""

    def __init__(self, padding: int = 24, spacing: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(spacing)

    def set_padding(self, padding: int) -> None:
        self.body.setContentsMargins(padding, padding, padding, padding)


def divider(*, vertical: bool = False) -> QFrame:
    """A 1 px decorative line."""
    made = QFrame()
    made.setProperty("kind", "line")
    if vertical:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


def key_cap(text: str) -> QLabel:
    """A key to press, 22 px high; none at a kiosk, which has no keyboard."""
    made = label(text, "label", "ink2")
    made.setProperty("kind", "key")
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    fonts.set_role(made, "label", least_height=22)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    unless_confined(made)
    return made


def key_hints(*parts: str) -> QWidget:
    """Words and keys in a line: ``key_hints("Turn pages with", "[←]", "[→]")``."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for part in parts if not is_confined() else ():
        is_key = part.startswith("[") and part.endswith("]") and len(part) > 2
        row.addWidget(key_cap(part[1:-1]) if is_key else label(part, "caption", "ink2"))
    unless_confined(made)
    return made


class IconTile(QWidget):
    """An icon of 22 px in a tinted square of 40."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(fonts.scaled(40), fonts.scaled(40))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        area, edge = self.rect().toRectF(), self.width() * 9 / 40
        paint.box(painter, area, theme.color("tint"))
        inner = area.adjusted(edge, edge, -edge, -edge)
        icons.draw(painter, self._icon, inner, theme.color("accent"))


class IconPicture(QWidget):
    """An icon by itself, ``px`` square, in the colour of ``role``."""

    def __init__(
        self, icon: str, px: int = 20, role: str = "ink2", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._role, self._px = icon, role, px
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(fonts.scaled(self._px), fonts.scaled(self._px))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        icons.draw(painter, self._icon, self.rect().toRectF(), theme_of(self).color(self._role))


class Avatar(QWidget):
    """Initials in a disc of 36 px; a figure in a ring for whoever has no name yet."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(36, 36)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        words = name.split()
        ends = (words[0], words[-1]) if len(words) > 1 else words
        self._initials = "".join(word[0] for word in ends).upper()
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        if not self._initials:
            paint.box(painter, self.rect().toRectF(), None, theme.color("edge"), radius=18)
            icons.icon("person", "ink2").paint(painter, self.rect().adjusted(8, 8, -8, -8))
            return
        paint.box(painter, self.rect().toRectF(), theme.color("accent"), radius=18)
        font = fonts.font("group")
        font.setPixelSize(13)
        painter.setFont(font)
        painter.setPen(theme.color("on_accent"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._initials)
