"""Counted things: the steps of a lesson, the blocks of a meter, the days of a week."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from keystep.gui import fonts, motion
from keystep.gui.i18n import number, tr
from keystep.gui.theme import Theme, theme_of
from keystep.gui.widgets import paint


class Segments(QWidget):
    """One 6 px pill a step: done full, the present one half, the rest empty."""

    def __init__(self, done: int, total: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done, self._total, self._shown = done, max(total, 1), float(done)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name()

    def set_done(self, done: int, total: int) -> None:
        """``done`` steps lie behind; a step more fills once, in 400 ms."""
        grown = total == self._total and done == self._done + 1
        self._done, self._total = done, max(total, 1)
        self._name()
        if grown and self.isVisible():
            motion.animate(self, done - 0.5, done, motion.FILL, self._show)
        else:
            self._show(done)

    def sizeHint(self) -> QSize:
        return QSize(360, 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._total * 12, 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        paint.mirror(painter, self)
        width = (self.width() - 4 * (self._total - 1)) / self._total
        for n in range(self._total):
            rect = QRectF(n * (width + 4), 0, width, 6)
            self._pill(painter, theme, rect, self._filled(n))

    def _filled(self, n: int) -> float:
        share = min(max(self._shown - n, 0.0), 1.0)
        return max(share, 0.5) if n == self._done and self._shown >= self._done else share

    def _pill(self, painter: QPainter, theme: Theme, rect: QRectF, share: float) -> None:
        paint.box(painter, rect, theme.color("track"), theme.color("track_edge"), radius=3)
        if share <= 0:
            return
        clip = QPainterPath()
        clip.addRoundedRect(rect, 3, 3)
        painter.save()
        painter.setClipPath(clip)
        filled = QRectF(rect.x(), rect.y(), rect.width() * share, rect.height())
        painter.fillRect(filled, theme.color("accent"))
        painter.restore()

    def _show(self, value: float) -> None:
        self._shown = value
        self.update()

    def _name(self) -> None:
        place = min(self._done + 1, self._total)
        n, total = number(place), number(self._total)
        self.setAccessibleName(tr("Step {n} of {total}", n=n, total=total))


class MeterBlocks(QWidget):
    """Five blocks of 20 by 10; a word beside them says the same."""

    def __init__(
        self, name: str, filled: int, total: int = 5, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._total = name, total
        self.setFixedSize(total * 24 - 4, 10)
        self.set_filled(filled)

    def set_filled(self, filled: int) -> None:
        self._filled = min(max(filled, 0), self._total)
        self.setAccessibleName(
            tr(
                "{name}: {n} of {total}",
                name=self._name,
                n=number(self._filled),
                total=number(self._total),
            )
        )
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        paint.mirror(painter, self)
        for n in range(self._total):
            full = n < self._filled
            color = theme.color("accent" if full else "track")
            outline = None if full else theme.color("track_edge")
            paint.box(painter, QRectF(n * 24, 0, 20, 10), color, outline, radius=3)


class DayBlocks(QWidget):
    """Seven days of 28 px: learned with a tick, today outlined, the rest empty.

    ``letters`` are the days' short names from the first day of the week on.
    """

    def __init__(
        self,
        learned: tuple[bool, ...],
        today: int,
        letters: tuple[str, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._learned, self._today, self._letters = learned, today, letters
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(
            tr("{n} of {total} days with learning", n=sum(learned), total=len(learned))
        )

    def sizeHint(self) -> QSize:
        return QSize(302, 28 + 4 + fonts.scaled(18))

    def minimumSizeHint(self) -> QSize:
        return QSize(len(self._letters) * 32, 28 + 4 + fonts.scaled(18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        step = (self.width() - 28) / max(len(self._letters) - 1, 1)
        for n, letter in enumerate(self._letters):
            block = QRectF(round(n * step), 0, 28, 28)
            self._block(painter, theme, paint.placed(self, block), n)
            role, color = ("group", "ink") if n == self._today else ("caption", "ink2")
            below = QRectF(block.x() - 6, 32, 40, fonts.scaled(18))
            paint.text(
                painter, self, below, letter, role, color=theme.color(color), flags=paint.MIDDLE
            )

    def _block(self, painter: QPainter, theme: Theme, rect: QRectF, n: int) -> None:
        if self._learned[n]:
            paint.box(painter, rect, theme.color("accent"), radius=6)
            paint.tick(painter, rect, theme.color("on_accent"), 1.75)
        elif n == self._today:
            paint.box(painter, rect, theme.color("tint"), theme.color("accent"), width=2, radius=6)
        else:
            paint.box(painter, rect, theme.color("track"), theme.color("track_edge"), radius=6)
