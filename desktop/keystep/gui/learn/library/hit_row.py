"""How a row of the list of hits is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from keystep.gui import fonts, icons
from keystep.gui.i18n import tr
from keystep.gui.learn.library import caps, marked
from keystep.gui.learn.library.rows import ROW, Head, Index, Line
from keystep.gui.learn.library.words import icon_of, takes
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint

if TYPE_CHECKING:
    from keystep.gui.learn.library.hit_list import HitList

EDGE = 8
"""Between the list's side and the ground of a row."""
PAD = 24
"""Between the list's side and what a row says."""
ICON, GAP = 20, 14
HEAD, LEAST, TARGET = 40, 56, 40


class HitDelegate(QStyledItemDelegate):
    """Heads, and rows of two lines with an icon before and minutes after them."""

    def __init__(self, hits: HitList) -> None:
        super().__init__(hits)
        self._hits = hits

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        if isinstance(index.data(ROW), Head):
            return QSize(0, max(HEAD, fonts.line_height("group") + 14))
        words = fonts.line_height("body_strong") + fonts.line_height("caption")
        return QSize(0, max(LEAST, words + 17))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, area = index.data(ROW), QRectF(option.rect)
        here = index.row() == self._hits.currentIndex().row()
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Head):
            self._head(painter, area, row, here=here, over=over)
        else:
            lit = here and (self._hits.led or self._hits.hasFocus())
            self._line(painter, area, row, here=lit, over=over)
        if here and self._has_ring():
            color = theme_of(self._hits).color("focus")
            ring = area.adjusted(EDGE + 2, 2, -EDGE - 2, -2)
            paint.box(painter, ring, None, color, width=2, radius=8)
        painter.restore()

    def _ground(self, painter: QPainter, area: QRectF, *, here: bool, over: bool) -> None:
        if here or over:
            theme = theme_of(self._hits)
            plain = theme.surface == theme.sunken
            edge = theme.color("accent") if here and plain else None
            box = area.adjusted(EDGE, 0, -EDGE, 0)
            paint.box(painter, box, theme.color("tint" if here else "sunken"), edge)

    def _head(self, painter: QPainter, area: QRectF, head: Head, *, here: bool, over: bool) -> None:
        if head.more is not None:
            self._ground(painter, area, here=here, over=over)
        theme, host = theme_of(self._hits), self._hits.viewport()
        wide = area.width() - 2 * PAD
        rest = tr("Show all") if head.more is not None else ""
        room = paint.width_of(rest, "group") + 1 if rest else 0.0
        count = paint.width_of(head.count, "caption_figure") + 1
        before = PAD + wide - room - count - (12 if rest else 0)
        cells = (
            (PAD, before - PAD - 12, head.title, "group", "ink2", paint.START),
            (before, count, head.count, "caption_figure", "ink2", paint.END),
            (PAD + wide - room, room, rest, "group", "accent", paint.END),
        )
        for x, width, words, role, colour, side in cells:
            place = QRectF(x, area.y(), width, area.height())
            color = theme.color(colour)
            paint.text(painter, host, place, words, role, color=color, flags=side)

    def _line(self, painter: QPainter, area: QRectF, line: Line, *, here: bool, over: bool) -> None:
        self._ground(painter, area, here=here, over=over)
        theme, host, hit = theme_of(self._hits), self._hits.viewport(), line.hit
        side = fonts.scaled(ICON)
        icon = QRectF(PAD, area.center().y() - side / 2, side, side)
        tone = theme.color("accent" if here else "ink2")
        icons.draw(painter, icon_of(hit), paint.placed(host, icon), tone)
        end = self._end(painter, area, line, here=here)
        first, second = fonts.line_height("body_strong"), fonts.line_height("caption")
        x = PAD + side + GAP
        room, top = end - x - 12, area.center().y() - (first + second) / 2
        ink, ink2 = theme.color("ink"), theme.color("ink2")
        title = QRectF(x, top, room, first)
        marked.draw(painter, host, title, hit.title, hit.marks, role="body_strong", color=ink)
        below = QRectF(x, top + first, room, second)
        marked.draw(painter, host, below, hit.line, hit.line_marks, role="caption", color=ink2)

    def _end(self, painter: QPainter, area: QRectF, line: Line, *, here: bool) -> float:
        """What stands at the end of a row; returns where it begins."""
        theme, host = theme_of(self._hits), self._hits.viewport()
        x = area.width() - PAD
        if self._hits.keeps:
            zone = mark_zone(self._hits)
            side = fonts.scaled(ICON)
            box = QRectF(zone.center().x() - side / 2, area.center().y() - side / 2, side, side)
            name, tone = ("bookmarked", "accent") if line.marked else ("bookmark", "ink2")
            icons.draw(painter, name, box, theme.color(tone))
            x -= zone.width() - 4
        if here and self._hits.led:
            x -= caps.key(painter, host, x, area.center().y(), tr("Enter"))
        elif words := takes(line.hit):
            wide = paint.width_of(words, "caption_figure") + 1
            x -= wide
            place = QRectF(x, area.y(), wide, area.height())
            color = theme.color("ink2")
            paint.text(painter, host, place, words, "caption_figure", color=color, flags=paint.END)
        if line.marked and not self._hits.keeps:
            side = fonts.scaled(16)
            x -= side + 8
            box = paint.placed(host, QRectF(x, area.center().y() - side / 2, side, side))
            icons.draw(painter, "bookmarked", box, theme.color("accent"))
        return x

    def _has_ring(self) -> bool:
        hits = self._hits
        by_key = hits.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        return by_key and hits.hasFocus()


def mark_zone(hits: HitList) -> QRectF:
    """Where a row's bookmark is clicked on, across the list."""
    wide = max(TARGET, fonts.scaled(TARGET))
    end = hits.viewport().width() - PAD + (wide - fonts.scaled(ICON)) / 2
    return paint.placed(hits.viewport(), QRectF(end - wide, 0, wide, 1))
