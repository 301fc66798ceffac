"""The lessons behind a key result, and what people know before and after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from string import ascii_uppercase

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from keystep.aggregate.drilldown import LessonRow
from keystep.aggregate.learner_rows import Behind
from keystep.domain import wording
from keystep.gui import fonts
from keystep.gui.admin.board.trend_chart import TAB, LessonMark
from keystep.gui.admin.words import say, short_day
from keystep.gui.i18n import tr
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.buttons import icon_button
from keystep.gui.widgets.card import Card, divider
from keystep.gui.widgets.label import label

Served = tuple[str, LessonRow]


def marks_of(lessons: Sequence[Served]) -> tuple[LessonMark, ...]:
    """Letters for the lessons that somebody began, in the order of the list."""
    lettered = zip(ascii_uppercase, lessons, strict=False)
    return tuple(LessonMark(a, row.started) for a, (_, row) in lettered if row.started)


class LessonsCard(Card):
    """Letter, title, how many finished, and the gain with its interval or too few to say.

    ``opened`` carries the title of a lesson and the ``Behind`` that its people are.
    """

    opened = Signal(str, object)
    told = True

    def __init__(self, lessons: Sequence[Served], parent: QWidget | None = None) -> None:
        super().__init__(padding=20, spacing=12, parent=parent)
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addWidget(label(tr("Lessons behind it"), "title18"))
        head.addWidget(label(tr("What people know, before and after"), "caption", "ink2"))
        self.body.addLayout(head)
        if not lessons:
            text = say(wording.NOTHING_SERVES)
            self.body.addWidget(label(text, "body", "ink2", wrap=True))
        for letter, (title, row) in zip(ascii_uppercase, lessons, strict=False):
            if letter != ascii_uppercase[0]:
                self.body.addWidget(divider())
            self.body.addWidget(self._row(letter, title, row))

    def _row(self, letter: str, title: str, lesson: LessonRow) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(_Letter(letter), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(_words(title, lesson), 1)
        behind = Behind(lessons=(lesson.lesson,))
        row.addWidget(way_on(title, lambda: self.opened.emit(title, behind)))
        return made


def way_on(title: str, act: Callable[[], object]) -> QToolButton:
    """The way from a title to the people behind it."""
    return icon_button("chevron_next", tr("People behind {title}", title=title), on_click=act)


def _words(title: str, lesson: LessonRow) -> QVBoxLayout:
    words = QVBoxLayout()
    words.setSpacing(1)
    words.addWidget(label(title, "body_strong", wrap=True))
    words.addWidget(label(_finished(lesson), "caption_figure", "ink2", wrap=True))
    gain, beside = map(say, wording.gained_of(lesson.gain, lesson.pairs))
    line = QHBoxLayout()
    line.setSpacing(4)
    line.addWidget(label(gain, "group_figure"), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(label(beside, "caption_figure", "ink2", wrap=True), 1)
    words.addLayout(line)
    return words


def _finished(row: LessonRow) -> str:
    told = say(wording.finished_of(row.finished, row.of))
    if row.started is None:
        return told if row.of is None else say(wording.NOT_BEGUN)
    return tr("From {day} · {told}", day=short_day(row.started), told=told)


class _Letter(QWidget):
    """The tab that stands in the chart as well."""

    def __init__(self, letter: str) -> None:
        super().__init__()
        self._letter = letter
        side = fonts.scaled(TAB) + 2
        self.setFixedSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        tab = self.rect().toRectF().adjusted(0, 1, 0, 0)
        paint.box(painter, tab, theme.color("accent"), radius=6)
        color = theme.color("on_accent")
        paint.text(painter, self, tab, self._letter, "group", color=color, flags=paint.MIDDLE)
