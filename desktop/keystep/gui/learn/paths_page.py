"""Paths: every lesson in its order, with where one stands in it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout

from keystep.gui import fonts
from keystep.gui.i18n import minutes, tr
from keystep.gui.learn.arrival import Arrival, arrivals
from keystep.gui.learn.certificate_line import CertificateLine
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.due_words import due_words
from keystep.gui.learn.pages import ColumnPage, PageHead
from keystep.gui.learn.step_list import draw_mark
from keystep.gui.pages import bare, empty
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.label import label
from keystep.gui.widgets.states import EmptyState
from keystep.gui.widgets.treads import Treads
from keystep.services.certificates import Held, certificates_of
from keystep.services.path_states import LessonState, PathState, path_states

WIDEST = 880
BEFORE, AFTER = 52, 32
"""Pixels before and after the words of a row."""


class LessonRow(QPushButton):
    """One lesson: its mark, title, state, minutes, what it is for. Enter or a click opens it.

    ``aimed``: the pointer or the keyboard is on it, so that it may be opened next.
    """

    aimed = Signal()

    def __init__(self, lesson: LessonState, *, arrived: bool | None, is_next: bool) -> None:
        super().__init__(lesson.title)
        self.lesson = lesson
        self._next, self._pointed = is_next, False
        self.setMouseTracking(True)
        self._state = lesson_line(lesson, arrived=arrived, is_next=is_next)
        self._takes = minutes(lesson.minutes)
        self.setAccessibleName(lesson.title)
        self._purpose = purpose(lesson)
        told = filter(None, (self._state, self._takes, *self._purpose))
        self.setAccessibleDescription(", ".join(told))
        self.setProperty("focusInset", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if not self._pointed:  # what comes to lie below a pointer at rest is not aimed at
            self._pointed = True
            self.aimed.emit()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pointed = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.aimed.emit()

    def sizeHint(self) -> QSize:
        lines = len(self._below())
        words = fonts.line_height("body_strong") + lines * fonts.line_height("caption")
        return QSize(320, max(60, words + 20))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def _room(self) -> float:
        """For the words, in pixels."""
        return self.width() - BEFORE - AFTER - self._takes_room()

    def _takes_room(self) -> float:
        return paint.width_of(self._takes, "label_figure") + 4

    def _below(self) -> tuple[str, ...]:
        """The lines below the title: task and key result in one where there is room for both."""
        one = " · ".join(self._purpose)
        fits = paint.width_of(one, "caption") <= self._room()
        return (*filter(None, (one,) if fits else self._purpose), self._state)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        ground = "tint" if self._next else "sunken"
        if self._next or self.underMouse():
            paint.box(painter, self.rect().toRectF(), theme.color(ground))
        mark = paint.placed(self, QRectF(16, (self.height() - 20) / 2, 20, 20))
        draw_mark(painter, theme, mark, done=self.lesson.done, current=self._next)
        ink2 = theme.color("ink2")
        takes, room, below = self._takes_room(), self._room(), self._below()
        first, second = fonts.line_height("body_strong"), fonts.line_height("caption")
        top = (self.height() - first - len(below) * second) / 2
        words = QRectF(BEFORE, top, room, first)
        paint.text(painter, self, words, self.text(), "body_strong", color=theme.color("ink"))
        for n, line in enumerate(below):
            place = QRectF(BEFORE, top + first + n * second, room, second)
            paint.text(painter, self, place, line, "caption", color=ink2)
        end = QRectF(self.width() - 16 - takes, 0, takes, self.height())
        paint.text(painter, self, end, self._takes, "label_figure", color=ink2, flags=paint.END)


class PathsPage(ColumnPage):
    """``opened`` carries pack and lesson."""

    opened = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(PageHead(tr("Paths")), WIDEST)
        self._desk = desk
        self._list = QVBoxLayout()
        bare(self._list, 16)
        self.column.addLayout(self._list)
        self.column.addStretch(1)

    def refresh(self) -> None:
        empty(self._list)
        paths = path_states(self._desk.station, self._desk.learner.id)
        arrival = arrivals(self._desk)
        held = certificates_of(self._desk.station, self._desk.learner.id)
        for path in paths:
            earned = [one for one in held if path_of(one) == (path.pack, path.path)]
            self._list.addWidget(self._card(path, arrival, earned))
        here = {(path.pack, path.path) for path in paths}
        if earlier := [one for one in held if path_of(one) not in here]:
            self._list.addWidget(_earlier(earlier))
        if next_one := next((path.next for path in paths if path.next), None):
            self.expected.emit(next_one.pack, next_one.lesson, "")
        if not paths:
            words = tr("The office has not sent any lessons to this computer.")
            self._list.addWidget(EmptyState("paths", tr("No paths yet"), words))
        self._list.addStretch(1)

    def rows(self) -> list[LessonRow]:
        """Every row, in the order shown."""
        return self.findChildren(LessonRow)

    def _card(self, path: PathState, arrival: Arrival, held: Iterable[Held]) -> Card:
        card = Card(24, 0)
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(path.title, "title18", wrap=True))
        done = tr("{done} of {total} lessons done", done=path.done, total=len(path.lessons))
        due = due_words(path, self._desk.station.clock.now().local.date())
        office = tr("assigned by the office") if path.assigned else ""
        line = " · ".join(filter(None, (done, office, due)))
        words.addWidget(label(line, "caption", "ink2", wrap=True))
        treads = Treads(path.done, len(path.lessons), rise=28)
        treads.setFixedWidth(220)
        head.addLayout(words, 1)
        head.addWidget(treads)
        card.body.addLayout(head)
        for one in held:
            card.body.addSpacing(8)
            card.body.addWidget(CertificateLine(one))
        card.body.addSpacing(12)
        for lesson in path.lessons:
            arrived = arrival(lesson.pack, lesson.lesson)
            row = LessonRow(lesson, arrived=arrived, is_next=lesson == path.next)
            row.clicked.connect(self._open)
            row.aimed.connect(partial(self.expected.emit, lesson.pack, lesson.lesson, ""))
            row.pressed.connect(partial(self.pressed.emit, lesson.pack, lesson.lesson, ""))
            card.body.addWidget(row)
        return card

    def _open(self) -> None:
        row = self.sender()
        if isinstance(row, LessonRow):
            self.opened.emit(row.lesson.pack, row.lesson.lesson)


def path_of(held: Held) -> tuple[str, str]:
    """The pack and the id of the path that it is about."""
    return held.stated.pack, held.stated.path


def _earlier(held: Iterable[Held]) -> Card:
    """Certificates outlive their paths."""
    card = Card(24, 8)
    card.body.addWidget(label(tr("Paths that are no longer here"), "title18", wrap=True))
    for one in held:
        card.body.addWidget(label(one.stated.title, "body_strong", wrap=True))
        card.body.addWidget(CertificateLine(one))
    return card


def purpose(lesson: LessonState) -> tuple[str, ...]:
    """The task and the key result that a lesson serves, as far as its author named them."""
    feeds = tr("Feeds: {title}", title=lesson.serves) if lesson.serves else ""
    return tuple(filter(None, (lesson.task, feeds)))


def lesson_line(lesson: LessonState, *, arrived: bool | None, is_next: bool) -> str:
    """Where a lesson stands, in words, and whether the office has what was done of it."""
    place = lesson_place(lesson, is_next=is_next)
    if arrived is None or not (lesson.open or lesson.done):
        return place
    return tr("{place} · arrived", place=place) if arrived else tr("{place} · waiting", place=place)


def lesson_place(lesson: LessonState, *, is_next: bool) -> str:
    """How far it was taken."""
    if lesson.open and lesson.step:
        place = tr("Open at step {n} of {total}", n=lesson.step, total=lesson.steps)
        return tr("{place}, done before", place=place) if lesson.done else place
    if lesson.done:
        return tr("Done")
    return tr("Next") if is_next else tr("Not started")
