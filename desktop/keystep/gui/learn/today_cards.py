"""The cards beside the minutes on Today: path, key result, week."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSpacerItem, QVBoxLayout

from keystep.domain.bundles import KeyResultWord
from keystep.gui import fonts
from keystep.gui.i18n import number, tr, trn
from keystep.gui.learn.due_words import due_words
from keystep.gui.learn.key_result import change_line, ruler_model, status_of
from keystep.gui.pages import bare, empty
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.label import ElidedLabel, label
from keystep.gui.widgets.layout import Layout
from keystep.gui.widgets.ruler import Ruler
from keystep.gui.widgets.segments import DayBlocks
from keystep.gui.widgets.status import StatusWord
from keystep.gui.widgets.treads import Treads
from keystep.services.path_states import PathState
from keystep.services.today import DayState


class PathCard(Card):
    """Where the path stands; ``opened`` carries pack and lesson."""

    opened = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(24, 0)
        self._head = label("", "label", "ink2", wrap=True)
        self._title = label("", "title18", wrap=True)
        self._treads = Treads(0, 1, rise=30)
        self._done = label("", "caption", "ink2")
        self._next = label("", "body_strong", wrap=True)
        self._takes = label("", "caption", "ink2", wrap=True)
        self._continue = button(tr("Continue path"), on_click=self._open)
        for part in (self._head, self._title):
            self.body.addWidget(part)
        self.body.addSpacing(8)
        self.body.addWidget(self._treads)
        self.body.addSpacing(8)
        self.body.addWidget(self._done)
        self._gap = QSpacerItem(0, 10)
        self.body.addItem(self._gap)
        for part in (self._next, self._takes):
            self.body.addWidget(part)
        self.body.addSpacing(12)
        self.body.addWidget(self._continue)
        self._path: PathState | None = None
        self._on = date.min
        self._short = False

    def arrange(self, layout: Layout) -> None:
        self.set_padding(layout.card_padding)
        self._short = layout.low
        if self._short:
            self.body.setContentsMargins(layout.card_padding, 14, layout.card_padding, 16)
        fonts.set_role(self._title, "body_strong" if self._short else "title18")
        fonts.set_role(self._next, "body" if self._short else "body_strong")
        self._gap.changeSize(0, 4 if self._short else 10)
        self._say()

    def show_path(self, path: PathState | None, on: date) -> None:
        """``on`` is today, by which it is said until when it is to be done."""
        self.setVisible(path is not None)
        self._path, self._on = path, on
        self._say()

    def _say(self) -> None:
        path = self._path
        if path is None:
            return
        done = tr("{done} of {total} lessons done", done=path.done, total=len(path.lessons))
        head = tr("Assigned to you") if path.assigned else tr("Your path")
        self._head.setText(f"{head} · {done}" if self._short else head)
        self._done.setText(done)
        self._done.setVisible(not self._short)
        self._title.setText(path.title)
        self._treads.set_done(path.done, len(path.lessons))
        ahead = path.next
        for part in (self._takes, self._continue):
            part.setVisible(ahead is not None)
        if ahead is None:
            self._next.setText(tr("You reached the flag"))
            return
        self._next.setText(ahead.title if self._short else tr("Next: {title}", title=ahead.title))
        takes = tr("{n} min", n=number(ahead.minutes))
        self._takes.setText(" · ".join(filter(None, (takes, due_words(path, self._on)))))

    def _open(self) -> None:
        if self._path and self._path.next:
            self.opened.emit(self._path.next.pack, self._path.next.lesson)


class WhyCard(Card):
    """The key result that the learning serves, with its ruler."""

    def __init__(self, padding: int = 24) -> None:
        super().__init__(padding, 0)
        self._short = False
        self._word: KeyResultWord | None = None

    def arrange(self, layout: Layout) -> None:
        self._short = layout.low
        side, high = layout.card_padding, 12 if self._short else 16
        self.body.setContentsMargins(side, high, side, high)
        self.show_word(self._word)

    def show_word(self, word: KeyResultWord | None) -> None:
        """None hides the card: the office has not said anything yet."""
        self._word = word
        self.setVisible(word is not None)
        empty(self.body)
        if word is None:
            return
        head = QHBoxLayout()
        head.setSpacing(8)
        first = word.title if self._short else tr("Why this matters")
        role, colour = ("group", "ink") if self._short else ("label", "ink2")
        head.addWidget(ElidedLabel(first, role, colour), 1)
        status = StatusWord(status_of(word), role="group")
        head.addWidget(status, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(head)
        if not self._short:
            self.body.addWidget(label(word.title, "body_strong", wrap=True))
            self.body.addWidget(label(change_line(word), "caption_figure", "ink2", wrap=True))
            self.body.addSpacing(6)
        self.body.addWidget(Ruler(ruler_model(word)))
        if word.basis and not self._short:
            self.body.addWidget(label(word.basis, "caption_figure", "ink2", wrap=True))


class WeekCard(Card):
    """Which days of this week had learning in them. A missed day costs nothing."""

    def __init__(self) -> None:
        super().__init__(24, 8)
        self._head = QHBoxLayout()
        self._days = label("", "group")
        self._calm = label(tr("A missed day costs nothing."), "caption", "ink2")
        self._head.addWidget(self._days)
        self._head.addStretch(1)
        self._head.addWidget(self._calm)
        self._blocks = QVBoxLayout()
        bare(self._blocks)
        self.body.addLayout(self._head)
        self.body.addLayout(self._blocks)

    def arrange(self, layout: Layout) -> None:
        high = 12 if layout.low else 16
        self.body.setContentsMargins(layout.card_padding, high, layout.card_padding, high - 2)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """What calms is said whole or not at all: languages and sizes of letters differ."""
        margins = self.body.contentsMargins()
        room = self.width() - margins.left() - margins.right() - self._head.spacing()
        wanted = self._days.sizeHint().width() + self._calm.sizeHint().width()
        self._calm.setVisible(wanted <= room)

    def show_week(self, week: tuple[DayState, ...], today: int) -> None:
        """``today`` is the place of the present day in ``week``."""
        learned = tuple(day.active for day in week)
        self._days.setText(trn("1 day this week", "{n} days this week", sum(learned)))
        self._fit()
        letters = tuple(
            QLocale().dayName(day.day.isoweekday(), QLocale.FormatType.NarrowFormat) for day in week
        )
        empty(self._blocks)
        self._blocks.addWidget(DayBlocks(learned, today, letters))
