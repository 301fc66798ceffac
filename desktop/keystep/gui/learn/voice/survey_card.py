"""A few questions after a lesson, which one may leave."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.errors import KeystepError, NotSaved
from keystep.gui.i18n import number, tr
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.voice.parts import Keys, SaidLine, Told
from keystep.gui.pages import bare
from keystep.gui.widgets.buttons import button, say
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.label import label
from keystep.gui.widgets.segmented import Segmented
from keystep.services.run import Run
from keystep.services.voice import SURVEY, Question, answer_survey, note_asked


class SurveyCard(Keys):
    """Each question is answered from 1 to 5, or not at all. ``ended``: answered or left."""

    ended = Signal()

    def __init__(self, desk: Desk, run: Run) -> None:
        super().__init__()
        self._desk, self._run = desk, run
        self.scales = {question.id: Scale(question) for question in SURVEY}
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
        # Where this is not kept, the worst is that the learner is asked once more.
        with suppress(NotSaved):
            note_asked(desk.station, run)

    def _build(self) -> None:
        head = tr("Three questions about this lesson")
        self._card.body.addWidget(label(head, "label", "ink2", wrap=True))
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

    def _answers(self) -> dict[str, int]:
        chosen = {key: scale.scale.current() for key, scale in self.scales.items()}
        return {key: n + 1 for key, n in chosen.items() if n is not None}

    def _send(self) -> None:
        answers = self._answers()
        if not answers:
            return
        words = self.line.text()
        try:
            answer_survey(self._desk.station, self._run, answers, text=words)
        except KeystepError as error:
            self._told.trouble(error)
            return
        self._asking.hide()
        self._told.thank(tr("Your answers help to make this lesson better."))
        self.ended.emit()

    def _leave(self) -> None:
        self.hide()
        self.ended.emit()

    def _tell(self) -> None:
        ready = bool(self._answers())
        self.send.setEnabled(ready)
        say(self.send, tr("Send answers") if ready else tr("Choose a number first"))


class Scale(QWidget):
    """A question with the numbers from 1 to 5, and words at both ends."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        ask = tr(question.ask)
        self.scale = Segmented(ask, [number(n) for n in range(1, 6)])
        ends = QHBoxLayout()
        ends.setSpacing(12)
        ends.addWidget(label(tr(question.low), "caption", "ink2"))
        ends.addStretch(1)
        ends.addWidget(label(tr(question.high), "caption", "ink2"))
        beside = QVBoxLayout()
        bare(beside, 2)
        beside.addWidget(self.scale)
        beside.addLayout(ends)
        row = QHBoxLayout()
        row.addLayout(beside)
        row.addStretch(1)
        column = QVBoxLayout(self)
        bare(column, 4)
        column.addWidget(label(ask, "body", wrap=True))
        column.addLayout(row)
