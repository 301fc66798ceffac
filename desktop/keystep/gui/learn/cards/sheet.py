"""The paper of a card: its face, where it comes from, and the edge of the next one under it."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, QRectF, Signal
from PySide6.QtGui import QHideEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.gui import fonts
from keystep.gui.i18n import ago, tr
from keystep.gui.learn.cards.face import CardFace
from keystep.gui.learn.cards.hint import is_slipping, slipping_hint
from keystep.gui.learn.cards.make import make_face
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.player_touch import StepTouch
from keystep.gui.pages import Scroll, bare, empty, scrolled
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.card import Card, IconPicture
from keystep.gui.widgets.label import ElidedLabel, label
from keystep.gui.widgets.layout import Layout
from keystep.services.cards import Practice

STEP = 8
LEAST = 120
"""Pixels of a card that are always seen."""
NUDGE = 80
"""Pixels that an arrow key scrolls."""


class Sheet(QWidget):
    """``opened`` carries pack and lesson of a card that keeps slipping.

    ``alone`` it scrolls, and leads there; within a lesson the page does the one, and nothing the
    other.
    """

    opened = Signal(str, str)

    def __init__(self, desk: Desk, *, alone: bool) -> None:
        super().__init__()
        self._desk, self._alone, self._more = desk, alone, False
        self._card, self._face = Card(48, 0), QVBoxLayout()
        self._foot = QVBoxLayout()
        self._hint = QWidget()
        self._area: Scroll | None = None
        self._touch: StepTouch | None = None
        self._build()

    def arrange(self, layout: Layout) -> None:
        side, top = (48, 36) if layout.roomy else (28, 20)
        self._card.body.setContentsMargins(side, top, side, top - 8)

    def show_card(self, practice: Practice, *, more: bool) -> CardFace:
        """The face of a card, asking; ``more`` come after it."""
        self._more = more
        for part in (self._face, self._foot):
            empty(part)
        face = make_face(self._desk.station.shelf, practice)
        self._face.addWidget(face)
        self._face.addStretch(1)
        self._hint = self._slipping(practice)
        self._foot.addWidget(self._hint)
        self._foot.addWidget(self._origin(practice))
        self._hint.hide()
        self.update()
        return face

    def tell(self, practice: Practice) -> None:
        """Its answer is seen: say so where it keeps slipping."""
        self._hint.setVisible(is_slipping(practice))

    def wanted(self) -> int:
        """The height in pixels at which nothing would have to scroll; 0 where it does not."""
        body = self._area.widget() if self._area else None
        if self._area is None or body is None:
            return 0
        return self.height() - self._area.viewport().height() + body.minimumHeight()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is wanted may be another from now on; a scroll area tells nobody."""
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def scroll_by(self, steps: int) -> bool:
        """Down, or up where less than 0; False where there is nothing to see there."""
        bar = self._area.verticalScrollBar() if self._area else None
        before = bar.value() if bar else 0
        if bar is not None:
            bar.setValue(before + steps * fonts.scaled(NUDGE))
        return bar is not None and bar.value() != before

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._more:
            theme = theme_of(self)
            below = QRectF(16, self.height() - 40, self.width() - 32, 40)
            paint.box(paint.begin(self), below, theme.color("sunken"), theme.color("line"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._touch is not None:
            self._touch.watch(self.window().windowHandle())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._touch is not None:
            self._touch.watch(None)

    def _build(self) -> None:
        bare(self._face)
        bare(self._foot, 8)
        body = self._card.body
        if self._alone:
            holder = QWidget()
            holder.setLayout(self._face)
            self._area = scrolled(holder)
            self._area.setMinimumHeight(LEAST)
            holder.installEventFilter(self)
            self._touch = StepTouch(self._area)
            body.addWidget(self._area, 1)
        else:
            body.addLayout(self._face, 1)
        body.addSpacing(20)
        body.addLayout(self._foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, STEP)
        column.addWidget(self._card)

    def _slipping(self, practice: Practice) -> QWidget:
        place = practice.pack.id, practice.card.lesson
        return slipping_hint(
            _lesson(practice) if self._alone else "",
            lambda: self.opened.emit(*place),
            kiosk=self._desk.settings.kiosk,
        )

    def _origin(self, practice: Practice) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        bare(row, 8)
        words = " · ".join((*practice.deck.under, practice.deck.title))
        if title := _lesson(practice):
            row.addWidget(IconPicture("link", 16))
            words = tr("From the lesson “{title}”", title=title)
        row.addWidget(ElidedLabel(words, "caption", "ink2"), 1)
        row.addWidget(label(self._last_seen(practice), "caption", "ink2"))
        return made

    def _last_seen(self, practice: Practice) -> str:
        if practice.progress is None:
            return tr("New to you")
        now = self._desk.station.clock.now()
        seen = practice.progress.memory.reviewed + timedelta(minutes=now.offset)
        return tr("Last seen {when}", when=ago(seen.replace(tzinfo=None), now.local))


def _lesson(practice: Practice) -> str:
    """The title of the lesson that a card belongs to, "" where there is none."""
    lessons = {lesson.id: lesson.title for lesson in practice.pack.lessons}
    return lessons.get(practice.card.lesson, "")
