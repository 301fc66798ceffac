"""A piece of an order: its place, its words, and what moves it up and down."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyle, QToolButton, QWidget

from keystep.gui import fonts
from keystep.gui.i18n import isolate, number, tr
from keystep.gui.learn.steps.answers.chips import PAD, Chip
from keystep.gui.learn.steps.answers.told import Told
from keystep.gui.theme import Theme
from keystep.gui.widgets import paint
from keystep.gui.widgets.buttons import icon_button

BUTTON, FIGURE, HANDLE = 40, 24, 44
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class OrderRow(Chip):
    """``stepped`` carries -1 or 1: up or down by a place. ``walked``: only the keyboard goes there.

    ``handle`` is the grip, where a finger takes it: elsewhere it scrolls the page.
    """

    stepped = Signal(int)
    walked = Signal(int)
    least = 56
    widest = 740

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._place = self._last = 1
        self.handle = QWidget(self)
        self.up = self._button("up", tr("Move {thing} up", thing=text), -1)
        self.down = self._button("down", tr("Move {thing} down", thing=text), 1)

    def stand(self, place: int, last: int, *, taken: bool) -> None:
        """It is at ``place`` of ``last``, both counted from 1."""
        self._place, self._last = place, last
        self._show_buttons()
        n, total = number(place), number(last)
        words = tr("{thing}, place {n} of {total}", thing=self.text(), n=n, total=total)
        self.say(words, taken=taken)
        self.update()

    def show_verdict(self, told: Told) -> None:
        super().show_verdict(told)
        self._show_buttons()
        self.handle.hide()

    def start(self) -> int:
        return super().start() + fonts.scaled(FIGURE)

    def end(self) -> int:
        return PAD if self.told else 2 * fonts.scaled(BUTTON) + 8

    def set_hole(self, hole: bool) -> None:
        super().set_hole(hole)
        self._show_buttons()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt or having it in the hand moves it; else the arrows go to the next."""
        by = _STEPS.get(Qt.Key(event.key()))
        if by is None or self.told:
            super().keyPressEvent(event)
        elif self.isChecked() or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.stepped.emit(by)
        else:
            self.walked.emit(by)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = fonts.scaled(BUTTON)
        top, end = (self.height() - side) // 2, self.width() - 4
        self._put(self.handle, QRect(0, 0, fonts.scaled(HANDLE), self.height()))
        self._put(self.up, QRect(end - 2 * side, top, side, side))
        self._put(self.down, QRect(end - side, top, side, side))

    def draw_box(self, painter: QPainter, theme: Theme) -> None:
        super().draw_box(painter, theme)
        at = super().start()
        figure = QRectF(at, 0, fonts.scaled(FIGURE), self.height())
        words, ink = isolate(number(self._place)), theme.color("ink2")
        paint.text(painter, self, figure, words, "strong_figure", color=ink)

    def _show_buttons(self) -> None:
        """Only those that lead somewhere."""
        moves = self.told is None and not self.hole
        self.up.setVisible(moves and self._place > 1)
        self.down.setVisible(moves and self._place < self._last)

    def _put(self, part: QWidget, rect: QRect) -> None:
        part.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), rect))

    def _button(self, icon: str, name: str, by: int) -> QToolButton:
        """For mouse and finger; the keyboard has Alt with the arrows."""
        made = icon_button(icon, name, on_click=lambda: self.stepped.emit(by), parent=self)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        return made
