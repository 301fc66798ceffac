"""Beside the end of a lesson: what is worth doing next, the skills, the key result it serves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystep.domain.quiz import Confidence
from keystep.domain.session import SECONDS_PER_CARD
from keystep.gui.i18n import mark, minutes, percent, tr, trn
from keystep.gui.learn.completion_parts import skill_rows
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.key_result import change_line, ruler_model, status_of
from keystep.gui.learn.skill_map import WayCard
from keystep.gui.pages import bare
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.label import label
from keystep.gui.widgets.ruler import Ruler
from keystep.gui.widgets.status import StatusWord
from keystep.services.completion import Completion
from keystep.services.path_states import LessonState
from keystep.services.run import Run

SURENESS: Mapping[Confidence, str] = {
    Confidence.CERTAIN: mark("When you are certain, you are right {share} of the time."),
    Confidence.FAIRLY: mark("When you are fairly sure, you are right {share} of the time."),
    Confidence.GUESS: mark("When you guess, you are right {share} of the time."),
}


class CompletionSide(QWidget):
    """A column of cards. ``practised``: on to the cards that are due."""

    practised = Signal()

    def __init__(self, desk: Desk, run: Run, completion: Completion) -> None:
        super().__init__()
        self._desk, self._run, self._completion = desk, run, completion
        column = QVBoxLayout(self)
        bare(column, 16)
        for card in self._cards():
            column.addWidget(card)
        column.addStretch(1)

    def _cards(self) -> Iterator[QWidget]:
        done = self._completion
        if done.needs is not None:
            yield WayCard(self._desk, done.needs)
        if done.due:
            yield self._due(done.due)
        if done.next_lesson is not None and done.needs is None:
            yield _next(done.next_lesson)
        if done.skills and done.needs is None:
            yield self._skills()
        if done.calibration:
            yield self._sureness()
        yield from self._served()

    def _due(self, due: int) -> Card:
        card = Card(20, 0)
        card.body.addWidget(label(tr("Worth doing next"), "label", "ink2"))
        card.body.addWidget(label(trn("1 card to keep", "{n} cards to keep", due), "body_strong"))
        takes = minutes(due * SECONDS_PER_CARD / 60)
        card.body.addWidget(label(takes, "caption_figure", "ink2"))
        card.body.addSpacing(12)
        card.body.addWidget(button(tr("Practise now"), on_click=self.practised.emit))
        return card

    def _skills(self) -> Card:
        card = Card(20, 10)
        card.body.addWidget(label(tr("Skills you trained"), "label", "ink2"))
        for skill in self._completion.skills:
            card.body.addLayout(skill_rows(skill))
        return card

    def _sureness(self) -> Card:
        card = Card(20, 6)
        card.body.addWidget(label(tr("How sure you can be"), "label", "ink2"))
        for told in self._completion.calibration:
            words = tr(SURENESS[told.confidence], share=percent(told.share))
            card.body.addWidget(label(words, "body", wrap=True))
        return card

    def _served(self) -> Iterator[Card]:
        """The key result that the lesson serves, as far as it is known here."""
        wanted = self._completion.key_result
        titles = {kr.id: kr.title for kr in self._run.pack.key_results}
        word = self._desk.key_result(wanted)
        if word is None and wanted not in titles:
            return
        card = Card(20, 0)
        card.body.addWidget(label(tr("This helps"), "label", "ink2"))
        title = word.title if word else titles[wanted]
        card.body.addWidget(label(title, "body_strong", wrap=True))
        if word:
            card.body.addWidget(label(change_line(word), "caption_figure", "ink2", wrap=True))
            card.body.addWidget(Ruler(ruler_model(word)))
            card.body.addWidget(StatusWord(status_of(word), role="group"))
        yield card


def _next(lesson: LessonState) -> Card:
    card = Card(20, 0)
    card.body.addWidget(label(tr("Next on your path"), "label", "ink2"))
    card.body.addWidget(label(lesson.title, "body_strong", wrap=True))
    card.body.addWidget(label(minutes(lesson.minutes), "caption_figure", "ink2"))
    return card
