"""Keys for fingers: a figure, a word or a drawing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from keystep.gui import fonts
from keystep.gui.kiosk.parts import wide_button
from keystep.gui.kiosk.scale import px
from keystep.gui.kiosk.signin import drawings
from keystep.gui.theme import restyle, theme_of
from keystep.gui.widgets import paint


class Key(QPushButton):
    """A key that takes the room it is given. Touching it moves the keyboard nowhere, or Enter would
    press it again."""

    def __init__(self, text: str, on_press: Callable[[], object], role: str, kind: str) -> None:
        super().__init__(text)
        self.setProperty("kind", kind)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        fonts.set_role(self, role)
        self.clicked.connect(lambda _checked: on_press())


def figure_key(text: str, on_press: Callable[[], object]) -> Key:
    """A large digit."""
    return Key(text, on_press, "kiosk_initials", "key")


def word_key(text: str, on_press: Callable[[], object]) -> Key:
    """A word in a key's place, without its border."""
    return Key(text, on_press, "group", "word-key")


class DrawnKey(Key):
    """A drawing; ``name`` says what it is to whoever does not see it."""

    def __init__(
        self, drawing: str, name: str, on_press: Callable[[], object], side: int = 64
    ) -> None:
        super().__init__("", on_press, "caption", "key")
        self.setAccessibleName(name)
        self._drawing, self._side = drawing, side

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = min(px(self._side), self.height() - px(16), self.width() - px(16))
        area = QRectF(0, 0, side, side)
        area.moveCenter(self.rect().toRectF().center())
        role = "on_accent" if self.isDown() else "ink"
        drawings.draw(paint.begin(self), self._drawing, area, theme_of(self).color(role))


def snug_button(
    text: str,
    kind: str = "secondary",
    *,
    icon: str | None = None,
    on_click: Callable[[], object] | None = None,
) -> QPushButton:
    """A button of the kiosk for where there is little room."""
    made = wide_button(text, kind, icon=icon, on_click=on_click)
    made.setProperty("high", "snug")
    return made


def set_height(button: QPushButton, height: str) -> None:
    """``tall`` is 96 drawn pixels, ``usual`` 88, ``snug`` 74.

    A stylesheet sets heights anew whenever it is put on, so that it must know them.
    """
    if button.property("high") != height:
        restyle(button, high=height)
        fonts.refit([button])


class Drawing(QWidget):
    """A drawing by itself, ``side`` drawn pixels square."""

    def __init__(self, drawing: str, side: int, colour: str = "accent") -> None:
        super().__init__()
        self._drawing, self._side, self._colour = drawing, side, colour
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(self._side), px(self._side))

    def paintEvent(self, _event: QPaintEvent) -> None:
        color = theme_of(self).color(self._colour)
        drawings.draw(paint.begin(self), self._drawing, self.rect().toRectF(), color)
