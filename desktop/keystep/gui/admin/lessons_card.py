"""The lessons behind a key result, and what people know before and after."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_uppercase

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.aggregate.drilldown import LessonRow
from keystep.domain import wording
from keystep.gui.admin.trend_chart import TAB, LessonMark
from keystep.gui.admin.words import say, short_day
from keystep.gui.i18n import tr
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.card import Card, divider
from keystep.gui.widgets.label import label

Behind = tuple[str, LessonRow]


def marks_of(lessons: Sequence[Behind]) -> tuple[LessonMark, ...]:
    """Letters for the lessons that somebody began, in the order of the list."""
    lettered = zip(ascii_uppercase, lessons, strict=False)
    return tuple(LessonMark(a, row.started) for a, (_, row) in lettered if row.started)


class LessonsCard(Card):
    """Letter, title, how many finished, and the gain with its interval or too few to say."""

    def __init__(self, lessons: Sequence[Behind], parent: QWidget | None = None) -> None:
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
            self.body.addWidget(_row(letter, title, row))


def _row(letter: str, title: str, lesson: LessonRow) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(14)
    row.addWidget(_Letter(letter), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(1)
    words.addWidget(label(title, "body_strong", wrap=True))
    words.addWidget(label(_finished(lesson), "caption_figure", "ink2", wrap=True))
    gain, beside = map(say, wording.gained_of(lesson.gain))
    line = QHBoxLayout()
    line.setSpacing(4)
    line.addWidget(label(gain, "group_figure"), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(label(beside, "caption_figure", "ink2", wrap=True), 1)
    words.addLayout(line)
    row.addLayout(words, 1)
    return made


def _finished(row: LessonRow) -> str:
    told = say(wording.finished_of(row.finished, row.of))
    if row.started is None:
        return say(wording.NOT_BEGUN)
    return tr("From {day} · {told}", day=short_day(row.started), told=told)


class _Letter(QWidget):
    """The tab that stands in the chart as well."""

    def __init__(self, letter: str) -> None:
        super().__init__()
        self._letter = letter
        self.setFixedSize(22, 22)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        tab = QRectF(0, 1, TAB + 2, TAB + 1)
        paint.box(painter, tab, theme.color("accent"), radius=6)
        color = theme.color("on_accent")
        paint.text(painter, self, tab, self._letter, "group", color=color, flags=paint.MIDDLE)
