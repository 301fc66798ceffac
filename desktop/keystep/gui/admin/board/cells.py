"""How the cells of the board are painted. Rectangles are logical: x runs from the start edge."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from keystep.domain import wording
from keystep.domain.events import Instant
from keystep.domain.okr import Board, KrRow, ObjectiveRow, Status
from keystep.gui import fonts, icons
from keystep.gui.admin.board.model import Column
from keystep.gui.admin.words import newest_of, ruler_of, say, status_of_objective
from keystep.gui.i18n import isolate
from keystep.gui.theme import Theme
from keystep.gui.widgets import paint
from keystep.gui.widgets.ruler import draw_ruler
from keystep.gui.widgets.status import STATUSES, draw_glyph, word

PAD = 16
INDENT = 48
STEP = 24


@dataclass(frozen=True)
class Canvas:
    """Where a row is painted, and what its words depend on.

    ``labels`` are the widths of the rulers' end labels, common to all rows; ``level`` counts the
    objectives above it.
    """

    painter: QPainter
    widget: QWidget
    theme: Theme
    board: Board
    now: Instant
    labels: tuple[float, float]
    level: int = 0

    @property
    def indent(self) -> float:
        """Where the row's title begins."""
        return INDENT + STEP * self.level

    def text(self, rect: QRectF, words: str, role: str, colour: str = "ink") -> None:
        color = self.theme.color(colour)
        paint.text(self.painter, self.widget, rect, words, role, color=color)

    def two_lines(
        self,
        rect: QRectF,
        first: tuple[str, str, str],
        second: tuple[str, str, str],
    ) -> None:
        """Each line is (words, font role, colour role); together they stand in the middle."""
        high, low = fonts.line_height("body"), fonts.line_height("caption")
        top = rect.y() + (rect.height() - high - (low if second[0] else 0)) / 2
        self.text(QRectF(rect.x(), top, rect.width(), high), *first)
        self.text(QRectF(rect.x(), top + high, rect.width(), low), *second)

    def glyph(self, x: float, middle: float, px: float, kind: str) -> None:
        rect = paint.placed(self.widget, QRectF(x, middle - px / 2, px, px))
        draw_glyph(self.painter, kind, rect, self.theme.color(STATUSES[kind].colour))


def paint_key_result(canvas: Canvas, cells: Mapping[Column, QRectF], row: KrRow) -> None:
    """One line of the board, cell by cell."""
    for column, rect in cells.items():
        _CELLS[column](canvas, rect, row)


def paint_objective(
    canvas: Canvas, cells: Mapping[Column, QRectF], row: ObjectiveRow, *, is_open: bool
) -> None:
    """A group row: chevron and title up to the pace, its word, and what it adds up to."""
    first, pace = cells[Column.KEY_RESULT], cells[Column.PACE]
    middle, side = first.center().y(), min(fonts.scaled(16), 24)
    start = canvas.indent - INDENT + 21
    arrow = paint.placed(canvas.widget, QRectF(start, middle - side / 2, side, side))
    name = "chevron_down" if is_open else "chevron_next"
    icons.draw(canvas.painter, name, arrow, canvas.theme.color("ink2"))
    _objective_title(
        canvas, first.adjusted(canvas.indent - first.x(), 0, pace.x() - PAD - first.right(), 0), row
    )
    _objective_word(canvas, pace, row)
    share, basis = wording.reached_of(row)
    last = max(rect.right() for rect in cells.values())
    ahead = cells.get(Column.FORECAST) or cells.get(Column.FRESH)
    if ahead is None:
        return
    wide = paint.width_of(share, "strong_figure") + 6 if share else 0
    canvas.text(QRectF(ahead.x(), first.y(), wide, first.height()), share, "strong_figure")
    rest = QRectF(ahead.x() + wide, first.y() + 1, last - ahead.x() - wide - 4, first.height())
    canvas.text(rest, say(basis), "caption_figure", "ink2")


