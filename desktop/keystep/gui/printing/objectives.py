"""Each objective on a page: how its key results stand, and how they came there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from keystep.domain import wording
from keystep.domain.okr import Board, KrRow, ObjectiveRow
from keystep.errors import NotSaved, UsageError
from keystep.gui import fonts
from keystep.gui.admin.words import ruler_of, say, short_day, status_of_objective
from keystep.gui.i18n import full_date, tr
from keystep.gui.printing.course import Course
from keystep.gui.printing.paper import LONG, SHORT, document, font, wrapped
from keystep.gui.theme import LIGHT
from keystep.gui.widgets.brand import draw_mark
from keystep.gui.widgets.ruler import draw_ruler
from keystep.gui.widgets.status import STATUSES, draw_glyph, word
from keystep.reports import chart

EDGE, WIDTH = 56, SHORT - 2 * 56
FOOT = 96
HEAD_OF_ROW, GAP, LEAST_GAP = 88, 18, 2
TALLEST, LOWEST = 131.0, 54.0
"""Of a chart; below the lowest there is none."""
RULER, COLUMN = 300, 116
LEADING = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop
LINE = LEADING | Qt.TextFlag.TextSingleLine


def save_objectives(board: Board, organisation: str, path: Path) -> None:
    """Write a page for each objective of ``board``, more where its key results do not fit on one.

    Raises UsageError where there is none, NotSaved.
    """
    if not board.objectives:
        raise UsageError("The cycle has no objectives yet. Write one, then print it.")
    title = tr("Key results, {cycle}", cycle=board.cycle.title)
    try:
        with document(path, title, private=False) as (writer, painter):
            for number, objective in enumerate(board.objectives):
                if number:
                    writer.newPage()
                _Sheet(painter, board, organisation, writer.newPage).draw(objective)
    except OSError as fault:
        raise NotSaved(
            "The pages could not be written to {path} ({fault}). Choose another folder.",
            path=str(path),
            fault=fault.strerror or str(fault),
        ) from fault


@dataclass(frozen=True)
class _Type:
    """How words are set; ``colour`` is a role of the light theme."""

    px: float
    weight: int = 400
    colour: str = "ink2"


NAME, TITLE = _Type(13, 600, "ink"), _Type(14, 600, "ink")
BESIDE, STRONG, PLAIN, SMALL = _Type(13), _Type(12, 600, "ink"), _Type(12, 400, "ink"), _Type(11)


class _Sheet:
    """One objective. Colours are those of the light theme: paper is white."""

    def __init__(
        self, painter: QPainter, board: Board, organisation: str, turn: Callable[[], object]
    ) -> None:
        """``turn`` goes on to a new page."""
        self._painter, self._board, self._organisation = painter, board, organisation
        self._turn, self._top = turn, 0.0

    def draw(self, objective: ObjectiveRow) -> None:
        self._letterhead()
        self._head(objective)
        room = (LONG - FOOT - self._top) / max(len(objective.rows), 1) - HEAD_OF_ROW
        tall = min(TALLEST, room - GAP - 8)
        gap = min(GAP, room) if room >= LEAST_GAP else GAP
        for row in objective.rows:
            if self._top + HEAD_OF_ROW > LONG - FOOT:
                self._foot()
                self._turn()
                self._letterhead()
            self._row(row, tall if tall >= LOWEST else 0)
            self._top += gap
        self._foot()

    def _letterhead(self) -> None:
        self._top = float(EDGE)
        draw_mark(self._painter, QRectF(EDGE, self._top, 24, 24), LIGHT)
        self._say(self._organisation, NAME, EDGE + 34, self._top + 3, WIDTH - 230)
        written = tr("Written {day}", day=full_date(self._board.on))
        end = QRectF(EDGE, self._top + 4, WIDTH, 20)
        self._painter.setFont(font(11))
        self._painter.setPen(LIGHT.color("ink2"))
        self._painter.drawText(end, Qt.AlignmentFlag.AlignTrailing, written)
        self._top += 52

    def _head(self, objective: ObjectiveRow) -> None:
        title, cycle = font(24, 700, serif=True), self._board.cycle
        self._words(objective.objective.title, title, "ink")
        place = f"{cycle.title} · {say(wording.place_in_cycle(self._board))}"
        self._words(" · ".join(filter(None, (place, objective.objective.owner))), font(12), "ink2")
        self._top += 10
        told = status_of_objective(objective.status, stale_in_part=True)
        left = self._status(objective.status.value, told, EDGE, self._top)
        reached, basis = wording.reached_of(objective)
        if reached:
            said = tr("{share} reached, {basis}", share=reached, basis=say(basis))
            self._say(said, BESIDE, left + 20, self._top, EDGE + WIDTH - left - 20)
        self._top += 36

    def _row(self, row: KrRow, tall: float) -> None:
        """Its figures in a line, then its course, ``tall`` pixels high."""
        top, painter = self._top, self._painter
        painter.setPen(QPen(LIGHT.color("line"), 1))
        painter.drawLine(QPointF(EDGE, top), QPointF(EDGE + WIDTH, top))
        self._say(row.key_result.title, TITLE, EDGE, top + 10, WIDTH)
        self._say(wording.counted(row), SMALL, EDGE, top + 29, RULER)
        self._ruler(row, top + 44)
        first, second = top + 48, top + 67
        left = float(EDGE + RULER + 24)
        self._status(row.status.value, word(row.status.value), left, first, 12)
        self._say(say(wording.pace_of(row)), SMALL, left, second, COLUMN)
        ahead, sure = map(say, wording.forecast_of(row, self._board.on))
        end = short_day(self._board.cycle.end)
        told = tr("{day}: {forecast}", day=end, forecast=ahead) if ahead else ""
        self._say(told, STRONG, left + COLUMN, first, COLUMN + 12)
        self._say(sure, SMALL, left + COLUMN, second, COLUMN + 12)
        fresh = say(wording.freshness_of(row))
        self._say(fresh, PLAIN, left + 2 * COLUMN + 16, first, COLUMN)
        self._top += HEAD_OF_ROW
        drawn = chart.trend(row, self._board.cycle) if tall else None
        if drawn is not None:
            self._chart(drawn, tall)
            self._top += tall + 8

    def _ruler(self, row: KrRow, top: float) -> None:
        """As large as in a window whose text has its usual size."""
        scale = fonts.text_scale()
        with self._kept():
            self._painter.scale(1 / scale, 1 / scale)
            place = QRectF(EDGE * scale, top * scale, RULER * scale, 46 * scale)
            draw_ruler(self._painter, place, ruler_of(row, self._board), LIGHT)

    def _chart(self, drawn: chart.Chart, tall: float) -> None:
        with self._kept():
            self._painter.translate(EDGE, self._top)
            across, down = WIDTH / drawn.width, tall / drawn.height
            Course(self._painter, drawn, across, down).draw()

    def _foot(self) -> None:
        self._top = float(LONG - FOOT)
        note = f"{say(wording.BEFORE_AFTER)}. {say(wording.NO_COMPARISON)}"
        self._words(note, font(10.5), "ink2")
        explained = tr(
            "Line: figures with their 95 % interval. Dots: even pace. Dashes: forecast, 80 % cone. "
            "Stale data is never shown as on track."
        )
        self._words(explained, font(10.5), "ink2")

    def _status(self, kind: str, said: str, left: float, top: float, px: float = 13) -> float:
        """Glyph and word; returns where they end."""
        color = LIGHT.color(STATUSES[kind].colour)
        draw_glyph(self._painter, kind, QRectF(left, top + 1, px + 1, px + 1), color)
        letters = font(px, 600)
        self._painter.setFont(letters)
        self._painter.setPen(color)
        place = QRectF(left + px + 8, top - 1, WIDTH, 24)
        self._painter.drawText(place, int(LINE), said)
        return self._painter.boundingRect(place, int(LINE), said).right()

    def _say(self, said: str, how: _Type, left: float, top: float, room: float) -> None:
        """Words in one line, cut where there is no more room."""
        self._painter.setFont(font(how.px, how.weight))
        self._painter.setPen(LIGHT.color(how.colour))
        metrics = self._painter.fontMetrics()
        shown = metrics.elidedText(said, Qt.TextElideMode.ElideRight, int(room))
        self._painter.drawText(QRectF(left, top, room, metrics.height()), int(LINE), shown)

    def _words(self, said: str, letters: QFont, role: str) -> None:
        """Words in as many lines as they take, below what came before."""
        tall = wrapped(letters, WIDTH, said)
        self._painter.setFont(letters)
        self._painter.setPen(LIGHT.color(role))
        wrap = LEADING | Qt.TextFlag.TextWordWrap
        self._painter.drawText(QRectF(EDGE, self._top, WIDTH, tall + 1), int(wrap), said)
        self._top += tall + 2

    @contextmanager
    def _kept(self) -> Iterator[None]:
        self._painter.save()
        yield
        self._painter.restore()
