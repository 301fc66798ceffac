"""Where things are put."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from keystep.gui.i18n import isolate, number, tr
from keystep.gui.learn.steps.answers.chips import PAD, Chip
from keystep.gui.learn.steps.answers.place_room import PlaceRoom
from keystep.gui.learn.steps.answers.told import Told
from keystep.gui.pages import bare
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.label import label
from keystep.gui.widgets.layout import grow_down


class PlaceBox(QAbstractButton):
    """Holds ``chips``; pressed by click, tap, Space and Enter to put there what is in the hand.

    A bin shows its number and ``title`` above them; other places are as plain as what they hold.
    """

    def __init__(self, n: int, title: str, *, is_bin: bool) -> None:
        super().__init__()
        self.chips: tuple[Chip, ...] = ()
        self._n, self._title, self._is_bin = n, title, is_bin
        self._open = self._over = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("focusInset", True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        grow_down(self)
        self._column = QVBoxLayout(self)
        bare(self._column, 8)
        if is_bin:
            self._column.setContentsMargins(PAD, PAD, PAD, PAD)
            self._column.addWidget(numbered(n, title))
        self._first = self._column.count()
        self._room = PlaceRoom()
        self._column.addWidget(self._room)
        if is_bin:
            self._column.addStretch(1)
        self._say()

    def hold(self, chips: Sequence[Chip]) -> None:
        """Hold these, in this order, and no others."""
        if self.chips != tuple(chips):
            for chip in self.chips:
                self._column.removeWidget(chip)
            for n, chip in enumerate(chips):
                self._column.insertWidget(self._first + n, chip)
                chip.show()
            self.chips = tuple(chips)
            self._room.setVisible(not chips)
        self._say()

    def invite(self, *, is_open: bool, over: bool) -> None:
        """``is_open``: something is in the hand, and may be put here; ``over``: it is held here."""
        self._open, self._over = is_open, over
        policies = Qt.FocusPolicy
        self.setFocusPolicy(policies.TabFocus if is_open else policies.NoFocus)
        shapes = Qt.CursorShape
        self.setCursor(shapes.PointingHandCursor if is_open else shapes.ArrowCursor)
        self._room.invite(is_open=is_open, over=over)
        for chip in self.chips:
            chip.setDown(over and not self._is_bin)
        self.update()

    def show_verdict(self, told: Told) -> None:
        """What checking says of what is here, or is not."""
        for chip in self.chips:
            chip.show_verdict(told)
        if not self.chips:
            self._room.show_verdict(told)
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            told.say_of(self, self.accessibleName())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._open:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._is_bin:
            return
        painter, theme, area = paint.begin(self), theme_of(self), self.rect().toRectF()
        if self._over or (self._open and self.underMouse()):
            paint.box(painter, area, theme.color("tint"), theme.color("accent"), width=2)
        else:
            edge = theme.color("accent" if self._open else "line")
            paint.box(painter, area, theme.color("sunken"), edge)

    def _say(self) -> None:
        things = ", ".join(chip.text() for chip in self.chips) or tr("empty")
        n = number(self._n)
        self.setAccessibleName(
            tr("Place {n}, {title}: {things}", n=n, title=self._title, things=things)
        )


def numbered(n: int, title: str, above: int = 0) -> QWidget:
    """A title and its number, which is also its key; ``above`` are pixels over its first line."""
    made = QWidget()
    made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    row = QHBoxLayout(made)
    bare(row, 8)
    row.setContentsMargins(0, above, 0, 0)
    words = label(title, "body_strong", wrap=True)
    words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    top = Qt.AlignmentFlag.AlignTop
    row.addWidget(label(isolate(number(n)), "strong_figure", "ink2"), 0, top)
    row.addWidget(words, 1)
    return made
