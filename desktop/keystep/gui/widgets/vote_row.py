"""What a group may say in a scenario: a number, the words, the votes, a vote taken away."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from keystep.gui import fonts
from keystep.gui.i18n import number, tr, trn
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.buttons import icon_button
from keystep.gui.widgets.layout import grow_down

_CAP, _MINUS, _COUNT, _PAD = 36, 48, 88, 16


class VoteRow(QAbstractButton):
    """A tap anywhere is a vote. ``voted`` carries the row and 1, or -1 for one taken away."""

    voted = Signal(object, int)

    def __init__(self, n: int, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.number, self.votes = n, 0
        self._leading = self._tied = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        grow_down(self)
        less = tr("One vote less for reply {n}", n=number(n))
        self.minus = icon_button("minus", less, on_click=self.take_one, parent=self)
        self.clicked.connect(lambda: self._add(1))
        self._name()

    def take_one(self) -> None:
        """Take a vote away, if there is one."""
        if self.votes:
            self._add(-1)

    def set_leading(self, leading: bool, *, tied: bool) -> None:
        """Whether it has most votes, or as many as another."""
        self._leading, self._tied = leading, leading and tied
        self._name()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        words = paint.height_of(self.text(), "title18", width - self._around())
        return max(fonts.scaled(76), words + 32)

    def sizeHint(self) -> QSize:
        return QSize(560, self.heightForWidth(560))

    def minimumSizeHint(self) -> QSize:
        return QSize(280, self.heightForWidth(max(self.width(), 280)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = fonts.scaled(_MINUS)
        left = self.width() - _PAD - fonts.scaled(_COUNT) - side
        area = QRectF(left, (self.height() - side) / 2, side, side)
        self.minus.setGeometry(paint.placed(self, area).toRect())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        ground = "tint" if self._leading else "sunken" if self.underMouse() else "surface"
        border = theme.color("accent" if self._leading else "edge")
        width = 2 if self._leading else 1
        paint.box(painter, self.rect().toRectF(), theme.color(ground), border, width=width)
        side, ink = fonts.scaled(_CAP), theme.color("ink")
        if self.votes:
            around = QRectF(self.minus.geometry())
            paint.box(painter, around, theme.color("surface"), theme.color("edge"), width=1)
        cap = QRectF(_PAD, (self.height() - side) / 2, side, side)
        place, edge = paint.placed(self, cap), theme.color("edge")
        paint.box(painter, place, theme.color("surface"), edge, width=1, radius=6)
        figure = number(self.number)
        paint.text(painter, self, cap, figure, "strong_figure", color=ink, flags=paint.MIDDLE)
        words = QRectF(2 * _PAD + side, 0, self.width() - self._around(), self.height())
        paint.text(painter, self, words, self.text(), "title18", color=ink, wrap=True)
        top = (self.height() - fonts.scaled(50)) / 2
        count = QRectF(self.width() - fonts.scaled(_COUNT) - 8, top, fonts.scaled(_COUNT), 0)
        count.setHeight(fonts.scaled(32))
        paint.text(
            painter, self, count, number(self.votes), "figure", color=ink, flags=paint.MIDDLE
        )
        count.translate(0, fonts.scaled(32))
        count.setHeight(fonts.scaled(18))
        colour = theme.color("accent" if self._leading else "ink2")
        paint.text(painter, self, count, self._said(), "label", color=colour, flags=paint.MIDDLE)

    def _said(self) -> str:
        if self._tied:
            return tr("a tie")
        return tr("most votes") if self._leading else trn("vote", "votes", self.votes)

    def _around(self) -> int:
        """What is not for the words."""
        return 4 * _PAD + fonts.scaled(_CAP) + fonts.scaled(_MINUS) + fonts.scaled(_COUNT)

    def _add(self, more: int) -> None:
        self.votes += more
        self._name()
        self.update()
        self.voted.emit(self, more)

    def _name(self) -> None:
        self.minus.setVisible(self.votes > 0)
        votes = tr("{words}: {n}", words=self._said(), n=number(self.votes))
        self.setAccessibleName(f"{number(self.number)}: {self.text()}")
        self.setAccessibleDescription(votes)
