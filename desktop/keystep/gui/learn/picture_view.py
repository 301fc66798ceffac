"""A picture on a page. Click, touch, Space and Enter enlarge it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from keystep.gui import icons
from keystep.gui.confined import is_confined
from keystep.gui.i18n import tr
from keystep.gui.learn.pictures import Media, Picture
from keystep.gui.learn.zoom_layer import Explained, enlarge
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.layout import grow_down

RADIUS = 10
BADGE, ICON, GAP = 32, 18, 8


class PictureView(QAbstractButton):
    """As wide as there is room and as high as it then must be. ``alt`` says what it shows."""

    def __init__(self, picture: Picture, alt: str) -> None:
        super().__init__()
        self.picture, self.alt = picture, alt
        self._explained: Callable[[], Explained] | None = None
        self.setAccessibleName(alt)
        self.setAccessibleDescription(alt)
        self.setToolTip(tr("Enlarge"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        grow_down(self)
        self.clicked.connect(self.enlarge)

    def explain(self, explained: Callable[[], Explained]) -> None:
        """Enlarged, it comes with its numbers and a card of their own."""
        self._explained = explained

    def place(self, x: float, y: float) -> QPointF:
        """Where a point of the picture, as shares of its sides, lies here."""
        return QPointF(x * self.width(), y * self.height())

    def enlarge(self) -> None:
        """Show it over the whole window."""
        enlarge(self, self.picture, self.alt, self._explained() if self._explained else None)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        size = self.picture.natural
        return round(width * size.height() / size.width())

    def sizeHint(self) -> QSize:
        return QSize(640, self.heightForWidth(640))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.heightForWidth(max(self.width(), 160)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        corners = QPainterPath()
        corners.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.setClipPath(corners)
        self.picture.draw(painter, QRectF(self.rect()))
        if is_confined() or self.underMouse() or self.hasFocus():
            self._draw_badge(painter)

    def _draw_badge(self, painter: QPainter) -> None:
        """The sign that there is more to see, in the corner at the end.

        Only to who points here: it covers what the author drew there.
        """
        theme = theme_of(self)
        corner = QRectF(self.width() - BADGE - GAP, self.height() - BADGE - GAP, BADGE, BADGE)
        place = paint.placed(self, corner)
        fill = theme.color("tint" if self.underMouse() else "surface")
        paint.box(painter, place, fill, theme.color("edge"), radius=6)
        inset = (BADGE - ICON) / 2
        icon = place.adjusted(inset, inset, -inset, -inset)
        icons.draw(painter, "fullscreen", icon, theme.color("ink"))


def picture_view(media: Media, name: str, alt: str) -> QWidget:
    """A picture of the pack, or what it would have shown where its file is damaged."""
    shown = media.picture(name)
    if shown is None:
        return Callout("warning", tr("This picture cannot be shown"), alt)
    return PictureView(shown, alt)
