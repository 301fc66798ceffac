"""What is drawn on a picture that is pointed at: markers, outlines, the cross of the keys.

Every line has a rim in the colour of surfaces, so that it is seen on any picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from keystep.domain.interactions import Region
from keystep.domain.responses import PartVerdict, Place
from keystep.gui import fonts
from keystep.gui.i18n import number
from keystep.gui.learn.steps.answers.hotspot_places import area_of, point_of
from keystep.gui.learn.steps.answers.told import VERDICTS
from keystep.gui.learn.zoom import Zoom
from keystep.gui.theme import Theme
from keystep.gui.widgets import paint
from keystep.gui.widgets.status import STATUSES, draw_glyph

TARGET, DISC, SIGN = 40, 24, 16
"""What takes a tap, what is seen of it, and the sign of a verdict, in pixels at text scale 1."""
HOLE, ARM = 6, 24
"""Where an arm of the cross begins and ends, in pixels from its middle."""
RIM, PAD, RADIUS = 2, 6, 6


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands on the picture: places by number, each with its verdict after checking.

    ``regions`` are outlined. ``cross`` is None while it is not shown, ``hovered`` the number of the
    marker under the mouse, from 0.
    """

    places: tuple[Place, ...] = ()
    verdicts: tuple[PartVerdict, ...] = ()
    regions: Mapping[Region, PartVerdict] = field(default_factory=dict)
    cross: Place | None = None
    hovered: int | None = None


def draw_marks(painter: QPainter, theme: Theme, marks: Marks, zoom: Zoom) -> None:
    """All of them on a picture that lies as ``zoom`` says."""
    sheet = _Sheet(painter, theme, QRectF(QPointF(), zoom.view.toSizeF()))
    for region, verdict in marks.regions.items():
        sheet.draw_region(area_of(zoom, region), region.title, verdict)
    if marks.cross is not None:
        sheet.draw_cross(point_of(zoom, marks.cross))
    for n, place in enumerate(marks.places):
        at = point_of(zoom, place)
        if n < len(marks.verdicts):
            sheet.draw_told(at, n, marks.verdicts[n])
        else:
            sheet.draw_marker(at, n, hovered=n == marks.hovered)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What is drawn on; ``inside`` is all that can be seen of it."""

    painter: QPainter
    theme: Theme
    inside: QRectF

    def draw_marker(self, at: QPointF, n: int, *, hovered: bool) -> None:
        """The number of a place, counted from 0, around ``at``."""
        side = fonts.scaled(DISC)
        disc = QRectF(0, 0, side, side)
        disc.moveCenter(at)
        fill = self.theme.color("accent_hover" if hovered else "accent")
        paint.box(self.painter, _rimmed(disc), self.theme.color("surface"), radius=side / 2 + RIM)
        paint.box(self.painter, disc, fill, radius=side / 2)
        self.painter.setFont(fonts.font("group_figure"))
        self.painter.setPen(self.theme.color("on_accent"))
        self.painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, number(n + 1))

    def draw_told(self, at: QPointF, n: int, verdict: PartVerdict) -> None:
        """The number of a place with the sign of its verdict."""
        area = self._chip_of(number(n + 1))
        area.moveCenter(at)
        self._draw_chip(area, number(n + 1), verdict)

    def draw_region(self, area: QRectF, title: str, verdict: PartVerdict) -> None:
        """Where a region lies; dashed where it was missed. Its title stands above it."""
        colour = self.theme.color(STATUSES[VERDICTS[verdict]].colour)
        lines = Qt.PenStyle
        style = lines.DashLine if verdict is PartVerdict.MISSED else lines.SolidLine
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in (QPen(self.theme.color("surface"), 3 + 2 * RIM), QPen(colour, 3, style)):
            self.painter.setPen(pen)
            self.painter.drawRoundedRect(area, RADIUS, RADIUS)
        chip = self._chip_of(title)
        chip.moveBottomLeft(area.topLeft() - QPointF(0, RADIUS))
        self._draw_chip(chip, title, verdict)

    def draw_cross(self, at: QPointF) -> None:
        """Four arms around ``at``, which stays in sight."""
        cap = Qt.PenCapStyle.RoundCap
        for role, width in (("surface", 3 + 2 * RIM), ("ink", 3)):
            pen = QPen(self.theme.color(role), width, Qt.PenStyle.SolidLine, cap)
            self.painter.setPen(pen)
            self.painter.drawLines(list(_arms(at)))

    def _chip_of(self, words: str) -> QRectF:
        """The room that sign and words take; no wider than there is."""
        wide = 3 * PAD + fonts.scaled(SIGN) + paint.width_of(words, "group_figure") + 1
        return QRectF(0, 0, min(wide, self.inside.width() - 2 * RIM), fonts.scaled(DISC))

    def _draw_chip(self, wanted: QRectF, words: str, verdict: PartVerdict) -> None:
        state, area = VERDICTS[verdict], _kept(wanted, _rimmed(self.inside, -RIM))
        colour, ground = self.theme.color(STATUSES[state].colour), self.theme.color("surface")
        paint.box(self.painter, _rimmed(area), ground, radius=RADIUS + RIM)
        paint.box(self.painter, area, ground, colour, width=2, radius=RADIUS)
        side = fonts.scaled(SIGN)
        sign = QRectF(area.x() + PAD, area.center().y() - side / 2, side, side)
        draw_glyph(self.painter, state, sign, colour)
        room = area.adjusted(2 * PAD + side, 0, -PAD, 0)
        self.painter.setFont(fonts.font("group_figure"))
        self.painter.setPen(self.theme.color("ink"))
        shown = fonts.elide(words, "group_figure", room.width() + 0.5)
        start = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.painter.drawText(room, int(start | paint.direction(words)), shown)


def _arms(at: QPointF) -> Iterator[QLineF]:
    for way in (QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)):
        yield QLineF(at + way * HOLE, at + way * ARM)


def _rimmed(area: QRectF, by: float = RIM) -> QRectF:
    return area.adjusted(-by, -by, by, by)


def _kept(area: QRectF, room: QRectF) -> QRectF:
    """The same size, moved so that all of it is in ``room``."""
    x = max(min(area.x(), room.right() - area.width()), room.left())
    y = max(min(area.y(), room.bottom() - area.height()), room.top())
    return QRectF(x, y, area.width(), area.height())
