"""A picture with parts of it covered; the part asked for has a question mark, then its title."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from keystep.domain.flashcards import Mask, Occlusion
from keystep.gui import fonts
from keystep.gui.learn.pictures import Picture, centred
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.status import draw_glyph

_DISC, _SIGN, _PAD, _RIM = 28, 16, 6, 2
"""The question mark's disc, the sign before a title, room around it and rim, in pixels."""


class CoveredPicture(Picture):
    """Drawn like the picture that it covers, at every size, so that enlarging hides as much."""

    def __init__(self, picture: Picture, asks: Occlusion) -> None:
        self._bare, self._asks = picture, asks
        self.is_told = False

    @property
    def natural(self) -> QSize:
        return self._bare.natural

    def draw(self, painter: QPainter, area: QRectF) -> None:
        self._bare.draw(painter, area)
        place = centred(self.natural, area)
        asked = self._asks.masks[self._asks.asked]
        if self._asks.hides_others:
            for mask in self._asks.masks:
                if mask is not asked:
                    _cover(painter, _on(place, mask), "sunken", "edge", 1.5)
        if self.is_told:
            _tell(painter, _on(place, asked), place, asked.title)
        else:
            _ask(painter, _on(place, asked), place)

    def image(self, width: int) -> QImage:
        bare = self._bare.image(width)
        made = bare.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
        painter = QPainter(made)
        self.draw(painter, QRectF(made.rect()))
        painter.end()
        return made


def _on(place: QRectF, mask: Mask) -> QRectF:
    """Where a mask lies on a picture that fills ``place``."""
    across, down = place.width() / 1000, place.height() / 1000
    corner = place.topLeft() + QPointF(mask.x * across, mask.y * down)
    return QRectF(corner.x(), corner.y(), mask.width * across, mask.height * down)


def _cover(painter: QPainter, area: QRectF, fill: str, edge: str, width: float) -> None:
    theme = theme_of()
    paint.box(painter, area, theme.color(fill), theme.color(edge), width=width, radius=4)


def _ask(painter: QPainter, area: QRectF, place: QRectF) -> None:
    """A heavy frame, and the question mark on a disc that may stand out of a small mask."""
    theme = theme_of()
    _cover(painter, area, "tint", "accent", 3)
    side = fonts.scaled(_DISC)
    disc = _inside(QRectF(0, 0, side, side), area.center(), place)
    rimmed = disc.adjusted(-_RIM, -_RIM, _RIM, _RIM)
    paint.box(painter, rimmed, theme.color("surface"), radius=rimmed.width() / 2)
    paint.box(painter, disc, theme.color("accent"), radius=side / 2)
    _write(painter, disc, "?", "on_accent", Qt.AlignmentFlag.AlignCenter)


def _tell(painter: QPainter, area: QRectF, place: QRectF, title: str) -> None:
    """What lay under it in a frame, and its title on a sign below or, at the edge, above."""
    theme = theme_of()
    for role, width in (("surface", 3 + 2 * _RIM), ("success", 3)):
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color(role), width))
        painter.drawRoundedRect(area, 4, 4)
    side, high = fonts.scaled(_SIGN), fonts.scaled(_DISC)
    wide = min(paint.width_of(title, "body_strong") + side + 3 * _PAD + 2, place.width())
    below = area.bottom() + _RIM + _PAD + high / 2
    above = area.top() - _RIM - _PAD - high / 2
    fits = below + high / 2 <= place.bottom()
    middle = QPointF(area.center().x(), below if fits else above)
    chip = _inside(QRectF(0, 0, wide, high), middle, place)
    rimmed = chip.adjusted(-_RIM, -_RIM, _RIM, _RIM)
    paint.box(painter, rimmed, theme.color("surface"), radius=8)
    paint.box(painter, chip, theme.color("success_tint"), theme.color("success"), radius=6)
    sign = QRectF(chip.x() + _PAD, chip.center().y() - side / 2, side, side)
    draw_glyph(painter, "right", sign, theme.color("success"))
    room = chip.adjusted(2 * _PAD + side, 0, -_PAD, 0)
    start = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    _write(painter, room, title, "ink", start)


def _write(painter: QPainter, room: QRectF, words: str, role: str, align: Qt.AlignmentFlag) -> None:
    painter.setFont(fonts.font("body_strong"))
    painter.setPen(theme_of().color(role))
    shown = fonts.elide(words, "body_strong", room.width() + 0.5)
    painter.drawText(room, int(align | paint.direction(words)), shown)


def _inside(area: QRectF, middle: QPointF, place: QRectF) -> QRectF:
    """``area`` around ``middle``, moved so that all of it is on the picture where it fits."""
    made = QRectF(area)
    made.moveCenter(middle)
    made.moveLeft(max(min(made.left(), place.right() - made.width()), place.left()))
    made.moveTop(max(min(made.top(), place.bottom() - made.height()), place.top()))
    return made
