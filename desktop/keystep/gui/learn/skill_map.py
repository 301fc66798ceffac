"""What a diagnostic found: how sure it is of each skill, and the way that follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from keystep.domain.diagnostic import Knowing
from keystep.errors import KeystepError
from keystep.gui import tasks
from keystep.gui.i18n import mark, minutes, number, percent, tr, trn
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.voice.parts import Keys
from keystep.gui.pages import announce, bare, empty
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.card import Card, divider
from keystep.gui.widgets.label import label
from keystep.gui.widgets.status import StatusWord
from keystep.services.needs import Needs, SkillFound, leave_out
from keystep.services.path_states import LessonState


@dataclass(frozen=True, slots=True)
class Finding:
    """How a skill that was found so is shown: a state of ``status`` and its untranslated word."""

    status: str
    word: str


FINDINGS: Mapping[Knowing, Finding] = {
    Knowing.KNOWN: Finding("right", mark("You know it")),
    Knowing.NEEDED: Finding("missed", mark("Worth learning")),
    Knowing.UNSURE: Finding("too_early", mark("Not sure yet")),
}


class SkillMap(QWidget):
    """Every skill with a word, a bar and how sure that is."""

    def __init__(self, found: Needs) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        bare(column, 18)
        column.addWidget(label(tr("What you know already"), "body_strong", wrap=True))
        for skill in found.skills:
            column.addWidget(SkillRow(skill))


class SkillRow(QWidget):
    """One skill. The bar is full where it is certain that the learner masters it."""

    def __init__(self, skill: SkillFound) -> None:
        super().__init__()
        finding, sure = FINDINGS[skill.belief.knowing], how_sure(skill)
        self.setAccessibleName(skill.title)
        self.setAccessibleDescription(f"{tr(finding.word)}. {sure}")
        column = QVBoxLayout(self)
        bare(column, 6)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(label(skill.title, "body", wrap=True), 1)
        row.addWidget(
            StatusWord(finding.status, tr(finding.word), "group"), 0, Qt.AlignmentFlag.AlignTop
        )
        column.addLayout(row)
        column.addWidget(_bar(skill, sure))
        column.addWidget(label(sure, "caption_figure", "ink2", wrap=True))


def how_sure(skill: SkillFound) -> str:
    """ "93 % sure, from 2 questions"."""
    belief, n = skill.belief, skill.belief.questions
    if n == 0:
        return tr("Nothing was asked about this.")
    if belief.knowing is Knowing.UNSURE:
        return trn(
            "{share} likely that you know it, from 1 question",
            "{share} likely that you know it, from {n} questions",
            n,
            share=percent(belief.p),
        )
    sure = percent(belief.sure)
    return trn("{share} sure, from 1 question", "{share} sure, from {n} questions", n, share=sure)


class WayCard(Keys):
    """The lessons to take, in their order; and those to leave out, if the learner says so."""

    def __init__(self, desk: Desk, found: Needs) -> None:
        super().__init__()
        self._desk, self._found = desk, found
        self.leave = button(tr("Leave out what you know"), on_click=self._leave_out)
        self._told = QVBoxLayout()
        card = Card(20, 0)
        column = QVBoxLayout(self)
        bare(column)
        column.addWidget(card)
        self._build_way(card.body)
        if found.skip:
            self._build_known(card.body)
        card.body.addLayout(self._told)

    def _build_way(self, body: QVBoxLayout) -> None:
        body.addWidget(label(tr("Your way from here"), "label", "ink2", wrap=True))
        if not self._found.take:
            body.addWidget(label(tr("You know what these lessons teach."), "body", wrap=True))
        for n, lesson in enumerate(self._found.take, 1):
            body.addWidget(_lesson(lesson, tr("{n}.", n=number(n))))

    def _build_known(self, body: QVBoxLayout) -> None:
        body.addSpacing(16)
        body.addWidget(divider())
        body.addSpacing(16)
        body.addWidget(label(tr("You can leave these out"), "label", "ink2", wrap=True))
        for lesson in self._found.skip:
            body.addWidget(_lesson(lesson, "\N{BULLET}"))
        body.addSpacing(16)
        body.addWidget(self.leave)

    def _leave_out(self) -> None:
        try:
            leave_out(self._desk.station, self._desk.learner.id, self._found.skip)
        except KeystepError as error:
            self._say("danger", tr("Not saved yet"), tasks.said(error))
            return
        self.leave.hide()
        told = tr("They count as known. You find them under Paths whenever you want.")
        self._say("success", tr("Left out"), told)

    def _say(self, tone: str, title: str, text: str) -> None:
        empty(self._told)
        self._told.addSpacing(12)
        self._told.addWidget(Callout(tone, title, text, small=True))
        announce(self, f"{title}. {text}")


def _bar(skill: SkillFound, sure: str) -> QProgressBar:
    bar = QProgressBar()
    bar.setTextVisible(False)
    bar.setRange(0, 100)
    bar.setValue(round(skill.belief.p * 100))
    bar.setAccessibleName(f"{skill.title}: {tr(FINDINGS[skill.belief.knowing].word)}, {sure}")
    return bar


def _lesson(lesson: LessonState, before: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 8, 0, 0)
    row.setSpacing(8)
    row.addWidget(label(before, "body_figure", "ink2"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(lesson.title, "body_strong", wrap=True), 1)
    takes = label(minutes(lesson.minutes), "caption_figure", "ink2")
    row.addWidget(takes, 0, Qt.AlignmentFlag.AlignTop)
    return made
