"""Pictures of a pack, and nothing but of this pack."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from keystep.domain.lesson import Pack
from keystep.gui.widgets import paint
from keystep.services.shelf import Shelf

VECTOR = ".svg"


class Media:
    """The media of one pack, by name."""

    def __init__(self, shelf: Shelf, pack: Pack) -> None:
        self._shelf, self._pack = shelf, pack

    def path(self, name: str) -> Path | None:
        """Where a name of this pack lies; None for anything else."""
        return self._shelf.media(self._pack.id, name) if name in self._pack.media else None

    def image(self, name: str, width: int) -> QImage:
        """A picture as pixels, a vector one ``width`` wide; a null image where there is none."""
        path = self.path(name)
        if path is None:
            return QImage()
        if path.suffix != VECTOR:
            return QImage(str(path))
        renderer = QSvgRenderer(str(path))
        if not renderer.isValid():
            return QImage()
        size = renderer.defaultSize().scaled(width, width * 4, Qt.AspectRatioMode.KeepAspectRatio)
        made = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        renderer.render(painter)
        painter.end()
        return made


class PictureView(QWidget):
    """A picture as wide as there is room and as high as it then must be; vectors stay sharp.

    ``alt`` says the same to screen readers.
    """

    def __init__(self, path: Path, alt: str) -> None:
        super().__init__()
        self._vector: QSvgRenderer | None = None
        self._pixels = QImage()
        if path.suffix == VECTOR:
            self._vector = QSvgRenderer(str(path), self)
        else:
            self._pixels = QImage(str(path))
        self.setAccessibleName(alt)
        self.setAccessibleDescription(alt)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def readable(self) -> bool:
        """Whether there is anything to show."""
        return not self.natural().isEmpty()

    def natural(self) -> QSize:
        """The size the author gave it."""
        return self._vector.defaultSize() if self._vector else self._pixels.size()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        size = self.natural()
        return round(width * size.height() / size.width()) if not size.isEmpty() else 0

    def sizeHint(self) -> QSize:
        return QSize(640, self.heightForWidth(640))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.heightForWidth(max(self.width(), 160)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        corners = QPainterPath()
        corners.addRoundedRect(QRectF(self.rect()), 10, 10)
        painter.setClipPath(corners)
        draw_picture(painter, QRectF(self.rect()), self._vector or self._pixels)


def draw_picture(painter: QPainter, area: QRectF, picture: QSvgRenderer | QImage) -> None:
    """Fill ``area`` as far as the picture's shape allows."""
    natural = picture.defaultSize() if isinstance(picture, QSvgRenderer) else picture.size()
    size = natural.scaled(area.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(0, 0, size.width(), size.height())
    place.moveCenter(area.center())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    if isinstance(picture, QSvgRenderer):
        picture.render(painter, place)
    else:
        painter.drawImage(place, picture)