def _objective_title(canvas: Canvas, place: QRectF, row: ObjectiveRow) -> None:
    """Title, and beside it the team whose objective it is."""
    wide = min(paint.width_of(row.objective.title, "objective") + 12, place.width())
    canvas.text(
        QRectF(place.x(), place.y(), wide, place.height()), row.objective.title, "objective"
    )
    team = place.adjusted(wide, 2, 0, 0)
    if row.objective.team and team.width() > fonts.scaled(48):
        canvas.text(team, isolate(row.objective.team), "caption", "ink2")


def _objective_word(canvas: Canvas, rect: QRectF, row: ObjectiveRow) -> None:
    kind = row.status.value
    canvas.glyph(rect.x() + 1, rect.center().y(), fonts.scaled(14), kind)
    said = status_of_objective(row.status, stale_in_part=row.covered > 0)
    beside = fonts.scaled(22)
    place = QRectF(rect.x() + beside, rect.y(), rect.width() - beside - 4, rect.height())
    canvas.text(place, said, "group", STATUSES[kind].colour)


def _key_result(canvas: Canvas, rect: QRectF, row: KrRow) -> None:
    place = rect.adjusted(canvas.indent - rect.x(), 0, -PAD, 0)
    title = (row.key_result.title, "body_strong", "ink")
    canvas.two_lines(place, title, (wording.counted(row), "caption_figure", "ink2"))


def _ruler(canvas: Canvas, rect: QRectF, row: KrRow) -> None:
    area = paint.placed(canvas.widget, rect.adjusted(0, 4, -PAD, -4))
    rtl = canvas.widget.layoutDirection() is Qt.LayoutDirection.RightToLeft
    canvas.painter.save()
    model = ruler_of(row, canvas.board)
    draw_ruler(canvas.painter, area, model, canvas.theme, canvas.labels, rtl=rtl)
    canvas.painter.restore()


def _pace(canvas: Canvas, rect: QRectF, row: KrRow) -> None:
    kind = row.status.value
    below = say(wording.pace_of(row))
    half = fonts.line_height("caption") / 2 if below else 0
    canvas.glyph(rect.x(), rect.center().y() - half, fonts.scaled(16), kind)
    beside = fonts.scaled(24)
    place = QRectF(rect.x() + beside, rect.y(), rect.width() - beside - 4, rect.height())
    first = (word(kind), "body_strong", STATUSES[kind].colour)
    canvas.two_lines(place, first, (below, "caption_figure", "ink2"))


def _forecast(canvas: Canvas, rect: QRectF, row: KrRow) -> None:
    value, span = (say(words) for words in wording.forecast_of(row, canvas.board.on))
    colour = "ink" if row.forecast or row.status is Status.KEPT else "stale"
    place = rect.adjusted(0, 0, -8, 0)
    canvas.two_lines(place, (value, "body_figure", colour), (span, "caption_figure", "ink2"))


def _fresh(canvas: Canvas, rect: QRectF, row: KrRow) -> None:
    stale = row.status is Status.STALE
    first = (say(wording.freshness_of(row)), *(_STALE if stale else _FRESH))
    second = newest_of(row, canvas.now)
    canvas.two_lines(rect.adjusted(0, 0, -8, 0), first, (second, "caption_figure", "ink2"))


def _owner(canvas: Canvas, rect: QRectF, row: KrRow) -> None:
    canvas.text(rect.adjusted(0, 0, -8, 0), isolate(row.key_result.owner), "body")


_STALE = ("strong_figure", "stale")
_FRESH = ("body_figure", "ink")
_CELLS: Mapping[Column, Callable[[Canvas, QRectF, KrRow], None]] = {
    Column.KEY_RESULT: _key_result,
    Column.RULER: _ruler,
    Column.PACE: _pace,
    Column.FORECAST: _forecast,
    Column.FRESH: _fresh,
    Column.OWNER: _owner,
}
