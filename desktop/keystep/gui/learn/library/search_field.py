"""What looks like a line to search with: it opens the search."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from keystep.gui import fonts, icons
from keystep.gui.i18n import tr
from keystep.gui.learn.library import caps
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.layout import Layout

HIGH, ICON = 40, 20


class SearchField(QAbstractButton):
    """40 px high; wide enough for what the layout leaves it to say."""

    def __init__(self) -> None:
        super().__init__()
        self._width, self._key = 360, tr("Ctrl K")
        self.setText(tr("Search lessons, checklists, cards"))
        self.setAccessibleName(tr("Search"))
        self.setAccessibleDescription(tr("Ctrl and K, on every screen"))
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def arrange(self, layout: Layout) -> None:
        """Say less where there is less room."""
        roomy = layout.roomy
        whole = tr("Search lessons, checklists, cards") if roomy else tr("Search lessons and cards")
        self.setText(tr("Search") if layout.one_column else whole)
        self._width = 160 if layout.one_column else (360 if roomy else 320)
        self._key = tr("Ctrl K") if roomy else ""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(fonts.scaled(self._width), max(HIGH, fonts.scaled(HIGH)))

    def minimumSizeHint(self) -> QSize:
        return QSize(fonts.scaled(120), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, tall = paint.begin(self), theme_of(self), self.height()
        ground = theme.color("sunken" if self.underMouse() else "surface")
        paint.box(painter, self.rect().toRectF(), ground, theme.color("edge"))
        side = fonts.scaled(ICON)
        icon = paint.placed(self, QRectF(13, (tall - side) / 2, side, side))
        icons.draw(painter, "search", icon, theme.color("ink2"))
        end = self.width() - 13.0
        if self._key:
            end -= caps.key(painter, self, end, tall / 2, self._key)
        words = QRectF(23 + side, 0, end - side - 31, tall)
        paint.text(painter, self, words, self.text(), "body", color=theme.color("ink2"))
