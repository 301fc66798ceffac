"""A choice among a few in a list: "Cycle  Q1 2027"."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from keystep.gui import fonts, icons
from keystep.gui.i18n import tr
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.choice_list import ChoiceList

OPENS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_Up}
"""Besides the space bar, as any other button."""


class ChoiceFilter(QToolButton):
    """``options`` are (key, words). ``chosen`` carries the key a person chose.

    ``name`` stands before the value; with ``name_shown`` False it is for screen readers only.
    """

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        options: Sequence[tuple[str, str]],
        current: str | None = None,
        *,
        name_shown: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._shown = name, name_shown
        self._options: dict[str, str] = {}
        self._current = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription(tr("Opens a list"))
        self.clicked.connect(self.open_list)
        self.set_options(options, current)

    def set_options(self, options: Sequence[tuple[str, str]], current: str | None = None) -> None:
        """Other options; ``current`` None chooses the first."""
        self._options = dict(options)
        self.set_current(current if current in self._options else next(iter(self._options), ""))

    def open_list(self) -> ChoiceList:
        """Let a person choose."""
        made = ChoiceList(self, self._options, self._current)
        made.chosen.connect(self._choose)
        return made

    @property
    def keys(self) -> tuple[str, ...]:
        """What can be chosen."""
        return tuple(self._options)

    def current(self) -> str:
        """The key of the present value."""
        return self._current

    def set_current(self, key: str) -> None:
        """Choose without telling."""
        self._current = key
        self.setAccessibleName(f"{self._name}: {self._value()}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = 12 + self._name_width() + paint.width_of(self._value(), "body_medium") + 42
        return QSize(int(width), max(40, fonts.scaled(40)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in OPENS:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        lifted = self.underMouse() or self.isDown()
        ground = theme.color("sunken" if lifted else "surface")
        paint.box(painter, self.rect().toRectF(), ground, theme.color("edge"))
        tall, named = self.height(), self._name_width()
        if named:
            rect = QRectF(13, 0, named, tall)
            paint.text(painter, self, rect, self._name, "body", color=theme.color("ink2"))
        value = QRectF(13 + named, 0, self.width() - named - 48, tall)
        paint.text(painter, self, value, self._value(), "body_medium", color=theme.color("ink"))
        arrow = QRectF(self.width() - 29, (tall - 16) / 2, 16, 16)
        icons.draw(painter, "chevron_down", paint.placed(self, arrow), theme.color("ink"))

    def _value(self) -> str:
        return self._options.get(self._current, "")

    def _name_width(self) -> float:
        return paint.width_of(self._name, "body") + 8 if self._shown else 0.0

    def _choose(self, key: str) -> None:
        self.set_current(key)
        self.chosen.emit(key)
