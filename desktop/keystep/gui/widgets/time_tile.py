"""How long have you got? One tile an answer."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QWidget

from keystep.gui import fonts
from keystep.gui.theme import Theme, theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.layout import grow_down


class TimeTile(QRadioButton):
    """A figure with its unit and a line below; siblings exclude each other. ``toggled`` tells."""

    def __init__(
        self, figure: str, unit: str, line: str, height: int = 92, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._figure, self._unit, self._line, self._height = figure, unit, line, height
        self.setAccessibleName(f"{figure} {unit}")
        self.setAccessibleDescription(line)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        grow_down(self)

    def set_tile_height(self, height: int) -> None:
        """92, or 72 in a compact layout, where the figure is smaller."""
        self._height = height
        self.updateGeometry()
        self.update()

    def set_line(self, line: str) -> None:
        self._line = line
        self.setAccessibleDescription(line)
        self.update()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        below = paint.height_of(self._line, "caption", width - 32)
        return max(self._height, fonts.line_height(self._figure_role()) + below + 28)

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(200))

    def minimumSizeHint(self) -> QSize:
        figures = paint.width_of(self._figure, self._figure_role())
        unit = paint.width_of(self._unit, "body_medium")
        width = int(figures + unit + 6 + 32 + 30)
        return QSize(width, self.heightForWidth(max(width, self.width())))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, chosen = paint.begin(self), theme_of(self), self.isChecked()
        area = self.rect().toRectF()
        ground = "tint" if chosen else ("sunken" if self.underMouse() else "surface")
        border = theme.color("accent" if chosen else "edge")
        paint.box(painter, area, theme.color(ground), border, width=2 if chosen else 1)
        self._words(painter, theme)
        if chosen:
            disc = paint.placed(self, QRectF(self.width() - 34, 12, 22, 22))
            paint.box(painter, disc, theme.color("accent"), radius=11)
            paint.tick(painter, disc, theme.color("on_accent"), 1.75)

    def _words(self, painter: QPainter, theme: Theme) -> None:
        chosen, role = self.isChecked(), self._figure_role()
        color = theme.color("accent" if chosen else "ink")
        tall = fonts.line_height(role)
        small = paint.height_of(self._line, "caption", self.width() - 32)
        top = (self.height() - tall - small) / 2
        wide = paint.width_of(self._figure, role)
        paint.text(painter, self, QRectF(16, top, wide, tall), self._figure, role, color=color)
        drop = fonts.ROLES[role].px * 0.13 * fonts.text_scale()
        unit = QRectF(16 + wide + 6, top + drop, self.width() - wide - 52, tall)
        paint.text(
            painter,
            self,
            unit,
            self._unit,
            "body_medium",
            color=theme.color("accent" if chosen else "ink2"),
        )
        below = QRectF(16, top + tall, self.width() - 32, small)
        line_color = theme.color("ink" if chosen else "ink2")
        paint.text(painter, self, below, self._line, "caption", color=line_color, wrap=True)

    def _figure_role(self) -> str:
        return "big_figure" if self._height >= 92 else "figure"
