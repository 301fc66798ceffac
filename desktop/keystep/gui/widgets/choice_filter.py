"""A choice among a few in a menu: "Cycle  Q1 2027"."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from keystep.gui import fonts, icons
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint


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
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMenu(QMenu(self))
        self.set_options(options, current)

    def set_options(self, options: Sequence[tuple[str, str]], current: str | None = None) -> None:
        """Other options; ``current`` None chooses the first."""
        self._options = dict(options)
        menu = self.menu()
        menu.clear()
        fonts.set_role(menu, "body")
        group = QActionGroup(menu)
        for key, words in self._options.items():
            action = QAction(words.replace("&", "&&"), group)
            action.setCheckable(True)
            action.setData(key)
            menu.addAction(action)
        group.triggered.connect(self._choose)
        self.set_current(current if current in self._options else next(iter(self._options), ""))

    def current(self) -> str:
        """The key of the present value."""
        return self._current

    def set_current(self, key: str) -> None:
        """Choose without telling."""
        self._current = key
        for action in self.menu().actions():
            action.setChecked(action.data() == key)
        self.setAccessibleName(f"{self._name}: {self._value()}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = 12 + self._name_width() + paint.width_of(self._value(), "body_medium") + 42
        return QSize(int(width), max(40, fonts.scaled(40)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

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

    def _choose(self, action: QAction) -> None:
        self.set_current(str(action.data()))
        self.chosen.emit(self._current)
