"""A quiz after its end: each question with what was answered, what is right, and why."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from keystep.domain.quiz import Item
from keystep.gui import fonts, icons
from keystep.gui.i18n import number, tr, trn
from keystep.gui.learn.steps.check_outcome import Outcome
from keystep.gui.learn.steps.draft import Draft
from keystep.gui.learn.steps.question import QuestionView
from keystep.gui.learn.steps.verdict import VerdictCard, verdict_title, whole_kind
from keystep.gui.pages import bare
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.label import label
from keystep.gui.widgets.layout import grow_down
from keystep.gui.widgets.status import STATUSES, draw_glyph
from keystep.services.attempts import Standing

PAD, GLYPH, CHEVRON, LEAST = 16, 20, 16, 56
Ask = Callable[[Item, Draft | None], QuestionView]
"""Makes the view of a question with what was answered."""


class ReviewRow(QAbstractButton):
    """A question and how it went; a click opens and closes it. ``n`` counts from 1."""

    def __init__(self, n: int, question: str, kind: str, said: str) -> None:
        super().__init__()
        self._kind, self._said = kind, said
        self._open = False
        self._closed = tr("{n}. {question}", n=number(n), question=question)
        self._opened = tr("Question {n}", n=number(n))
        self.setText(self._closed)
        self.setProperty("focusInset", True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        grow_down(self)
        self.show_open(on=False)

    @property
    def is_open(self) -> bool:
        return self._open

    def show_open(self, *, on: bool) -> None:
        """Whether what belongs to the question stands below the row."""
        self._open = on
        self.setText(self._opened if on else self._closed)
        self.setAccessibleName(f"{self._closed}. {self._said}")
        self.setAccessibleDescription(tr("Open") if on else tr("Closed"))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        words = paint.height_of(self.text(), "body_strong", self._room(width))
        return max(fonts.scaled(LEAST), words + fonts.line_height("caption") + 2 * 12)

    def sizeHint(self) -> QSize:
        return QSize(480, self.heightForWidth(480))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        ground = "sunken" if self.underMouse() else "surface"
        area = self.rect().toRectF()
        paint.box(painter, area, theme.color(ground), theme.color("edge"))
        side, colour = fonts.scaled(GLYPH), theme.color(STATUSES[self._kind].colour)
        tall, room = fonts.line_height("body_strong"), self._room(self.width())
        words = paint.height_of(self.text(), "body_strong", room)
        top = (self.height() - words - fonts.line_height("caption")) / 2
        glyph = QRectF(PAD, top + (tall - side) / 2, side, side)
        draw_glyph(painter, self._kind, paint.placed(self, glyph), colour)
        start, ink = self._start(), theme.color("ink")
        rect = QRectF(start, top, room, words)
        paint.text(painter, self, rect, self.text(), "body_strong", color=ink, wrap=True)
        below = QRectF(start, top + words, room, fonts.line_height("caption"))
        paint.text(painter, self, below, self._said, "caption", color=colour)
        small = fonts.scaled(CHEVRON)
        sign = QRectF(self.width() - PAD - small, (self.height() - small) / 2, small, small)
        name = "chevron_up" if self._open else "chevron_down"
        icons.draw(painter, name, paint.placed(self, sign), theme.color("ink2"))

    def _start(self) -> int:
        return 2 * PAD + fonts.scaled(GLYPH)

    def _room(self, width: int) -> int:
        return max(width - self._start() - 2 * PAD - fonts.scaled(CHEVRON), 1)


class Reviewed(QWidget):
    """A row with what it opens, which is made when it is opened first. ``opened`` carries it."""

    opened = Signal(object)

    def __init__(self, n: int, item: Item, given: Draft | None, ask: Ask) -> None:
        super().__init__()
        self._item, self._given, self._ask = item, given, ask
        self._body: QWidget | None = None
        kind, said = _state(item, given)
        self.row = ReviewRow(n, item.question, kind, said)
        self.row.clicked.connect(self.turn)
        self._column = QVBoxLayout(self)
        bare(self._column)
        self._column.addWidget(self.row)

    def turn(self) -> None:
        """Open it, or close it."""
        if self._body is None:
            self._body = self._make()
            self._column.addWidget(self._body)
        self.row.show_open(on=not self.row.is_open)
        self._body.setVisible(self.row.is_open)
        if self.row.is_open:
            self.opened.emit(self)

    def _make(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 16, 0, 24)
        column.setSpacing(0)
        question = self._ask(self._item, self._given)
        given = self._given or question.draft()
        question.show_grade(self._item.asks.grade(given.response))
        column.addWidget(question)
        why = VerdictCard(made)
        if self._given is not None:
            why.show_answer(self._item, self._given)
        elif self._item.feedback:
            why.body.addWidget(label(self._item.feedback, "body", wrap=True))
            why.show()
        column.addWidget(why)
        return made


class Review(QWidget):
    """The outcome, then every question. ``retried`` as from :class:`Outcome`.

    ``opened`` carries what was opened.
    """

    retried = Signal()
    opened = Signal(object)

    def __init__(self, at: Standing, ask: Ask, *, once: bool) -> None:
        super().__init__()
        outcome = Outcome(at, once=once)
        outcome.retried.connect(self.retried)
        column = QVBoxLayout(self)
        bare(column, 8)
        column.addWidget(outcome)
        column.addSpacing(16)
        column.addWidget(label(tr("Question by question"), "title18"))
        self.questions = [
            Reviewed(n, item, _draft(at, item), ask) for n, item in enumerate(at.items, 1)
        ]
        for question in self.questions:
            question.opened.connect(self.opened)
            column.addWidget(question)


def _draft(at: Standing, item: Item) -> Draft | None:
    answer = at.given.get(item.id)
    return Draft(answer.response, answer.confidence, answer.hints) if answer else None


def _state(item: Item, given: Draft | None) -> tuple[str, str]:
    """The status of a question after the end, and its word."""
    if given is None:
        return "too_early", tr("Not answered")
    plain, earned = item.asks.grade(given.response), item.grade(given.response, given.hints)
    said = verdict_title(item, plain)
    if plain.right and not earned.right:
        said = trn("Right, with 1 hint", "Right, with {n} hints", given.hints)
    return whole_kind(earned), said
