"""Icons by our own names, in theme colours, drawn from Phosphor's outlines.

Importing ``qtawesome`` costs 150 ms and more, a second window's worth, so its outlines are read
straight from its font: once, about 10 ms, without importing it. Icons are paths: sharp at any size,
mirrored where a direction is meant, recoloured at each paint.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QIcon,
    QIconEngine,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPixmap,
    QPolygonF,
    QRawFont,
    QTransform,
)

from keystep.gui import fonts
from keystep.gui.i18n import is_rtl
from keystep.gui.theme import theme_of

GRID = 24.0
STROKE = 1.75

PHOSPHOR = {
    "today": "house",
    "cards": "cards",
    "library": "books",
    "progress": "chart-bar",
    "search": "magnifying-glass",
    "article": "article",
    "video": "monitor-play",
    "scenario": "git-branch",
    "infographic": "image",
    "checklist": "check-square",
    "clock": "clock",
    "flag": "flag",
    "certificate": "medal",
    "lock": "lock",
    "objectives": "target",
    "people": "users",
    "person": "user",
    "stations": "buildings",
    "inbox": "tray",
    "packs": "package",
    "settings": "sliders-horizontal",
    "next": "arrow-right",
    "back": "arrow-left",
    "up": "arrow-up",
    "down": "arrow-down",
    "leave": "x",
    "swap": "arrows-left-right",
    "undo": "arrow-counter-clockwise",
    "refresh": "arrows-clockwise",
    "play": "play",
    "pause": "pause",
    "captions": "closed-captioning",
    "volume": "speaker-high",
    "muted": "speaker-slash",
    "link": "link",
    "chevron_down": "caret-down",
    "chevron_up": "caret-up",
    "chevron_next": "caret-right",
    "chevron_back": "caret-left",
    "grip": "dots-six-vertical",
    "plus": "plus",
    "minus": "minus",
    "tick": "check",
    "info": "info",
    "warning": "warning",
    "trash": "trash",
    "edit": "pencil-simple",
    "print": "printer",
    "export": "export",
    "folder": "folder",
    "key": "key",
    "shield": "shield-check",
    "question": "question",
    "idea": "lightbulb",
    "star": "star",
    "starred": "star-fill",
    "bookmark": "bookmark-simple",
    "bookmarked": "bookmark-simple-fill",
    "audio": "headphones",
    "flagged": "flag-fill",
    "more": "dots-three",
    "calendar": "calendar-blank",
    "copy": "copy",
    "stick": "hard-drive",
    "download": "download-simple",
    "eye": "eye",
    "hide": "eye-slash",
    "bell": "bell",
    "text_size": "text-aa",
    "theme": "circle-half",
    "sign_out": "sign-out",
    "announcement": "megaphone",
    "fullscreen": "corners-out",
    "learning": "graduation-cap",
    "impact": "chart-line-up",
    "shift": "arrow-fat-up",
    "backspace": "backspace",
    "enter": "arrow-elbow-down-left",
    "globe": "globe",
    "caret_back": "caret-left",
    "caret_on": "caret-right",
}

STROKES: Mapping[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "paths": (((3, 18), (8.5, 18), (8.5, 12.5), (14.5, 12.5), (14.5, 7), (21, 7)),),
    "check": (
        ((4, 5), (9, 5), (9, 10), (4, 10), (4, 5)),
        ((13.5, 7.5), (20, 7.5)),
        ((4, 16.5), (6, 18.5), (9.5, 14.5)),
        ((13.5, 16.5), (20, 16.5)),
    ),
    "report": (
        ((6, 3.5), (14, 3.5), (18.5, 8), (18.5, 20.5), (6, 20.5), (6, 3.5)),
        ((9.5, 17), (9.5, 14.5)),
        ((12.25, 17), (12.25, 11.5)),
        ((15, 17), (15, 13)),
    ),
}

MIRRORED = frozenset(
    ("paths", "next", "back", "undo", "swap", "chevron_next", "chevron_back", "sign_out", "library")
)


def names() -> list[str]:
    """Every name that ``icon`` knows."""
    return sorted((*PHOSPHOR, *STROKES))


def icon(name: str, role: str = "ink2", on_role: str | None = None) -> QIcon:
    """The icon in the colour of ``role``; of ``on_role`` while checked. KeyError: unknown name."""
    _outline(name)
    return QIcon(_Engine(name, role, on_role or role))


def pixmap(name: str, px: int, role: str = "ink2", ratio: float = 1.0) -> QPixmap:
    """The icon as a picture of ``px`` logical pixels in the present theme."""
    return icon(name, role).pixmap(QSize(px, px), ratio)


def draw(painter: QPainter, name: str, rect: QRectF, color: QColor) -> None:
    """Fill the icon's outline into ``rect`` (square, 24 units a side)."""
    scale = rect.width() / GRID
    place = QTransform().translate(rect.x(), rect.y()).scale(scale, scale)
    if name in MIRRORED and is_rtl():
        place = place.translate(GRID, 0).scale(-1, 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(place.map(_outline(name)), color)
    painter.restore()


class _Engine(QIconEngine):
    def __init__(self, name: str, role: str, on_role: str) -> None:
        super().__init__()
        self._name = name
        self._roles = {QIcon.State.Off: role, QIcon.State.On: on_role}

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        role = "ink2" if mode is QIcon.Mode.Disabled else self._roles[state]
        side = min(rect.width(), rect.height())
        box = QRectF(0, 0, side, side)
        box.moveCenter(QRectF(rect).center())
        draw(painter, self._name, box, theme_of().color(role))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._roles[QIcon.State.Off], self._roles[QIcon.State.On])


def _outline(name: str) -> QPainterPath:
    return _outlines()[name]


@cache
def _outlines() -> Mapping[str, QPainterPath]:
    """All outlines on the 24 grid. Paths are plain values, so keeping them is safe at exit."""
    return {**outlines(PHOSPHOR), **{name: _stroked(lines) for name, lines in STROKES.items()}}


def outlines(glyphs: Mapping[str, str]) -> dict[str, QPainterPath]:
    """Phosphor's ``glyphs`` on the 24 grid, by the same keys; empty if its package is missing."""
    charmaps = fonts.shipped("qtawesome", "fonts/phosphor-charmap-*.json")
    if not charmaps:
        return dict.fromkeys(glyphs, QPainterPath())
    charmap = json.loads(charmaps[0].read_bytes())
    letters = QFont(fonts.ICONS)
    letters.setPixelSize(round(GRID))
    letters.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    raw, down = QRawFont.fromFont(fonts.hold(letters)), QTransform().translate(0, GRID)

    def outline(glyph: str) -> QPainterPath:
        letter = chr(int(charmap[glyph], 16))
        return down.map(raw.pathForGlyph(raw.glyphIndexesForString(letter)[0]))

    return {name: outline(glyph) for name, glyph in glyphs.items()}


def _stroked(lines: tuple[tuple[tuple[float, float], ...], ...]) -> QPainterPath:
    path = QPainterPath()
    for points in lines:
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
    pen = QPainterPathStroker()
    pen.setWidth(STROKE)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen.createStroke(path).simplified()
