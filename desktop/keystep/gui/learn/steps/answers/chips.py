"""Things that can be taken, and what they look like taken, put and checked."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from keystep.gui import fonts, icons
from keystep.gui.i18n import tr
from keystep.gui.learn.steps.answers import told as telling
from keystep.gui.learn.steps.answers.told import Told
from keystep.gui.theme import Theme, theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.layout import grow_down

GRIP, PAD, ABOVE, LEAST = 20, 12, 8, 40
WIDEST = 360


class Chip(QAbstractButton):
    """A thing with a grip before its words; checked while it is taken.

    ``lies`` says for a screen reader what it is and where.
    """

    least = LEAST
    widest = WIDEST

    def __init__(self, text: str) -> None:
        super().__init__()
        self._told: Told | None = None
        self._lies = text
        self.hole = False
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusInset", True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        grow_down(self, QSizePolicy.Policy.Preferred)

    @property
    def told(self) -> Told | None:
        return self._told

    def nextCheckState(self) -> None:
        """Whoever carries it says whether it is taken."""

    def say(self, lies: str, *, taken: bool) -> None:
        """Where it lies now, and whether it is in the hand."""
        self._lies = lies
        self.setChecked(taken)
        self.setAccessibleName(tr("{thing}, taken", thing=lies) if taken else lies)

    def show_verdict(self, told: Told) -> None:
        """From now on it stays where it is; it can be reached, so that it can be read."""
        self._told = told
        self.setChecked(False)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        told.say_of(self, self._lies)
        self.updateGeometry()
        self.update()

    def set_hole(self, hole: bool) -> None:
        """An empty outline: its picture is being dragged."""
        self.hole = hole
        self.update()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        words = telling.height_of(self.text(), self._told, self.room(width))
        return max(fonts.scaled(self.least), words + 2 * ABOVE)

    def sizeHint(self) -> QSize:
        around = self.start() + self.end() + 2
        widest = [paint.width_of(self.text(), telling.ROLE)]
        if self._told:
            widest.append(fonts.scaled(220))
        width = min(int(max(widest)) + around, fonts.scaled(self.widest))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.start() + self.end() + fonts.scaled(40), fonts.scaled(self.least))

    def start(self) -> int:
        """Pixels before the words."""
        return PAD if self._told else PAD - 4 + fonts.scaled(GRIP) + 4

    def end(self) -> int:
        """Pixels after the words."""
        return PAD

    def room(self, width: int) -> int:
        """The width of the words in a chip of ``width``."""
        return max(width - self.start() - self.end(), 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        if self.hole:
            outline(painter, theme, self.rect().toRectF(), "sunken", "edge")
            return
        self.draw_box(painter, theme)
        if self._told is None:
            self.draw_grip(painter, theme)
        words = QRectF(self.start(), 0, self.room(self.width()), self.height())
        telling.draw(painter, self, words, self.text(), self._told)

    def draw_box(self, painter: QPainter, theme: Theme) -> None:
        area = self.rect().toRectF()
        if self._told:
            telling.frame(painter, theme, area, self._told)
        elif self.isChecked() or self.isDown():
            paint.box(painter, area, theme.color("tint"), theme.color("accent"), width=2)
        else:
            fill = "sunken" if self.underMouse() else "surface"
            paint.box(painter, area, theme.color(fill), theme.color("edge"))

    def draw_grip(self, painter: QPainter, theme: Theme) -> None:
        side = fonts.scaled(GRIP)
        rect = QRectF(PAD - 4, (self.height() - side) / 2, side, side)
        colour = "accent" if self.isChecked() else "ink2"
        icons.draw(painter, "grip", paint.placed(self, rect), theme.color(colour))


def outline(painter: QPainter, theme: Theme, area: QRectF, fill: str, edge: str) -> None:
    """A dashed box: room for something."""
    paint.box(painter, area, theme.color(fill))
    pen = QPen(theme.color(edge), 1)
    pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 9.5, 9.5)
