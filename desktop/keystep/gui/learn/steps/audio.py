"""A recording: its words take the place of the picture."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from keystep.domain.lesson import Step
from keystep.gui import fonts, icons
from keystep.gui.i18n import tr
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.steps.film_parts import SHAPE, FilmScreen, Screen
from keystep.gui.learn.steps.played import PlayedView
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.services.run import Run

ICON, HIGH, LEAST, PAD = 48, 240, 160, 24
WIDEST = 740


class SpokenWords(Screen):
    """A calm panel: what is being said, in large; before it begins, what it is about."""

    def __init__(self, title: str, alt: str) -> None:
        super().__init__()
        self._title, self._caption, self._high = title, "", fonts.scaled(HIGH)
        self.setAccessibleName(tr("Recording"))
        self.setAccessibleDescription(alt)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def caption(self) -> str:
        """What is shown of what is said."""
        return self._caption

    def show_caption(self, words: str) -> None:
        if words != self._caption:
            self._caption = words
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(640, self._high)

    def fit(self, high: int) -> None:
        """As high as that, in pixels, within reason."""
        self._high = min(max(high, LEAST), fonts.scaled(HIGH))
        self.updateGeometry()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.tapped.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        side = min(fonts.scaled(ICON), self.height() // 4)
        icon = QRectF((self.width() - side) / 2, PAD, side, side)
        icons.draw(painter, "volume", icon, theme.color("accent"))
        top = icon.bottom() + 16
        words = QRectF(PAD, top, self.width() - 2 * PAD, self.height() - top - 16)
        said, role = (self._caption, "section") if self._caption else (self._title, "title18")
        ink = theme.color("ink")
        paint.text(painter, self, words, said, role, color=ink, flags=paint.MIDDLE, wrap=True)


class AudioView(PlayedView):
    """Poster or panel over the controls, the transcript beside them."""

    def __init__(self, desk: Desk, run: Run, step: Step) -> None:
        super().__init__(desk, run, step)
        self.cannot = tr("This recording cannot be played here")
        self.instead = tr("The transcript beside it says every word of it.")

    def screen_of(self, step: Step) -> Screen:
        if step.poster:
            return FilmScreen(self.poster(), step.alt)
        return SpokenWords(step.title, step.alt)

    def fit(self, room: QSize) -> None:
        """Panel or poster are as high as leaves the controls in sight."""
        high = room.height() - self.controls.sizeHint().height() - 2 * self.shape.top
        widest = fonts.scaled(WIDEST)
        if isinstance(self.canvas, SpokenWords):
            self.canvas.fit(high)
        else:
            widest = min(widest, max(320, round(high / SHAPE)))
        self.setMaximumWidth(widest)
        self.match()

    def match(self) -> None:
        under = 0 if self.controls.isHidden() else self.controls.sizeHint().height()
        self.transcript.setFixedHeight(max(280, self.canvas.height() + under + 2))
