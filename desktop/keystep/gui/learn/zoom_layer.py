"""One picture over the whole window: larger, smaller, moved about, until Escape closes it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from keystep.gui import fonts
from keystep.gui.i18n import percent, tr
from keystep.gui.learn.canvas import PictureCanvas
from keystep.gui.learn.pictures import Picture
from keystep.gui.learn.spots import Markers, Spots
from keystep.gui.pages import bare, scrolled
from keystep.gui.widgets.buttons import button, icon_button
from keystep.gui.widgets.card import key_hints
from keystep.gui.widgets.label import label
from keystep.gui.widgets.layer import Layer, go_round

BESIDE, BELOW = 352, 220
NARROW = 900


@dataclass(frozen=True)
class Explained:
    """Numbered places, and the card that explains the one that is open."""

    spots: Spots
    card: QWidget


class ZoomLayer(Layer):
    """Over the pages of ``origin``, which gets the keyboard back when it closes.

    An ``explained`` picture keeps its numbers; their card is at the end edge, or below.
    """

    def __init__(
        self, origin: QWidget, picture: Picture, alt: str, explained: Explained | None = None
    ) -> None:
        super().__init__(origin)
        self._explained = explained
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Enlarged picture"))
        self.canvas = PictureCanvas(picture, alt)
        self._share = label("", "body_figure", "ink2")
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside: QWidget | None = None
        self._build()
        self.canvas.changed.connect(self._tell_size)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Every key ends here: what lies below must not turn its pages."""
        key, explained = event.key(), self._explained
        if key == Qt.Key.Key_Escape:
            self.close_layer()
        elif not (explained and explained.spots.press(key)):
            self.canvas.press(key)

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Tab stays inside."""
        return go_round(self, onward)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        bare(column)
        column.addLayout(self._bar())
        bare(self._middle, 16)
        self._middle.setContentsMargins(16, 0, 16, 16)
        self._middle.addWidget(self.canvas, 1)
        if self._explained is not None:
            self._explain(self._explained)
        column.addLayout(self._middle, 1)

    def _explain(self, explained: Explained) -> None:
        markers = Markers(self.canvas, explained.spots, self._place)
        self.canvas.changed.connect(markers.settle)
        explained.card.setLayoutDirection(self.origin.layoutDirection())
        holder = QWidget()
        column = QVBoxLayout(holder)
        bare(column)
        column.addWidget(explained.card)
        column.addStretch(1)
        self._beside = scrolled(holder)
        self._middle.addWidget(self._beside)
        explained.spots.opened.connect(self._show_spot)

    def _place(self, x: float, y: float) -> QPointF:
        return self.canvas.zoom.place(x, y)

    def _bar(self) -> QHBoxLayout:
        canvas = self.canvas
        row = QHBoxLayout()
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(8)
        row.addWidget(button(tr("Close"), "plain", icon="leave", on_click=self.close_layer))
        row.addStretch(1)
        if self.over.width() >= NARROW:
            row.addWidget(key_hints("[+]", "[−]", tr("all of it with"), "[0]"))
        row.addStretch(1)
        row.addWidget(self._share)
        row.addWidget(
            icon_button("minus", tr("Smaller"), on_click=lambda: canvas.press(Qt.Key.Key_Minus))
        )
        row.addWidget(
            icon_button("plus", tr("Larger"), on_click=lambda: canvas.press(Qt.Key.Key_Plus))
        )
        row.addWidget(button(tr("All of it"), on_click=canvas.fit))
        row.addWidget(button(percent(1), on_click=canvas.show_natural))
        return row

    def fit(self) -> None:
        super().fit()
        room = self.rect()
        narrow = room.width() < fonts.scaled(NARROW)
        directions = QBoxLayout.Direction
        self._middle.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        if self._beside is not None:
            beside = (
                (room.width(), fonts.scaled(BELOW))
                if narrow
                else (fonts.scaled(BESIDE), room.height())
            )
            self._beside.setMaximumSize(*beside)
            self._beside.setMinimumWidth(0 if narrow else beside[0])
            self._beside.setMinimumHeight(min(beside[1], BELOW) if narrow else 0)

    def _tell_size(self) -> None:
        self._share.setText(percent(self.canvas.zoom.actual))

    def _show_spot(self, n: int) -> None:
        """What is explained comes into sight."""
        if n >= 0 and self._explained is not None and not self.canvas.zoom.is_fit:
            spot = self._explained.spots.hotspots[n]
            self.canvas.wear(self.canvas.zoom.showing(spot.x / 1000, spot.y / 1000))


def enlarge(
    origin: QWidget, picture: Picture, alt: str, explained: Explained | None = None
) -> ZoomLayer:
    """Show a picture over the window of ``origin``."""
    layer = ZoomLayer(origin, picture, alt, explained)
    layer.show()
    layer.raise_()
    layer.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
    return layer
