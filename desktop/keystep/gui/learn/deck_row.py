"""A deck of one's own: what it holds, and whether new cards come from it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QCheckBox

from keystep.gui import fonts
from keystep.gui.i18n import number, tr, trn
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.choice import draw_mark, mark_size
from keystep.gui.widgets.layout import grow_down
from keystep.services.decks import DeckState

PAD, ABOVE, LEAST = 16, 10, 60


class DeckRow(QCheckBox):
    """Ticked by click, touch and Space: new cards come. ``toggled`` tells."""

    def __init__(self, deck: DeckState) -> None:
        super().__init__(deck.title)
        self.deck = deck
        self._line = counts_line(deck)
        self._under = " › ".join(deck.under)
        self.setChecked(deck.chosen)
        self.setAccessibleName(deck.title)
        self.setAccessibleDescription(". ".join(filter(None, (self._under, self._line))))
        self.setProperty("focusInset", True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        grow_down(self)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        high = sum(paint.height_of(words, role, self._room(width)) for words, role in self._rows())
        return max(fonts.scaled(LEAST), high + 2 * ABOVE)

    def sizeHint(self) -> QSize:
        return QSize(480, self.heightForWidth(480))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, chosen = paint.begin(self), theme_of(self), self.isChecked()
        ground = "tint" if chosen else ("sunken" if self.underMouse() else "surface")
        border = theme.color("accent" if chosen else "edge")
        paint.box(painter, self.rect().toRectF(), theme.color(ground), border)
        side = mark_size()
        box = paint.placed(self, QRectF(PAD, (self.height() - side) / 2, side, side))
        draw_mark(painter, theme, box, checked=chosen, several=True)
        room = self._room(self.width())
        highs = [paint.height_of(words, role, room) for words, role in self._rows()]
        top = (self.height() - sum(highs)) / 2
        for (words, role), high in zip(self._rows(), highs, strict=True):
            ink = theme.color("ink" if role == "body_strong" else "ink2")
            place = QRectF(self._start(), top, room, high)
            paint.text(painter, self, place, words, role, color=ink, wrap=True)
            top += high

    def _rows(self) -> tuple[tuple[str, str], ...]:
        rows = ((self._under, "caption"), (self.text(), "body_strong"), (self._line, "caption"))
        return tuple(row for row in rows if row[0])

    def _start(self) -> int:
        return 2 * PAD + mark_size()

    def _room(self, width: int) -> int:
        return width - self._start() - PAD


def counts_line(deck: DeckState) -> str:
    """ "120 cards: 90 new, 12 due, 18 kept". Those that are known and not due are kept."""
    cards = trn("1 card", "{n} cards", deck.cards)
    counts = tr(
        "{new} new, {due} due, {kept} kept",
        new=number(deck.cards - deck.seen),
        due=number(deck.due),
        kept=number(deck.seen - deck.due),
    )
    return tr("{cards}: {counts}", cards=cards, counts=counts)
