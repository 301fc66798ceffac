"""The words of a thing with what checking says of it: painted into whatever room there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from keystep.domain.responses import PartVerdict
from keystep.gui import fonts
from keystep.gui.theme import Theme, theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.answer_row import TINTS
from keystep.gui.widgets.status import STATUSES, draw_glyph, word

VERDICTS: Mapping[PartVerdict, str] = {
    PartVerdict.RIGHT: "right",
    PartVerdict.WRONG: "not_this_one",
    PartVerdict.MISSED: "missed",
    PartVerdict.LEFT_OUT: "left_out",
}
"""The status that tells a verdict by its word and its shape."""
ROLE = "body_strong"
WIDE = 420
_GLYPH, _GAP = 16, 8


@dataclass(frozen=True, slots=True)
class Told:
    """``kind`` is one of a verdict's; ``notes`` stand below: where it belongs, and why."""

    kind: str
    notes: tuple[str, ...] = ()

    def say_of(self, part: QWidget, what: str) -> None:
        """Have a screen reader say it of ``part``, which is ``what``."""
        part.setAccessibleName(f"{what}. {word(self.kind)}")
        part.setAccessibleDescription(". ".join(self.notes))


@dataclass(frozen=True, slots=True)
class _Part:
    """Words from the start corner of their room; with ``glyph`` the shape of a status before."""

    words: str
    role: str
    colour: str
    x: float
    y: float
    width: float
    height: float
    glyph: str = ""


def height_of(text: str, told: Told | None, room: float) -> int:
    """The height in pixels of words and verdict in ``room`` pixels of width."""
    return int(max((part.y + part.height for part in _parts(text, told, room)), default=0))


def draw(painter: QPainter, widget: QWidget, area: QRectF, text: str, told: Told | None) -> None:
    """Words and verdict in a logical rectangle, in the middle of its height."""
    spare = area.height() - height_of(text, told, area.width())
    corner = QPointF(area.x(), area.y() + spare / 2)
    for part in _parts(text, told, area.width()):
        _draw(painter, widget, part, corner)


def frame(painter: QPainter, theme: Theme, area: QRectF, told: Told) -> None:
    """The box of something that was checked, in the tint of its verdict."""
    fill, border = TINTS[told.kind]
    paint.box(painter, area, theme.color(fill), theme.color(border))


def _parts(text: str, told: Told | None, room: float) -> Iterator[_Part]:
    """The verdict's word at the far end where that leaves room; else below the words."""
    line, y = fonts.line_height(ROLE), 0.0
    beside = _verdict_room() if told and text and room >= fonts.scaled(WIDE) else 0.0
    if text:
        high = paint.height_of(text, ROLE, room - beside)
        yield _Part(text, ROLE, "ink", 0, 0, room - beside, high)
        y = high
    if told is None:
        return
    indent = fonts.scaled(_GLYPH) + _GAP
    x = room - beside if beside else 0.0
    width = (beside or room) - indent
    high = paint.height_of(word(told.kind), ROLE, width)
    colour = STATUSES[told.kind].colour
    yield _Part(
        word(told.kind), ROLE, colour, x + indent, 0 if beside else y, width, high, told.kind
    )
    y = max(y, line) if beside else y + high
    for note in told.notes:
        high = paint.height_of(note, "caption", room - beside)
        yield _Part(note, "caption", "ink2", 0, y, room - beside, high)
        y += high


def _verdict_room() -> float:
    widest = max(paint.width_of(word(kind), ROLE) for kind in TINTS)
    return widest + fonts.scaled(_GLYPH) + _GAP + 2


def _draw(painter: QPainter, widget: QWidget, part: _Part, corner: QPointF) -> None:
    color = theme_of(widget).color(part.colour)
    rect = QRectF(part.x, part.y, part.width, part.height).translated(corner)
    top_start = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
    paint.text(
        painter, widget, rect, part.words, part.role, color=color, flags=top_start, wrap=True
    )
    if part.glyph:
        side, line = fonts.scaled(_GLYPH), fonts.line_height(part.role)
        glyph = QRectF(rect.x() - side - _GAP, rect.y() + (line - side) / 2, side, side)
        draw_glyph(painter, part.glyph, paint.placed(widget, glyph), color)
