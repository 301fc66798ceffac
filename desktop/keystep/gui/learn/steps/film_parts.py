"""The screen of a film, with captions over it, and the bar to scrub."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from keystep.gui import fonts
from keystep.gui.i18n import tr
from keystep.gui.learn.pictures import Picture, centred
from keystep.gui.widgets import paint

CAPTION_GROUND, CAPTION_INK = QColor(12, 12, 10, 224), QColor("#FFFFFF")
SHAPE = 9 / 16
CORNER = 9
"""The card's radius less its border; the picture fills the card to its upper edge."""


ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class Screen(QWidget):
    """What is shown above the controls. A click is ``tapped``."""

    tapped = Signal()

    def show_image(self, image: QImage) -> None:
        """A picture of the film; a null image shows what stands in for it."""

    def show_caption(self, words: str) -> None:
        """What is being said; empty in between and with captions off."""


class FilmScreen(Screen):
    """The picture of a film, or its poster; the caption is drawn over it."""

    def __init__(self, poster: Picture | None, alt: str) -> None:
        super().__init__()
        self._poster = poster
        self._image = QImage()
        self._caption = ""
        self.setAccessibleName(tr("Film"))
        self.setAccessibleDescription(alt)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(640, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(round(self.width() * SHAPE))

    def show_image(self, image: QImage) -> None:
        self._image = image
        self.update()

    def show_caption(self, words: str) -> None:
        if words != self._caption:
            self._caption = words
            self.update()

    @property
    def caption(self) -> str:
        """What is drawn over the picture."""
        return self._caption

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.tapped.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        corners = QPainterPath()
        corners.addRoundedRect(self.rect().toRectF().adjusted(0, 0, 0, CORNER), CORNER, CORNER)
        painter.setClipPath(corners)
        if not self._image.isNull():
            painter.drawImage(centred(self._image.size(), self.rect().toRectF()), self._image)
        elif self._poster is not None:
            self._poster.draw(painter, self.rect().toRectF())
        if not self._caption:
            return
        room = min(self.width() - 48.0, paint.width_of(self._caption, "title18") + 2)
        tall = paint.height_of(self._caption, "title18", room)
        ground = QRectF(
            (self.width() - room) / 2 - 14, self.height() - tall - 28, room + 28, tall + 12
        )
        paint.box(painter, ground, CAPTION_GROUND, radius=6)
        words = ground.adjusted(14, 6, -14, -6)
        painter.setFont(fonts.font("title18"))
        painter.setPen(CAPTION_INK)
        flags = paint.MIDDLE | Qt.TextFlag.TextWordWrap | paint.direction(self._caption)
        painter.drawText(words, flags, self._caption)


class Scrubber(QSlider):
    """The film's length in ms; ``sought`` carries where the person wants to be."""

    sought = Signal(int)

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setAccessibleName(tr("Place on the time line"))
        self.setFixedHeight(max(24, fonts.scaled(31)))
        self.setSingleStep(5_000)
        self.setPageStep(10_000)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.actionTriggered.connect(lambda _action: self.sought.emit(self.sliderPosition()))

    def event(self, event: QEvent) -> bool:
        """Arrows move along the bar, and turn no page, while it has the keyboard."""
        override = event.type() is QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and is_arrow(event):
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._seek(event.position().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._seek(event.position().toPoint())

    def _seek(self, at: QPoint) -> None:
        share = (at.x() - 8) / max(self.width() - 16, 1)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            share = 1 - share
        self.setValue(round(self.maximum() * min(max(share, 0.0), 1.0)))
        self.sought.emit(self.value())


def is_arrow(event: QKeyEvent) -> bool:
    """Whether a key moves along a bar, by itself."""
    return event.key() in ARROWS and not event.modifiers()
