"""The office's answers to what a learner said: where they said it, and on Today until read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from keystep.domain.matters import OfficeAnswer, Sort
from keystep.errors import KeystepError
from keystep.gui.i18n import day_month, tr, trn
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.voice.parts import Told
from keystep.gui.pages import announce, bare, empty
from keystep.gui.widgets.label import label
from keystep.gui.widgets.note_line import NoteLine
from keystep.services.office_answers import note_read, unread

MOST = 3


class AnswerList(QWidget):
    """The latest few of some answers, each below what it is about; hidden where there are none."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._column = QVBoxLayout(self)
        bare(self._column, 8)
        self.hide()

    def show_answers(self, answers: Sequence[OfficeAnswer]) -> None:
        empty(self._column)
        for one in answers[:MOST]:
            self._column.addWidget(self._answer(one))
        self.setVisible(bool(answers))

    def _answer(self, one: OfficeAnswer) -> QWidget:
        made = QFrame()
        made.setProperty("kind", "callout")
        column = QVBoxLayout(made)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(2)
        about, day = about_of(self._desk, one), day_month(one.at)
        told = tr("The office on {about}, {day}", about=about, day=day)
        column.addWidget(label(told, "caption", "ink2", wrap=True))
        column.addWidget(label(one.text, "body", wrap=True))
        return made


class AnsweredLine(QWidget):
    """The newest answer that was not read yet, until its learner says that they read it.

    ``ended``: there is none any more.
    """

    ended = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._column = QVBoxLayout(self)
        bare(self._column, 8)
        self._trouble = Told()
        self._answer = QVBoxLayout()
        bare(self._answer)
        self._column.addLayout(self._answer)
        self._column.addWidget(self._trouble)
        self.hide()

    def refresh(self, *, wait: bool = False) -> None:
        """Ask the engine again; ``wait``: something else is to be said before."""
        self._show(() if wait else unread(self._desk.station, self._desk.learner.id))

    def _show(self, answers: Sequence[OfficeAnswer]) -> None:
        empty(self._answer)
        self._trouble.clear()
        self.setVisible(bool(answers))
        if not answers:
            return
        newest = answers[0]
        title = tr("The office answered: {about}", about=about_of(self._desk, newest))
        rest = len(answers) - 1
        words = trn("Got it, 1 more", "Got it, {n} more", rest) if rest else tr("Got it")
        made = NoteLine(title, newest.text, words, partial(self._note, newest))
        self.read = made.way
        self._answer.addWidget(made)

    def _note(self, answer: OfficeAnswer) -> None:
        try:
            note_read(self._desk.station, self._desk.learner.id, answer)
        except KeystepError as error:
            self._trouble.trouble(error)
            return
        left = unread(self._desk.station, self._desk.learner.id)
        self._show(left)
        if not left:
            self.ended.emit()
            return
        self.read.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, left[0].text)


def about_of(desk: Desk, one: OfficeAnswer) -> str:
    """What an answer is about, in the learner's language."""
    if one.sort is Sort.SUGGESTED:
        return tr("your topic “{words}”", words=one.said)
    packs = desk.station.shelf.packs
    lessons = packs[one.pack].lessons if one.pack in packs else ()
    title = next((lesson.title for lesson in lessons if lesson.id == one.lesson), one.lesson)
    if one.sort is Sort.RATED:
        return tr("your stars for “{lesson}”", lesson=title)
    return tr("what you flagged in “{lesson}”", lesson=title)
