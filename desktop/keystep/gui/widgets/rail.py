"""The navigation rail: brand on top, places, then the person at its foot."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from keystep.gui import fonts, icons
from keystep.gui.theme import Theme, theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.brand import BrandMark
from keystep.gui.widgets.label import label
from keystep.gui.widgets.layout import NORMAL, Layout
from keystep.gui.widgets.owner_foot import OwnerFoot

SizePolicy = QSizePolicy.Policy


@dataclass(frozen=True, slots=True)
class RailItem:
    """A place. ``short`` is its word in the 80 px rail, where ``text`` is too long for it."""

    key: str
    icon: str
    text: str
    short: str = ""


class RailButton(QPushButton):
    """Icon and word, 44 px high; compact: icon over word, 56 px. A badge is a number.

    Where a window is too low for large text, it gives up what is above and below icon and word,
    and then the icon: whoever wants large text reads.
    """

    def __init__(self, item: RailItem, parent: QWidget | None = None) -> None:
        super().__init__(item.text, parent)
        self.item = item
        self._compact = False
        self._badge, self._urgent = 0, False
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.set_badge(0)

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self.updateGeometry()
        self.update()

    def set_badge(self, n: int, *, urgent: bool = False) -> None:
        """``urgent``: somebody must look at it, so it is a filled pill."""
        self._badge, self._urgent = n, urgent
        self.setAccessibleName(f"{self.item.text}, {n}" if n else self.item.text)
        self.setToolTip(self.item.text.replace("<", "&lt;") if self._compact else "")
        self.update()

    def sizeHint(self) -> QSize:
        if self._compact:
            return QSize(64, self._least() + 14)
        return QSize(184, max(44, fonts.scaled(44)))

    def minimumSizeHint(self) -> QSize:
        least = fonts.line_height("caption" if self._compact else "body_strong") + 4
        return QSize(40, max(40, least))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        if self.isChecked():
            paint.box(painter, self.rect().toRectF(), theme.color("surface"), theme.color("line"))
        elif self.underMouse():
            paint.box(painter, self.rect().toRectF(), theme.color("sunken"))
        if self._compact:
            self._paint_compact(painter, theme)
        else:
            self._paint_wide(painter, theme)

    def _least(self) -> int:
        return fonts.scaled(22) + 2 + fonts.line_height("caption")

    def _icon_color(self) -> str:
        return "accent" if self.isChecked() else "ink2"

    def _paint_wide(self, painter: QPainter, theme: Theme) -> None:
        tall = self.height()
        side = fonts.scaled(20)
        place = paint.placed(self, QRectF(13, (tall - side) / 2, side, side))
        icons.draw(painter, self.item.icon, place, theme.color(self._icon_color()))
        role, color = ("body_strong", "ink") if self.isChecked() else ("body_medium", "ink2")
        room = 34 if self._badge else 0
        left = 25 + side
        words = QRectF(left, 0, self.width() - left - 12 - room, tall)
        paint.text(painter, self, words, self.item.text, role, color=theme.color(color))
        if self._badge:
            pill = max(24.0, paint.width_of(str(self._badge), "group") + 12)
            self._paint_badge(painter, theme, QRectF(self.width() - 12 - pill, 0, pill, tall))

    def _paint_compact(self, painter: QPainter, theme: Theme) -> None:
        middle, high = self.width() / 2, fonts.line_height("caption")
        side = fonts.scaled(22) if self.height() >= self._least() else 0
        top = (self.height() - (self._least() if side else high)) / 2 + (1 if side else 0)
        if side:
            icon = QRectF(middle - side / 2, top, side, side)
            icons.draw(painter, self.item.icon, icon, theme.color(self._icon_color()))
        role, color = ("group", "ink") if self.isChecked() else ("caption", "ink2")
        words = QRectF(0, top + (side + 2 if side else 0), self.width(), high)
        said = self.item.short or self.item.text
        paint.text(painter, self, words, said, role, color=theme.color(color), flags=paint.MIDDLE)
        if self._badge and self._urgent:
            wide = max(20.0, paint.width_of(str(self._badge), "group") + 10)
            start = middle + 6 if side else self.width() - wide - 2
            tall = 26 if side else self.height()
            self._paint_badge(painter, theme, QRectF(start, 0, wide, tall))

    def _paint_badge(self, painter: QPainter, theme: Theme, rect: QRectF) -> None:
        color = theme.color("ink2")
        if self._urgent:
            high = min(fonts.scaled(24), rect.width())
            pill = QRectF(rect.x(), rect.center().y() - high / 2, rect.width(), high)
            placed = paint.placed(self, pill)
            paint.box(painter, placed, theme.color("accent"), radius=high / 2)
            color = theme.color("on_accent")
        flags = paint.MIDDLE if self._urgent else paint.END
        paint.text(painter, self, rect, str(self._badge), "group_figure", color=color, flags=flags)


class Rail(QFrame):
    """Places from top to bottom; ``chosen`` carries the key a person chose.

    ``foot`` items stand above the ``owner`` and are acts, not places. Width 240 or 208 with words
    beside the icons, 80 below.
    """

    chosen = Signal(str)

    def __init__(
        self,
        items: Sequence[RailItem],
        brand: str = "Keystep",
        foot: Sequence[RailItem] = (),
        owner: tuple[str, str] = ("", ""),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "rail")
        self._group = QButtonGroup(self)
        self._buttons: dict[str, RailButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setSpacing(4)
        self._word = label(brand, "section")
        self._column.addLayout(self._brand_row())
        self._column.addSpacing(16)
        self._above, self._below = QSpacerItem(0, 0), QSpacerItem(0, 0)
        self._column.addSpacerItem(self._above)
        for place in self._add(items):
            place.setCheckable(True)
            self._group.addButton(place)
        self._column.addSpacerItem(self._below)
        self._add(foot)
        self._column.addSpacing(8)
        self.owner = OwnerFoot()
        self._column.addWidget(self.owner)
        self._compact, self._branded = False, True
        self.set_low(low=False)
        self.set_owner(*owner)
        self.arrange(NORMAL)

    def select(self, key: str | None) -> None:
        """Show where we are, without telling; None is at no place of the rail."""
        self._group.setExclusive(False)
        for place in self._group.buttons():
            place.setChecked(place is self._buttons.get(key or ""))
        self._group.setExclusive(True)

    def selected(self) -> str:
        """The key of the present place, or empty."""
        return next((key for key, b in self._buttons.items() if b.isChecked()), "")

    def button(self, key: str) -> RailButton:
        return self._buttons[key]

    def enable_places(self, enabled: bool) -> None:
        """The foot stays as it is."""
        for each in self._group.buttons():
            each.setEnabled(enabled)

    def set_low(self, *, low: bool) -> None:
        """Places as low as they go, within reach of somebody who sits; else as high."""
        free, bound = (self._above, self._below) if low else (self._below, self._above)
        free.changeSize(0, 0, SizePolicy.Minimum, SizePolicy.Expanding)
        bound.changeSize(0, 0, SizePolicy.Minimum, SizePolicy.Fixed)
        self._column.invalidate()

    def hide_brand(self) -> None:
        """It stands elsewhere."""
        self._branded = False
        self._mark.hide()
        self._word.hide()

    def show_only(self, keys: Collection[str] | None) -> None:
        """Offer these places; None is all of them."""
        for key, each in self._buttons.items():
            each.setVisible(keys is None or key in keys)

    def set_badge(self, key: str, n: int, *, urgent: bool = False) -> None:
        self._buttons[key].set_badge(n, urgent=urgent)

    def set_owner(self, name: str, place: str) -> None:
        """Who learns here, and where; an empty name hides the foot."""
        self.owner.set_owner(name, place)

    def arrange(self, layout: Layout) -> None:
        """Wear ``layout``."""
        self._compact = layout.compact_rail
        self.setFixedWidth(self._grown(layout))
        middle = Qt.AlignmentFlag.AlignHCenter if self._compact else Qt.AlignmentFlag(0)
        self._brand.setAlignment(self._mark, middle)
        self.owner.set_compact(compact=self._compact)
        side = 7 if self._compact else 12
        self._column.setContentsMargins(side, 20 if not self._compact else 14, side + 1, 20)
        self._word.setHidden(self._compact or not self._branded)
        self._brand.setContentsMargins(0 if self._compact else 8, 0, 0, 0)
        for each in self._buttons.values():
            each.set_compact(self._compact)

    def _grown(self, layout: Layout) -> int:
        """As wide as drawn, or what its widest word needs at the present text scale."""
        if not self._compact:
            return round(layout.rail * min(fonts.text_scale() / layout.times, 1.4))
        words = (each.item.short or each.item.text for each in self._buttons.values())
        return max(layout.rail, round(max(paint.width_of(word, "group") for word in words) + 30))

    def _brand_row(self) -> QHBoxLayout:
        self._brand = QHBoxLayout()
        self._brand.setSpacing(12)
        self._mark = BrandMark()
        self._brand.addWidget(self._mark)
        self._brand.addWidget(self._word, 1)
        return self._brand

    def _add(self, items: Sequence[RailItem]) -> list[RailButton]:
        for item in items:
            made = RailButton(item)
            made.clicked.connect(lambda _on, key=item.key: self.chosen.emit(key))
            self._buttons[item.key] = made
            self._column.addWidget(made)
        return [self._buttons[item.key] for item in items]
