"""Certificates as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import segno
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from keystep.errors import NotSaved
from keystep.gui.i18n import full_date, tr, trn
from keystep.gui.printing.paper import LONG, SHORT, document, font, wrapped
from keystep.gui.theme import LIGHT
from keystep.gui.widgets import brand
from keystep.services.certificates import Held

PAGE = QSizeF(LONG, SHORT)
EDGE, QR = 72, 150
SCALES = tuple(n / 20 for n in range(20, 7, -1))
"""Of the size of letters: the first that fits."""
CENTRED = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap


def save_certificate(held: Held, path: Path) -> None:
    """Write a certificate of one page to ``path``, whole or not at all. Raises NotSaved."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        title = tr("Certificate: {title}", title=held.stated.title)
        with document(path, title, across=True) as (_writer, painter):
            _Sheet(painter).draw(held)
    except OSError as fault:
        raise NotSaved(
            "The certificate was not saved ({fault}) in {folder}. Make room there, or choose "
            "another folder.",
            fault=fault.strerror or str(fault),
            folder=str(path.parent),
        ) from fault


@dataclass(frozen=True)
class _Line:
    """Centred words, below what comes before; long ones take several lines."""

    words: str
    px: float
    before: float
    colour: str = "ink2"
    weight: int = 400
    serif: bool = False

    def font(self, scale: float) -> QFont:
        return font(self.px * scale, self.weight, serif=self.serif)


class _Sheet:
    """One certificate on one page. Colours are those of the light theme: paper is white."""

    def __init__(self, painter: QPainter) -> None:
        self._painter = painter

    def draw(self, held: Held) -> None:
        frame = QRectF(0, 0, PAGE.width(), PAGE.height()).adjusted(36, 36, -36, -36)
        self._painter.setPen(QPen(LIGHT.color("line"), 1.5))
        self._painter.drawRoundedRect(frame, 12, 12)
        mark = QRectF((PAGE.width() - 52) / 2, 88, 52, 52)
        brand.draw_mark(self._painter, mark, LIGHT)
        proof = QRectF(EDGE, PAGE.height() - 72 - QR, PAGE.width() - 2 * EDGE, QR)
        width = PAGE.width() - 2 * (EDGE + 60)
        self._state(_statement(held), QRectF(EDGE + 60, 158, width, proof.top() - 158 - 16))
        self._prove(held, proof)

    def _state(self, lines: Sequence[_Line], room: QRectF) -> None:
        """As large as there is room."""
        scale = next(
            (one for one in SCALES if self._height(lines, one, room) <= room.height()), SCALES[-1]
        )
        top = room.top()
        for line in lines:
            top += line.before * scale
            self._painter.setFont(line.font(scale))
            self._painter.setPen(LIGHT.color(line.colour))
            below = QRectF(room.left(), top, room.width(), PAGE.height())
            self._painter.drawText(below, CENTRED, line.words)
            top += wrapped(line.font(scale), room.width(), line.words)

    def _height(self, lines: Sequence[_Line], scale: float, room: QRectF) -> float:
        return sum(
            line.before * scale + wrapped(line.font(scale), room.width(), line.words)
            for line in lines
        )

    def _prove(self, held: Held, place: QRectF) -> None:
        _draw_qr(self._painter, held.code, QRectF(place.left(), place.top(), QR, QR))
        words = place.adjusted(QR + 28, 0, 0, 0)
        explained = tr(
            "Issued on {day}. The code proves it, signed by the office: keystep verify CODE. "
            "It proves what the stations reported, not who sat before them.",
            day=full_date(held.stated.issued),
        )
        small = font(12)
        self._painter.setPen(LIGHT.color("ink2"))
        self._painter.setFont(small)
        leading = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeading
        self._painter.drawText(words, leading, explained)
        code = words.adjusted(0, wrapped(small, words.width(), explained) + 10, 0, 0)
        sizes = (font(11.5 * scale, 500) for scale in SCALES)
        fits = (one for one in sizes if wrapped(one, code.width(), held.grouped) <= code.height())
        self._painter.setFont(next(fits, font(11.5 * SCALES[-1], 500)))
        self._painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._painter.drawText(code, Qt.TextFlag.TextWordWrap, held.grouped)


def _statement(held: Held) -> tuple[_Line, ...]:
    stated = held.stated
    done = trn(
        "completed the path, with its one lesson,",
        "completed the path, with all its {n} lessons,",
        stated.lessons,
    )
    return (
        _Line(stated.organisation, 18, 0, weight=600),
        _Line(tr("certifies that"), 16, 40),
        _Line(stated.name, 46, 14, "ink", weight=700, serif=True),
        _Line(done, 16, 28),
        _Line(f"“{stated.title}”", 30, 10, "ink", weight=700, serif=True),
        _Line(tr("on {day}.", day=full_date(stated.completed)), 16, 14),
    )


def _draw_qr(painter: QPainter, code: str, place: QRectF) -> None:
    matrix = segno.make_qr(code, error="m").matrix
    side = place.width() / len(matrix)
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.GlobalColor.black)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                # A hair wider, so that no white line shows between two.
                painter.drawRect(
                    QRectF(place.x() + x * side, place.y() + y * side, side + 0.2, side + 0.2)
                )
    painter.restore()
