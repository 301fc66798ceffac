"""The steps below a key result: the people of a scope, and one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from keystep.aggregate.learner_rows import Behind, LearnerRow
from keystep.domain.lesson import Phase
from keystep.domain.progress import (
    MILLIONTHS,
    AssessmentProgress,
    LessonProgress,
    SkillProgress,
)
from keystep.domain.scope import Scope
from keystep.domain.skills import mastery
from keystep.gui.admin.facts import NOTHING, Fact
from keystep.gui.admin.measures import columns
from keystep.gui.admin.measures.step_page import Rows, Step
from keystep.gui.admin.table.columns import Cell, Column
from keystep.gui.admin.words import short_day
from keystep.gui.i18n import mark, number, percent, tr
from keystep.services.measures.learners import Learner
from keystep.services.titles import Titles

PHASES: Mapping[Phase, str] = {
    Phase.PRE: mark("before the learning"),
    Phase.POST: mark("after the learning"),
    Phase.NEEDS: mark("to find what to learn"),
    Phase.DELAYED: mark("some weeks after"),
    Phase.PROBE: mark("drawn by chance"),
}


def people_step(
    title: str,
    scope: Scope,
    behind: Behind,
    rows: Sequence[LearnerRow],
    open_person: Callable[[LearnerRow], object],
) -> Step:
    """Everybody of a scope, with how they did in what is ``behind`` them."""
    done = sum(row.finished is not None for row in rows)
    active = sum(row.days > 0 for row in rows)
    facts = [Fact(tr("People"), number(len(rows)), scope.team or tr("in this scope"))]
    facts.append(Fact(tr("Active"), number(active), tr("on a day of the period")))
    if behind.lessons:
        facts.append(Fact(tr("Finished"), number(done), tr("of {of}", of=number(len(rows)))))
    table = Rows(
        tr("People"),
        columns.people(behind, one_team=bool(scope.team)),
        rows,
        tr("Nobody is here."),
        open_person,
        slim=False,
    )
    told = tr("Where names are hidden, a part of a random id stands for a person.")
    return Step(scope.team or tr("Everybody"), title, tuple(facts), told, (table,))


def person_step(told: Learner, titles: Titles) -> Step:
    """Where one person stands."""
    row, states = told.row, told.states
    facts = (
        Fact(tr("Team"), row.team or NOTHING, tr("since {day}", day=_day(told.began))),
        Fact(tr("Active days"), number(row.days), tr("last {day}", day=_day(row.last))),
        Fact(tr("Lessons"), number(sum(one.completed is not None for one in states.lessons)), ""),
    )
    tables = (
        Rows(tr("Lessons"), _lessons(titles), states.lessons, tr("No lesson was begun.")),
        Rows(tr("Tests"), _tests(titles), states.assessments, tr("No test was taken.")),
        Rows(tr("Skills"), _skills(titles), states.skills, tr("No skill was met.")),
    )
    return Step(row.team or NOTHING, columns.called(row), facts, "", tables)


def _lessons(titles: Titles) -> tuple[Column, ...]:
    return (
        Column(tr("Lesson"), lambda one: Cell(titles.lesson(one.pack, one.lesson)), grow=2),
        Column(tr("Completed"), _completed),
    )


def _tests(titles: Titles) -> tuple[Column, ...]:
    return (
        Column(tr("Test"), lambda one: Cell(titles.assessment(one.pack, one.assessment)), grow=2),
        Column(tr("When"), _when, grow=1),
        Column(tr("Score"), lambda one: Cell(percent(one.score / 1000), one.score), numeric=True),
    )


def _skills(titles: Titles) -> tuple[Column, ...]:
    return (
        Column(tr("Skill"), lambda one: Cell(titles.skill(one.pack, one.skill)), grow=2),
        Column(tr("Answers"), lambda one: Cell(number(one.evidence), one.evidence), numeric=True),
        Column(tr("Mastery"), _mastery, numeric=True),
    )


def _completed(one: LessonProgress) -> Cell:
    done = one.completed
    return Cell(short_day(done.date()), done.date()) if done else Cell(tr("begun"), date.max)


def _when(one: AssessmentProgress) -> Cell:
    return Cell(short_day(one.at.date()), one.at.date(), below=tr(PHASES[one.phase]))


def _mastery(one: SkillProgress) -> Cell:
    level = mastery(one.theta / MILLIONTHS)
    return Cell(percent(level), level)


def _day(day: date | None) -> str:
    return short_day(day) if day else NOTHING
