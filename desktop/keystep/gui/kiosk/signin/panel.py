"""What stands beside the people: a title, what belongs below it, and one primary button."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from keystep.gui import fonts
from keystep.gui.kiosk.parts import wide_button
from keystep.gui.kiosk.scale import px
from keystep.gui.kiosk.signin.keys import set_height
from keystep.gui.pages import bare
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint

ROLES = ("kiosk_heading", "section", "objective")


class Title(QWidget):
    """One line of a title: the first of ``sayings``, in the largest letters, that fits.

    Names come in every length; the last saying has none.
    """

    def __init__(self, *sayings: str) -> None:
        super().__init__()
        self._sayings = sayings
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(sayings[0])

    @property
    def text(self) -> str:
        return self._sayings[0]

    def arrange(self) -> None:
        self.setFixedHeight(px(72))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), px(72))

    def sizeHint(self) -> QSize:
        wide = paint.width_of(self._sayings[0], ROLES[0])
        return QSize(int(wide) + 2, px(72))

    def paintEvent(self, _event: QPaintEvent) -> None:
        words, role = self._fitting()
        color = theme_of(self).color("ink")
        paint.text(paint.begin(self), self, self.rect().toRectF(), words, role, color=color)

    def _fitting(self) -> tuple[str, str]:
        tries = [(words, role) for words in self._sayings for role in ROLES]
        fits = (one for one in tries if paint.width_of(*one) <= self.width())
        return next(fits, tries[-1])


class Panel(QWidget):
    """``head`` and ``controls`` are columns; in reach of a wheelchair the controls lie in the lower
    half. ``primary`` is the last of them."""

    def __init__(self, *titles: str, primary: str = "") -> None:
        super().__init__()
        self.title = Title(*titles)
        self._above, self._below = QWidget(), QWidget()
        self.head, self.controls = QVBoxLayout(self._above), QVBoxLayout(self._below)
        self.column = QVBoxLayout(self)
        for layout in (self.head, self.controls, self.column):
            bare(layout)
        self.head.addStretch()
        self.head.addWidget(self.title)
        self.column.addWidget(self._above)
        self.column.addWidget(self._below, 1)
        self.primary: QPushButton | None = None
        if primary:
            self.primary = wide_button(primary, "primary", on_click=self.act)
            self.primary.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.roomy = True

    def finish(self) -> None:
        """Put the primary button below what the controls hold."""
        if self.primary is not None:
            self.controls.addWidget(self.primary)

    def arrange(self, lift: int, *, roomy: bool) -> None:
        """``lift`` is the least height of what stands above the controls."""
        self.roomy = roomy
        self.title.arrange()
        self.head.setSpacing(px(24) if roomy else px(10))
        self.controls.setSpacing(px(24) if roomy else px(12))
        alone = self.head.count() == 2
        self.column.setSpacing(px(24 if alone else 20) if roomy else px(12))
        self._above.setMinimumHeight(max(lift - self.column.spacing(), 0))
        if self.primary is not None:
            fonts.set_role(self.primary, "kiosk_strong")
            set_height(self.primary, "tall" if roomy else "snug")

    def begin(self) -> None:
        """The keyboard starts here."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self) -> None:
        """The primary button, or Enter, was pressed."""

    def take(self, sign: str) -> bool:
        """A sign that was typed; False: it means nothing here."""
        return False

    def erase(self) -> None:
        """Backspace was pressed."""
