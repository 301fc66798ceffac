"""The parts around a film: its screen with captions, the bar to scrub, the transcript."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QSlider, QVBoxLayout, QWidget

from keystep.content.captions import Cue
from keystep.gui import fonts
from keystep.gui.i18n import isolate, tr
from keystep.gui.learn.pictures import draw_picture
from keystep.gui.pages import scrolled
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.card import Card, IconPicture, divider
from keystep.gui.widgets.label import label

CAPTION_GROUND, CAPTION_INK = QColor(12, 12, 10, 224), QColor("#FFFFFF")
SHAPE = 9 / 16
CORNER = 9
"""The card's radius less its border; the picture fills the card to its upper edge."""


class FilmScreen(QWidget):
    """The picture of a film, or its poster; the caption is drawn over it. A click is ``tapped``."""

    tapped = Signal()

    def __init__(self, poster: QSvgRenderer | QImage, alt: str) -> None:
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
        """A picture of the film; a null image shows the poster."""
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
        shown = self._poster if self._image.isNull() else self._image
        draw_picture(painter, self.rect().toRectF(), shown)
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
        painter.drawText(words, paint.MIDDLE | Qt.TextFlag.TextWordWrap, self._caption)


class Scrubber(QSlider):
    """The film's length in ms; ``sought`` carries where the person wants to be."""

    sought = Signal(int)

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setAccessibleName(tr("Place in the film"))
        self.setFixedHeight(24)
        self.setSingleStep(5_000)
        self.setPageStep(10_000)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.actionTriggered.connect(lambda _action: self.sought.emit(self.sliderPosition()))

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


class CueRow(QPushButton):
    """A line of the transcript with its time; pressing it jumps there."""

    def __init__(self, cue: Cue) -> None:
        super().__init__(" ".join(cue.text.split()))
        self.cue = cue
        self._now = False
        self.setAccessibleName(f"{stamp(cue.start_ms)} {self.text()}")
        self.setAutoDefault(True)
        self.setProperty("focusInset", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_now(self, now: bool) -> None:
        if now != self._now:
            self._now = now
            self.update()

    @property
    def is_now(self) -> bool:
        """Whether it is being said."""
        return self._now

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return paint.height_of(self.text(), "body_strong", width - 60 - 12) + 20

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(320))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.heightForWidth(max(self.width(), 160)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        if self._now or self.underMouse():
            ground = theme.color("tint" if self._now else "sunken")
            paint.box(painter, self.rect().toRectF(), ground)
        role, ink = ("body_strong", "ink") if self._now else ("body", "ink")
        line = fonts.line_height("body")
        time = QRectF(12, 10, 46, line)
        figures = "group_figure" if self._now else "caption_figure"
        tone = theme.color("ink" if self._now else "ink2")
        paint.text(painter, self, time, stamp(self.cue.start_ms), figures, color=tone)
        words = QRectF(60, 10, self.width() - 72, self.height() - 20)
        paint.text(painter, self, words, self.text(), role, color=theme.color(ink), wrap=True)


class Transcript(Card):
    """Every cue; the one being said is marked and kept in sight. ``sought`` carries ms."""

    sought = Signal(int)

    def __init__(self, cues: Sequence[Cue], kept: str) -> None:
        super().__init__(0, 0)
        self.rows = [CueRow(cue) for cue in cues]
        head = QHBoxLayout()
        head.setContentsMargins(24, 20, 24, 8)
        head.addWidget(label(tr("Transcript"), "title18"), 1)
        head.addWidget(label(tr("tap a line to jump"), "caption", "ink2"))
        self.body.addLayout(head)
        lines = QWidget()
        column = QVBoxLayout(lines)
        column.setContentsMargins(12, 0, 12, 12)
        column.setSpacing(2)
        for row in self.rows:
            row.clicked.connect(lambda _on=False, at=row.cue.start_ms: self.sought.emit(at))
            column.addWidget(row)
        column.addStretch(1)
        self._area = scrolled(lines)
        self.body.addWidget(self._area, 1)
        self.body.addWidget(divider())
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 10, 24, 12)
        foot.setSpacing(12)
        foot.addWidget(IconPicture("tick", 16))
        foot.addWidget(label(kept, "caption", "ink2", wrap=True), 1)
        self.body.addLayout(foot)

    def set_place(self, ms: int) -> Cue | None:
        """Mark the cue that is said at ``ms``; None in between."""
        said = None
        for row in self.rows:
            now = row.cue.start_ms <= ms < row.cue.end_ms
            if now and not row.is_now:
                self._area.ensureWidgetVisible(row, 0, 24)
            row.set_now(now)
            said = row.cue if now else said
        return said


def stamp(ms: int) -> str:
    """65,000 → "1:05"."""
    minutes, seconds = divmod(ms // 1000, 60)
    return isolate(f"{minutes}:{seconds:02}")
