"""One flashcard: its question, then its answer and how well one knew it."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.domain.memory import Rating
from keystep.gui import fonts
from keystep.gui.i18n import tr
from keystep.gui.learn.cards.face import CardFace
from keystep.gui.learn.cards.ratings import KEYS, Ratings
from keystep.gui.learn.cards.sheet import Sheet
from keystep.gui.learn.cards.undo_row import FINGER
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.steps.sight import bring_into_sight
from keystep.gui.pages import announce, bare, empty
from keystep.gui.widgets import buttons
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import key_hints
from keystep.gui.widgets.layout import Layout
from keystep.services.cards import Practice, intervals

WIDEST, HIGHEST = 760, 620
ENTERS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
SCROLLS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 4,
    Qt.Key.Key_PageUp: -4,
}


class CardBoard(QWidget):
    """Enter, and Space unless the answer is typed, shows the answer. Then digits rate it, and so do
    both: as is suggested. ``rated`` carries the card and the rating.

    ``ways`` is what leads to the answer, and then the ratings: to be put below the board.
    ``opened`` carries pack and lesson to see again: where the board is ``alone``, see ``Sheet``.
    """

    rated = Signal(object, int)
    flipped = Signal()
    opened = Signal(str, str)

    def __init__(self, desk: Desk, *, alone: bool = False) -> None:
        super().__init__()
        self._desk, self._settings = desk, desk.settings
        self._practice: Practice | None = None
        self.face: CardFace | None = None
        self.is_flipped = False
        self._shown = QElapsedTimer()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ownFocus", True)
        self._sheet = Sheet(desk, alone=alone)
        self._sheet.opened.connect(self.opened)
        self.ways = QWidget()
        self._ways = QVBoxLayout(self.ways)
        bare(self._ways)
        column = QVBoxLayout(self)
        bare(column)
        column.addWidget(self._sheet)

    @property
    def practice(self) -> Practice | None:
        """The card that is shown."""
        return self._practice

    @property
    def duration_ms(self) -> int:
        """How long the card has been on the screen."""
        return self._shown.elapsed() if self._shown.isValid() else 0

    def arrange(self, layout: Layout) -> None:
        self.setMaximumWidth(fonts.scaled(WIDEST))
        self._sheet.arrange(layout)
        self._fit()

    def show_card(self, practice: Practice, *, more: bool) -> None:
        """The question of a card; ``more`` come after it."""
        self._practice, self.is_flipped = practice, False
        self._settings = self._desk.settings
        self._shown.start()
        self.face = self._sheet.show_card(practice, more=more)
        self.setAccessibleName(practice.card.front)
        empty(self._ways)
        self._ways.addWidget(self._turn(self.face))
        self.take_focus()

    def take_focus(self) -> None:
        """The keys come here, or to what is typed into."""
        first = self.face.first() if self.face and not self.is_flipped else None
        (first or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def flip(self) -> None:
        """Show the answer."""
        practice, face = self._practice, self.face
        if practice is None or face is None or self.is_flipped:
            return
        self.is_flipped = True
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # before what has it goes
        face.reveal()
        self._sheet.tell(practice)
        self.setAccessibleName(face.answer())
        announce(self, face.answer())
        empty(self._ways)
        ratings = self._ratings(practice, face)
        self._ways.addWidget(ratings)
        for part in filter(None, (face.told, ratings)):
            bring_into_sight(part)
        self.flipped.emit()

    def rate(self, rating: Rating) -> None:
        """Say how well the card was known, once its answer is seen."""
        if self._practice is not None and self.is_flipped:
            self.rated.emit(self._practice, int(rating))

    def press(self, key: int) -> bool:
        """Take a key; False if it means nothing here."""
        if self.face is None:
            return False
        if key in ENTERS or key == Qt.Key.Key_Space:
            self._go_on(self.face, typed=key in ENTERS)
            return True
        if key in SCROLLS:
            return self._sheet.scroll_by(SCROLLS[Qt.Key(key)])
        rating = KEYS[self._settings.rated_by].get(key - Qt.Key.Key_0.value)
        if not self.is_flipped or rating is None:
            return False
        self.rate(rating)
        return True

    def hints(self) -> tuple[str, ...]:
        """The keys that help now; a part in brackets is a key."""
        if self.is_flipped:
            digits = range(1, self._settings.rated_by + 1)
            return (tr("Rate with"), *(f"[{digit}]" for digit in digits))
        if self.face is not None and self.face.first() is not None:
            return (tr("Check with"), f"[{tr('Enter')}]")
        return (tr("Turn the card with"), f"[{tr('Space')}]")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key that is held down does nothing more: it would rate what was not read."""
        held = event.isAutoRepeat() and event.key() not in SCROLLS
        if not held and not self.press(event.key()):
            event.ignore()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _go_on(self, face: CardFace, *, typed: bool) -> None:
        """To the answer, or from it with what is suggested. A space is no end of typing."""
        if self.is_flipped:
            self.rate(face.suggested())
        elif typed or face.first() is None:
            self.flip()
        else:
            self.take_focus()

    def _fit(self) -> None:
        """No higher than a card looks well, but never lower than its words."""
        layout = self.layout()
        needed = layout.minimumHeightForWidth(self.width()) if layout else 0
        self.setMaximumHeight(max(fonts.scaled(HIGHEST), needed, self._sheet.wanted()))

    def _turn(self, face: CardFace) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        bare(row, 20)
        show = button(face.way(), "primary", large=True, on_click=self.flip)
        show.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        face.changed.connect(lambda: buttons.say(show, face.way()))
        row.addWidget(show)
        if self._settings.kiosk:
            show.setMinimumHeight(fonts.scaled(FINGER))
        else:
            key = tr("Space") if face.first() is None else tr("Enter")
            row.addWidget(key_hints(tr("or press"), f"[{key}]"))
        row.addStretch(1)
        return made

    def _ratings(self, practice: Practice, face: CardFace) -> Ratings:
        spans = intervals(self._desk.station, self._desk.learner.id, practice)
        count, keys = self._settings.rated_by, not self._settings.kiosk
        made = Ratings(count, spans, face.suggested(), keys=keys)
        made.chosen.connect(lambda rating: self.rate(Rating(rating)))
        return made
