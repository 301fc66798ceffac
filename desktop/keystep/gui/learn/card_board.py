"""One flashcard: its question, then its answer and how well one knew it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from PySide6.QtCore import QElapsedTimer, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from keystep.domain.flashcards import Rating
from keystep.gui import fonts
from keystep.gui.i18n import ago, mark, tr, trn
from keystep.gui.learn.desk import Desk
from keystep.gui.pages import bare, empty
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import Card, IconPicture, divider, key_hints
from keystep.gui.widgets.label import ElidedLabel, label
from keystep.gui.widgets.layout import Layout
from keystep.gui.widgets.rating_button import RatingButton
from keystep.services.cards import Practice, intervals

RATINGS: Mapping[Rating, str] = {
    Rating.AGAIN: mark("Again"),
    Rating.HARD: mark("Hard"),
    Rating.GOOD: mark("Good"),
    Rating.EASY: mark("Easy"),
}
WIDEST, HIGHEST = 760, 620
STEP = 8


class _Pile(QWidget):
    """The card, and the edge of the next one under it."""

    def __init__(self, card: Card) -> None:
        super().__init__()
        self._more = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, STEP)
        column.addWidget(card)

    def set_more(self, more: bool) -> None:
        self._more = more
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._more:
            theme = theme_of(self)
            below = QRectF(16, self.height() - 40, self.width() - 32, 40)
            paint.box(paint.begin(self), below, theme.color("sunken"), theme.color("line"))


class CardBoard(QWidget):
    """Space turns the card; 1 to 4 rate it, and so does Space: Good. ``rated`` carries both."""

    rated = Signal(object, int)
    flipped = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._practice: Practice | None = None
        self.is_flipped = False
        self._shown = QElapsedTimer()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ownFocus", True)
        self._card = Card(48, 0)
        self._pile = _Pile(self._card)
        self._below = QVBoxLayout()
        bare(self._below, 8)
        column = QVBoxLayout(self)
        bare(column, 20)
        column.addWidget(self._pile, 1)
        column.addLayout(self._below)

    @property
    def practice(self) -> Practice | None:
        """The card that is shown."""
        return self._practice

    @property
    def duration_ms(self) -> int:
        """How long the card has been on the screen."""
        return self._shown.elapsed() if self._shown.isValid() else 0

    def arrange(self, layout: Layout) -> None:
        self.setMaximumSize(fonts.scaled(WIDEST), fonts.scaled(HIGHEST))
        side, top = (48, 36) if layout.margin > 24 else (28, 20)
        self._card.body.setContentsMargins(side, top, side, top - 8)

    def show_card(self, practice: Practice, *, more: bool) -> None:
        """The question of a card; ``more`` come after it."""
        self._practice, self.is_flipped = practice, False
        self._pile.set_more(more)
        self._shown.start()
        self._fill()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def flip(self) -> None:
        """Show the answer."""
        if self._practice is None or self.is_flipped:
            return
        self.is_flipped = True
        self._fill()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.flipped.emit()

    def rate(self, rating: Rating) -> None:
        """Say how well the card was known, once its answer is seen."""
        if self._practice is not None and self.is_flipped:
            self.rated.emit(self._practice, int(rating))

    def press(self, key: int) -> bool:
        """Take a key; False if it means nothing here."""
        if key in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.rate(Rating.GOOD) if self.is_flipped else self.flip()
            return True
        number = key - Qt.Key.Key_0.value
        if self.is_flipped and 1 <= number <= len(Rating):
            self.rate(Rating(number))
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.press(event.key()):
            event.ignore()

    def _fill(self) -> None:
        empty(self._card.body)
        empty(self._below)
        practice = self._practice
        if practice is None:
            return
        card = practice.card
        said = tr("Answer: {text}", text=card.back) if self.is_flipped else card.front
        self.setAccessibleName(said)
        body = self._card.body
        body.addWidget(label(tr("Question"), "label", "ink2"))
        body.addSpacing(2)
        body.addWidget(label(card.front, "title18", wrap=True))
        if self.is_flipped:
            body.addSpacing(24)
            body.addWidget(divider())
            body.addSpacing(24)
            body.addWidget(label(tr("Answer"), "label", "ink2"))
            body.addSpacing(4)
            body.addWidget(label(card.back, "section", wrap=True))
            if card.note:
                body.addSpacing(12)
                body.addWidget(label(card.note, "body", "ink2", wrap=True))
        body.addStretch(1)
        body.addSpacing(20)
        body.addWidget(self._origin(practice))
        self._below.addWidget(self._ratings(practice) if self.is_flipped else self._turn())

    def _origin(self, practice: Practice) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        bare(row, 8)
        lessons = {lesson.id: lesson.title for lesson in practice.pack.lessons}
        if practice.card.lesson in lessons:
            title = lessons[practice.card.lesson]
            row.addWidget(IconPicture("link", 16))
            words = tr("From the lesson “{title}”", title=title)
            row.addWidget(ElidedLabel(words, "caption", "ink2"), 1)
        else:
            row.addWidget(ElidedLabel(practice.deck.title, "caption", "ink2"), 1)
        row.addWidget(label(self._last_seen(practice), "caption", "ink2"))
        return made

    def _last_seen(self, practice: Practice) -> str:
        if practice.progress is None:
            return tr("New to you")
        now = self._desk.station.clock.now()
        seen = practice.progress.memory.reviewed + timedelta(minutes=now.offset)
        return tr("Last seen {when}", when=ago(seen.replace(tzinfo=None), now.local))

    def _turn(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        bare(row, 20)
        show = button(tr("Show answer"), "primary", large=True, on_click=self.flip)
        show.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.addWidget(show)
        row.addWidget(key_hints(tr("or press"), f"[{tr('Space')}]"))
        row.addStretch(1)
        return made

    def _ratings(self, practice: Practice) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        bare(grid, 12)
        grid.setVerticalSpacing(8)
        asks = label(tr("How well did you know it?"), "caption", "ink2")
        tells = ElidedLabel(tr("Below each word: when it comes back"), "caption", "ink2")
        grid.addWidget(asks, 0, 0, 1, 2)
        grid.addWidget(tells, 0, 2, 1, 2, Qt.AlignmentFlag.AlignRight)
        spans = intervals(self._desk.station, practice)
        for n, (rating, words) in enumerate(RATINGS.items()):
            made_button = RatingButton(
                tr(words), interval_words(spans[rating]), str(n + 1), usual=rating is Rating.GOOD
            )
            made_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            made_button.clicked.connect(lambda _on=False, r=rating: self.rate(r))
            grid.addWidget(made_button, 1, n)
            grid.setColumnStretch(n, 1)
        return made


def interval_words(span: timedelta) -> str:
    """ "8 min", "3 hours", "5 days", "4 months": how long until a card comes back."""
    if span < timedelta(hours=1):
        return trn("1 min", "{n} min", max(1, round(span / timedelta(minutes=1))))
    if span < timedelta(days=1):
        return trn("1 hour", "{n} hours", round(span / timedelta(hours=1)))
    days = round(span / timedelta(days=1))
    if days < 60:
        return trn("1 day", "{n} days", days)
    if days < 720:
        return trn("1 month", "{n} months", round(days / 30.44))
    return trn("1 year", "{n} years", round(days / 365.25))
