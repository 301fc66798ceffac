"""Pictures of a pack, and nothing but of this pack."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from keystep.domain.lesson import Pack
from keystep.services.shelf import Shelf

VECTOR = ".svg"


class Picture:
    """A file read once: pixels, or a drawing that is sharp at every size."""

    def __init__(self, path: Path) -> None:
        self._vector = QSvgRenderer(str(path)) if path.suffix == VECTOR else None
        self._pixels = QImage() if self._vector else QImage(str(path))

    @property
    def natural(self) -> QSize:
        """The size that its author gave it; empty where the file is damaged."""
        if self._vector is None:
            return self._pixels.size()
        return self._vector.defaultSize() if self._vector.isValid() else QSize()

    def draw(self, painter: QPainter, area: QRectF) -> None:
        """Fill ``area`` as far as the picture's shape allows, from its middle."""
        place = centred(self.natural, area)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._vector is not None:
            self._vector.render(painter, place)
        else:
            painter.drawImage(place, self._pixels)

    def image(self, width: int) -> QImage:
        """Its pixels, those of a drawing ``width`` wide."""
        if self._vector is None or self.natural.isEmpty():
            return self._pixels
        size = self.natural.scaled(width, width * 4, Qt.AspectRatioMode.KeepAspectRatio)
        made = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self._vector.render(painter)
        painter.end()
        return made


class Media:
    """The media of one pack, by name."""

    def __init__(self, shelf: Shelf, pack: Pack) -> None:
        self._shelf, self._pack = shelf, pack

    def path(self, name: str) -> Path | None:
        """Where a name of this pack lies; None for anything else."""
        return self._shelf.media(self._pack.id, name) if name in self._pack.media else None

    def picture(self, name: str) -> Picture | None:
        """A picture of this pack; None where there is none that can be shown."""
        path = self.path(name)
        made = Picture(path) if path and path.is_file() else None
        return made if made and not made.natural.isEmpty() else None

    def image(self, name: str, width: int) -> QImage:
        """A picture as pixels, a drawing ``width`` wide; a null image where there is none."""
        made = self.picture(name)
        return made.image(width) if made else QImage()


def centred(natural: QSize, area: QRectF) -> QRectF:
    """The largest rectangle of this shape in the middle of ``area``."""
    size = QSizeF(natural).scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(QPointF(), size)
    place.moveCenter(area.center())
    return place
