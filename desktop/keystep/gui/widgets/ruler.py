"""The ruler: where a key result stands between its start and its flag.

Signs cancel in the attainment, so a ruler always fills from start to flag, lower-is-better or not;
in right-to-left it fills from the right.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from keystep.gui import fonts
from keystep.gui.i18n import percent, tr
from keystep.gui.theme import Theme, theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.status import STATUSES, word

TRACK = 8.0
GAP = 8.0
FLAG_ROOM = 16.0

Widths = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class RulerModel:
    """Labels are ready to show. Shares run from 0 (start) to 1 (flag).

    ``attained`` None: no data. ``elapsed`` None: no calendar notch. ``low`` and ``high`` are the
    ends of the interval of ``attained``. ``days`` makes it a maintain ruler: one value per block,
    True kept, False not, None still ahead.
    """

    start: str
    target: str
    status: str
    attained: float | None = None
    now: str = ""
    elapsed: float | None = None
    low: float | None = None
    high: float | None = None
    days: tuple[bool | None, ...] = ()

    def spoken(self) -> str:
        """The ruler in one sentence, for screen readers."""
        if self.attained is None:
            return tr(
                "{start} to {target}: {status}",
                start=self.start,
                target=self.target,
                status=word(self.status),
            )
        return tr(
            "{start} to {target}, now {now}, {share} of the way: {status}",
            start=self.start,
            target=self.target,
            now=self.now,
            share=percent(self.attained),
            status=word(self.status),
        )


class Ruler(QWidget):
    """A painted ruler, 46 px high. Give the label widths where several rulers stand in a column."""

    def __init__(
        self,
        model: RulerModel,
        start_width: float | None = None,
        target_width: float | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._widths = (start_width, target_width)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_model(model)

    @property
    def model(self) -> RulerModel:
        return self._model

    def set_model(self, model: RulerModel) -> None:
        self._model = model
        self.setAccessibleName(model.spoken())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, height())

    def minimumSizeHint(self) -> QSize:
        labels = sum(label_widths(self._model, *self._widths))
        return QSize(int(labels + GAP + FLAG_ROOM + 80), height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        area = QRectF(0, (self.height() - height()) / 2, self.width(), height())
        draw_ruler(paint.begin(self), area, self._model, theme_of(self), self._widths, rtl=rtl)


def height() -> int:
    """A line of 13 px text above, 28 px of ruler."""
    return fonts.scaled(18) + 28


def label_widths(
    model: RulerModel, start_width: float | None = None, target_width: float | None = None
) -> tuple[float, float]:
    """Widths of both end labels: as given, but never too narrow for their words."""
    start = max(paint.width_of(model.start, "label_figure"), start_width or 0.0)
    target = max(paint.width_of(model.target, "label_figure"), target_width or 0.0)
    return start, target


def draw_ruler(
    painter: QPainter,
    area: QRectF,
    model: RulerModel,
    theme: Theme,
    widths: Widths = (None, None),
    *,
    rtl: bool = False,
) -> None:
    """Paint a ruler into ``area``; delegates use it as well."""
    _Drawing(painter, area, model, theme, widths=widths, rtl=rtl).draw()


class _Drawing:
    """One painting of one ruler: geometry is reckoned left to right, ``_x`` turns it around."""

    def __init__(
        self,
        painter: QPainter,
        area: QRectF,
        model: RulerModel,
        theme: Theme,
        *,
        widths: Widths,
        rtl: bool,
    ) -> None:
        self._painter, self._area, self._model, self._theme = painter, area, model, theme
        self._rtl = rtl
        self._start, self._target = label_widths(model, *widths)
        self._left = self._start + GAP
        self._length = area.width() - self._left - self._target - FLAG_ROOM
        self._middle = area.y() + fonts.scaled(18) + 8.0

    def draw(self) -> None:
        self._labels()
        if self._model.days:
            self._blocks()
            return
        self._track()
        if self._model.attained is not None:
            self._fill(min(max(self._model.attained, 0.0), 1.0))
        self._notch()
        self._flag()
        self._whisker()
        self._now()

    def _color(self, role: str) -> QColor:
        return self._theme.color(role)

    def _status_color(self) -> QColor:
        return self._color(STATUSES[self._model.status].colour)

    def _at(self, share: float) -> float:
        return self._left + self._length * share

    def _rect(self, x: float, y: float, width: float, height: float) -> QRectF:
        left = self._area.width() - x - width if self._rtl else x
        return QRectF(self._area.x() + left, y, width, height)

    def _labels(self) -> None:
        line, top = fonts.scaled(18), self._middle - fonts.scaled(18) / 2
        after = self._left + self._length + FLAG_ROOM
        self._text(self._rect(0, top, self._start, line), self._model.start, at_end=True)
        self._text(self._rect(after, top, self._target, line), self._model.target, at_end=False)

    def _text(self, rect: QRectF, words: str, *, at_end: bool) -> None:
        right = at_end is not self._rtl
        self._painter.setFont(fonts.font("label_figure"))
        self._painter.setPen(self._color("ink2"))
        side = paint.END if right else paint.START
        self._write(rect, words, side | Qt.AlignmentFlag.AlignAbsolute)

    def _write(self, rect: QRectF, words: str, align: Qt.AlignmentFlag) -> None:
        flags = align | paint.direction(words) | Qt.TextFlag.TextDontClip
        self._painter.drawText(rect, int(flags), words)

    def _track(self) -> None:
        self._bar(1.0, self._color("track"), self._color("track_edge"))

    def _bar(self, share: float, fill: QColor, outline: QColor | None = None) -> None:
        rect = self._rect(self._left, self._middle - TRACK / 2, self._length * share, TRACK)
        radius = min(TRACK / 2, rect.width() / 2)
        paint.box(self._painter, rect, fill, outline, radius=radius)

    def _fill(self, share: float) -> None:
        if share <= 0:
            return
        if self._model.status != "stale":
            self._bar(share, self._status_color())
            return
        self._bar(share, self._color("surface"))
        self._hatch(share)
        rect = self._rect(self._left, self._middle - TRACK / 2, self._length * share, TRACK)
        radius = min(TRACK / 2, rect.width() / 2)
        paint.box(self._painter, rect, None, self._color("stale"), radius=radius)

    def _hatch(self, share: float) -> None:
        """Lines at 45°, 2 px in every 6, clipped: Qt's pattern has a period of device pixels."""
        rect = self._rect(self._left, self._middle - TRACK / 2, self._length * share, TRACK)
        clip = QPainterPath()
        clip.addRoundedRect(rect, TRACK / 2, TRACK / 2)
        self._painter.save()
        self._painter.setClipPath(clip)
        self._painter.setPen(QPen(self._color("stale"), 2))
        x = rect.left() - TRACK
        while x < rect.right():
            self._painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + TRACK, rect.top()))
            x += 6 * sqrt(2)
        self._painter.restore()

    def _notch(self) -> None:
        if self._model.elapsed is None:
            return
        x = self._at(min(max(self._model.elapsed, 0.0), 1.0))
        rect = self._rect(round(x) - 1, self._middle - 7, 2, 14)
        self._painter.fillRect(rect, self._color("ink"))

    def _flag(self) -> None:
        self._painter.save()
        if self._rtl:
            self._painter.translate(2 * self._area.x() + self._area.width(), 0)
            self._painter.scale(-1, 1)
        x = self._area.x() + round(self._at(1.0))
        paint.flag(self._painter, x, self._middle - 11, self._middle + 9, self._color("ink"))
        self._painter.restore()

    def _whisker(self) -> None:
        low, high = self._model.low, self._model.high
        if low is None or high is None:
            return
        left, right = (self._at(min(max(end, 0.0), 1.0)) for end in (low, high))
        y = self._middle + TRACK / 2 + 6
        color = self._color("ink2")
        self._painter.fillRect(self._rect(left, y - 0.5, right - left, 1.5), color)
        for x in (left, right):
            self._painter.fillRect(self._rect(x - 0.75, y - 3, 1.5, 6), color)

    def _now(self) -> None:
        if not self._model.now or self._model.attained is None:
            return
        share = min(max(self._model.attained, 0.0), 1.0)
        width = paint.width_of(self._model.now, "group_figure") + 2
        left = self._at(share) - width / 2
        if share > 0.9:
            left = self._at(1.0) - 6 - width
        left = min(max(left, 0.0), self._area.width() - width)
        stale = self._model.status == "stale"
        self._painter.setFont(fonts.font("group_figure"))
        self._painter.setPen(self._color("stale" if stale else "ink"))
        rect = self._rect(left, self._middle - 8 - fonts.scaled(18), width, fonts.scaled(18))
        self._write(rect, self._model.now, paint.MIDDLE)

    def _blocks(self) -> None:
        colors = {True: "success", False: "danger", None: "track"}
        step = self._length / len(self._model.days)
        for n, kept in enumerate(self._model.days):
            width = min(6.0, step - 1)
            rect = self._rect(self._left + n * step, self._middle - TRACK / 2, width, TRACK)
            paint.box(self._painter, rect, self._color(colors[kept]), radius=1.5)
            if kept is False:
                bar = QRectF(rect.x(), self._middle - 1, rect.width(), 2)
                self._painter.fillRect(bar, self._color("surface"))
