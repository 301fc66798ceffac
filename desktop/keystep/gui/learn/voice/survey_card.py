"""A few questions after a lesson, which one may leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.domain.assigning import Question, Survey
from keystep.errors import KeystepError, NotSaved
from keystep.gui.i18n import number, tr
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.voice.parts import Keys, SaidLine, Told
from keystep.gui.pages import bare
from keystep.gui.widgets.buttons import button, say
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.label import label
from keystep.gui.widgets.segmented import Segmented
from keystep.services.assigning.told import answer_office, leave_survey
from keystep.services.run import Run
from keystep.services.voice import SURVEY, answer_survey, note_asked


class SurveyCard(Keys):
    """Each question is answered from 1 to 5, or not at all. ``ended``: answered or left.

    ``send`` keeps the answers and a sentence, ``left`` that they are not wanted.
    """

    ended = Signal()

    def __init__(
        self,
        title: str,
        questions: Sequence[Question],
        send: Callable[[Mapping[str, int], str], None],
        left: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__()
        self._title, self._keep, self._left = title, send, left
        self.scales = {question.id: Scale(question) for question in questions}
        self.line = SaidLine(tr("Anything to add"), tr("Anything to add? One sentence."))
        self.send = button(tr("Send answers"), on_click=self._send)
        self.skip = button(tr("Not now"), "quiet", on_click=self._leave)
        self._told = Told()
        self._card = Card(20, 16)
        self._asking = QWidget()
        column = QVBoxLayout(self)
        bare(column)
        column.addWidget(self._card)
        self._build()
        self._tell()

    def _build(self) -> None:
        self._card.body.addWidget(label(self._title, "label", "ink2", wrap=True))
        asking = QVBoxLayout(self._asking)
        bare(asking, 16)
        for scale in self.scales.values():
            scale.scale.chosen.connect(self._tell)
            asking.addWidget(scale)
        asking.addWidget(self.line)
        ways = QHBoxLayout()
        ways.setSpacing(12)
        ways.addWidget(self.send)
        ways.addWidget(self.skip)
        ways.addStretch(1)
        asking.addLayout(ways)
        self._card.body.addWidget(self._asking)
        self._card.body.addWidget(self._told)
        self.line.entered.connect(self._send)

    def focus_first(self) -> None:
        """Put the keyboard on the first question."""
        next(iter(self.scales.values())).scale.focus_first()

    def _answers(self) -> dict[str, int]:
        chosen = {key: scale.scale.current() for key, scale in self.scales.items()}
        return {key: n + 1 for key, n in chosen.items() if n is not None}

    def _send(self) -> None:
        answers = self._answers()
        if not answers:
            return
        words = self.line.text()
        try:
            self._keep(answers, words)
        except KeystepError as error:
            self._told.trouble(error)
            return
        self._asking.hide()
        self._told.thank(tr("Your answers help to make learning here better."))
        self.ended.emit()

    def _leave(self) -> None:
        with suppress(NotSaved):  # the worst is that it is asked once more
            self._left()
        self.hide()
        self.ended.emit()

    def _tell(self) -> None:
        ready = bool(self._answers())
        self.send.setEnabled(ready)
        say(self.send, tr("Send answers") if ready else tr("Choose a number first"))


def after_lesson(desk: Desk, run: Run) -> SurveyCard:
    """The questions about a lesson that was completed; that they were asked is remembered."""
    with suppress(NotSaved):
        note_asked(desk.station, run)
    return SurveyCard(
        tr("Three questions about this lesson"),
        [Question(q.id, tr(q.ask), tr(q.low), tr(q.high)) for q in SURVEY],
        lambda answers, text: answer_survey(desk.station, run, answers, text=text),
    )


def of_office(desk: Desk, survey: Survey) -> SurveyCard:
    """The questions of the office's."""
    station, learner = desk.station, desk.learner.id
    return SurveyCard(
        tr("The office asks: {title}", title=survey.title),
        survey.questions,
        lambda answers, text: answer_office(station, learner, survey, answers, text=text),
        lambda: leave_survey(station, learner, survey),
    )


class Scale(QWidget):
    """A question with the numbers from 1 to 5, and words at both ends."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.scale = Segmented(question.ask, [number(n) for n in range(1, 6)])
        ends = QHBoxLayout()
        ends.setSpacing(12)
        ends.addWidget(label(question.low, "caption", "ink2"))
        ends.addStretch(1)
        ends.addWidget(label(question.high, "caption", "ink2"))
        beside = QVBoxLayout()
        bare(beside, 2)
        beside.addWidget(self.scale)
        beside.addLayout(ends)
        row = QHBoxLayout()
        row.addLayout(beside)
        row.addStretch(1)
        column = QVBoxLayout(self)
        bare(column, 4)
        column.addWidget(label(question.ask, "body", wrap=True))
        column.addLayout(row)
