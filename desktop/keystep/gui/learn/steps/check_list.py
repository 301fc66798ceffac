"""The questions of a sitting, to go back to any of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from keystep.gui import fonts
from keystep.gui.i18n import isolate, number, tr
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.flow import Lines
from keystep.gui.widgets.label import label

SIDE, TICK, BAR = 44, 16, 20


class QuestionTile(QAbstractButton):
    """The number of a question, ticked once it has an answer; ``n`` counts from 1."""

    def __init__(self, n: int) -> None:
        super().__init__()
        self._answered = self._current = False
        self.setText(isolate(number(n)))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_as(answered=False, current=False)

    def show_as(self, *, answered: bool, current: bool) -> None:
        """``current``: it is the one on the screen."""
        self._answered, self._current = answered, current
        said = tr("answered") if answered else tr("not answered")
        self.setAccessibleName(tr("Question {n}, {state}", n=self.text(), state=said))
        self.setAccessibleDescription(tr("On the screen") if current else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(fonts.scaled(SIDE), fonts.scaled(SIDE))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        area, side = self.rect().toRectF(), fonts.scaled(TICK)
        ground = "tint" if self._answered else ("sunken" if self.underMouse() else "surface")
        edge, wide = ("accent", 2) if self._current else ("edge", 1)
        paint.box(painter, area, theme.color(ground), theme.color(edge), width=wide, radius=6)
        ink = theme.color("accent" if self._answered or self._current else "ink")
        lower = fonts.scaled(3) if self._answered else 0
        words = area.translated(0, lower)
        paint.text(painter, self, words, self.text(), "group_figure", color=ink, flags=paint.MIDDLE)
        if self._current:
            bar = QRectF(0, 0, fonts.scaled(BAR), fonts.scaled(3))
            bar.moveCenter(QPointF(area.center().x(), area.bottom() - fonts.scaled(6)))
            paint.box(painter, bar, ink, radius=bar.height() / 2)
        if self._answered:
            corner = QRectF(area.width() - side - 3, 3, side, side)
            paint.tick(painter, paint.placed(self, corner), ink, 1.75)


class QuestionList(Card):
    """A tile for each question; ``chosen`` carries one, counted from 0."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(20, 12, parent)
        self._count = label("", "caption", "ink2", wrap=True)
        self._tiles = Lines(8)
        self.tiles: list[QuestionTile] = []
        self.body.addWidget(label(tr("Questions"), "label", "ink2"))
        self.body.addLayout(self._tiles)
        self.body.addWidget(self._count)

    def show_questions(self, answered: Sequence[bool], current: int) -> None:
        """One for each of ``answered``; ``current`` is on the screen, counted from 0."""
        while len(self.tiles) > len(answered):
            self.tiles.pop().deleteLater()
        while len(self.tiles) < len(answered):
            self._add(len(self.tiles))
        for n, tile in enumerate(self.tiles):
            tile.show_as(answered=answered[n], current=n == current)
        done, total = number(sum(answered)), number(len(answered))
        self._count.setText(
            tr(
                "{n} of {total} answered. You can change answers until the end.",
                n=done,
                total=total,
            )
        )

    def _add(self, n: int) -> None:
        tile = QuestionTile(n + 1)
        tile.clicked.connect(lambda: self.chosen.emit(n))
        self.tiles.append(tile)
        self._tiles.addWidget(tile)
