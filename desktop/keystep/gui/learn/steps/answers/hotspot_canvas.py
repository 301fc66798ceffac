"""A picture with marks on it, enlarged as pictures are elsewhere, in a page that scrolls."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainterPath, QPaintEvent, QWheelEvent

from keystep.gui.learn.canvas import PictureCanvas
from keystep.gui.learn.pictures import Picture
from keystep.gui.learn.steps.answers.hotspot_marks import Marks, draw_marks
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.layout import grow_down

RADIUS = 10


class MarkedCanvas(PictureCanvas):
    """As wide as there is room and as high as it then must be; ``marks`` stand on it."""

    marks = Marks()

    def __init__(self, picture: Picture, alt: str) -> None:
        super().__init__(picture, alt)
        self.setProperty("ownFocus", False)
        grow_down(self)
        self.changed.connect(self._share_touch)
        self._share_touch()

    def show_marks(self, **other: object) -> None:
        """Show marks that differ in these fields."""
        self.marks = replace(self.marks, **other)  # type: ignore[arg-type]
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        size = self.picture.natural
        return round(width * size.height() / size.width())

    def sizeHint(self) -> QSize:
        return QSize(640, self.heightForWidth(640))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.heightForWidth(max(self.width(), 160)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl it zooms; without, the page scrolls."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        corners = QPainterPath()
        corners.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.setClipPath(corners)
        self.picture.draw(painter, self.zoom.area)
        paint.box(painter, QRectF(self.rect()), None, theme.color("line"), radius=RADIUS)
        draw_marks(painter, theme, self.marks, self.zoom)

    def _share_touch(self) -> None:
        """Fingers move and pinch what is enlarged; on the whole picture they move the page."""
        enlarged = not self.zoom.is_fit
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents, enlarged)
