"""What people are asked, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QHBoxLayout

from keystep.domain.assigning import Survey
from keystep.gui.admin.learning.announcements import now_cell
from keystep.gui.admin.learning.asking import audience_words
from keystep.gui.admin.learning.choices import Choices, read_choices
from keystep.gui.admin.learning.forms import SurveyForm
from keystep.gui.admin.learning.room import Room
from keystep.gui.admin.table.columns import Cell, Column
from keystep.gui.admin.table.data_table import DataTable
from keystep.gui.i18n import between, isolate, number, tr
from keystep.gui.pages import bare
from keystep.gui.widgets.buttons import button, say
from keystep.gui.widgets.label import label
from keystep.services.assigning.survey_results import (
    QuestionResult,
    SurveyResult,
    survey_results,
)
from keystep.services.office import Office


@dataclass(frozen=True)
class Asked:
    """What the room shows."""

    every: tuple[SurveyResult, ...]
    choices: Choices


class _Line(NamedTuple):
    """A question of a survey."""

    survey: Survey
    result: QuestionResult


def read_asked(office: Office) -> Asked:
    return Asked(survey_results(office), read_choices(office))


class SurveysRoom(Room):
    """All surveys, and the answers to the one that is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._model: Asked | None = None
        self._opened = ""
        self.new = button(
            tr("Make a survey"), "primary", icon="question", on_click=lambda: self._write(None)
        )
        self.change = button("", icon="edit", on_click=self._change)
        self.first = self.new
        bar = QHBoxLayout()
        bare(bar, 12)
        bar.addStretch(1)
        bar.addWidget(self.new)
        self.main.addLayout(bar)
        self.every = DataTable(
            tr("Surveys"),
            self._columns(),
            nothing=tr("Nothing was asked yet. Learners are asked on Today, and may leave it."),
            same=lambda row: row.survey.id,
            slim=True,
        )
        self.answers = DataTable(
            tr("Answers"),
            _answer_columns(),
            nothing=tr("Choose a survey to see its answers."),
            same=lambda row: (row.survey.id, row.result.question.id),
        )
        self.said = label("", "body", "ink2", wrap=True)
        self.answers.bar.insertWidget(0, self.change)
        self.ways = (self.new, self.change)
        self.main.addWidget(self.every)
        self.main.addWidget(self.answers)
        self.main.addWidget(self.said)
        self.main.addStretch(1)
        self.every.opened.connect(lambda row: self.open(row.survey.id))
        self._show()

    @property
    def tables(self) -> Mapping[str, DataTable]:
        return {tr("surveys"): self.every, tr("answers"): self.answers}

    def reader(self) -> Callable[[Office], Asked]:
        return read_asked

    def fill(self, model: Asked) -> None:
        self._model = model
        self.every.show_rows(model.every)
        newest = model.every[0].survey.id if model.every else ""
        self.open(self._opened if self._current() else newest)

    def open(self, survey: str) -> None:
        """Show the answers to one."""
        self._opened = survey
        self._show()

    def _show(self) -> None:
        one = self._current()
        self.answers.show_rows([_Line(one.survey, each) for each in one.questions] if one else ())
        self.answers.setVisible(one is not None)
        said = [tr("“{text}”", text=text) for text in one.said] if one else []
        self.said.setText("\n".join([tr("What they added:"), *said]) if said else "")
        self.change.setEnabled(one is not None)
        if one is not None:
            say(self.change, tr("Change “{title}”", title=one.survey.title))

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(tr("Survey"), lambda row: Cell(row.survey.title), grow=1),
            Column(tr("For whom"), self._whom, grow=1),
            Column(tr("Now"), lambda row: now_cell(row.survey, self._model)),
            Column(tr("Answered"), _answered, numeric=True),
        )

    def _whom(self, row: SurveyResult) -> Cell:
        whom = row.survey.audience
        return Cell(audience_words(whom, self._model.choices) if self._model else "")

    def _current(self) -> SurveyResult | None:
        every = self._model.every if self._model else ()
        return next((one for one in every if one.survey.id == self._opened), None)

    def _change(self) -> None:
        if one := self._current():
            self._write(one.survey)

    def _write(self, survey: Survey | None) -> None:
        if self._model is not None:
            self.open_form(SurveyForm(self._model.choices, survey))


def _answered(row: SurveyResult) -> Cell:
    words = tr("{n} of {all}", n=number(row.people), all=number(row.asked))
    return Cell(words, row.people)


def _answer_columns() -> tuple[Column, ...]:
    return (
        Column(tr("Question"), lambda row: Cell(row.result.question.ask), grow=1),
        Column(tr("Mean of 1 to 5"), _mean, numeric=True),
        *(Column(number(n + 1), partial(_count, n), numeric=True) for n in range(5)),
        Column(tr("Answers"), _people, numeric=True),
    )


def _mean(row: _Line) -> Cell:
    mean = row.result.mean
    if mean is None:
        return Cell(tr("too few to say"), -1.0)
    ends = mean.interval
    below = isolate(between(ends.low, ends.high)) if ends else ""
    return Cell(number(mean.value, 1, fixed=True), mean.value, below=below)


def _count(n: int, row: _Line) -> Cell:
    counts = row.result.counts
    return Cell(number(counts[n]), counts[n]) if counts else Cell("–", -1)


def _people(row: _Line) -> Cell:
    return Cell(number(row.result.people), row.result.people)
