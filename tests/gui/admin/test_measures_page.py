from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QLabel, QWidget

from keystep.aggregate.engagement import Engagement
from keystep.aggregate.learner_rows import Behind, LearnerRow
from keystep.aggregate.measured import Choices, Knowledge, Measured
from keystep.aggregate.people import LessonRef
from keystep.aggregate.skill_rows import SkillRow
from keystep.domain.measures import Interval
from keystep.domain.okr import Freshness
from keystep.domain.scope import EVERYBODY, WEEKLY, Scope
from keystep.gui.admin.measures.page import MeasuresPage
from keystep.gui.admin.measures.scope_bar import ScopeBar
from keystep.gui.admin.measures.step_page import StepPage
from keystep.gui.admin.measures.steps import people_step
from keystep.gui.admin.table.data_table import DataTable
from keystep.gui.admin.table.rows import CELL
from keystep.gui.widgets.states import EmptyState, LoadingState
from keystep.services.measures.measuring import Measures
from keystep.services.shelf import Shelf
from keystep.services.titles import Titles
from tests import sample_board as sample
from tests.gui.admin.conftest import NOW
from tests.gui.admin.details import gain
from tests.gui.choosing import choose

THERE = Choices(teams=("Desk", "Night"), stations=(("d1", "Hall"),), cohorts=("2027-01",))
LEARNING = Measured(
    people=12,
    freshness=Freshness(3, 4, sample.NOW, stale=False),
    engagement=(
        Engagement(
            day=date(2027, 2, 25),
            active=9,
            known=12,
            roster=12,
            share=Interval(46.8, 91.1),
            bounds=Interval(75, 75),
        ),
    ),
    knowledge=(
        Knowledge(pack="answers", assessment="test", pairs=11, gain=gain(18, Interval(11, 25), 11)),
    ),
    skills=(SkillRow(pack="answers", skill="calm", met=3, of=12, mastery=None),),
)
MEASURES = Measures(
    scope=EVERYBODY,
    habit=WEEKLY,
    period=replace(sample.CYCLE, objectives=()),
    learning=LEARNING,
    board=sample.board(),
    work=(),
)
TITLES = Titles(Shelf({}, {}))
ROWS = tuple(
    LearnerRow(
        learner=f"{number}f1d2c9e-0f6b",
        name="Amara Osei" if number == 0 else "",
        team="Desk",
        days=number,
        last=None,
        finished=date(2027, 2, 1) if number else None,
        before=40.0,
        after=None,
    )
    for number in range(5)
)


@pytest.fixture
def page(shown: Callable[[QWidget], QWidget]) -> MeasuresPage:
    made = MeasuresPage()
    shown(made)
    made.show_measures(MEASURES, THERE, TITLES, NOW)
    return made


def words(widget: QWidget) -> str:
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def cells(table: DataTable, row: int = 0) -> list[str]:
    rows = table.view.rows
    return [rows.index(row, column).data(CELL).said for column in range(rows.columnCount())]


def test_each_measure_has_its_table(page: MeasuresPage) -> None:
    tables = {table.view.accessibleName(): table for table in page.findChildren(DataTable)}
    assert cells(tables["Engagement"])[1:3] == ["9 of 12, 75\u202f%", "46.8 to 91.1"]
    assert cells(tables["Knowledge, before and after"])[1] == "+18 points, (11 to 25), n 11 pairs"
    assert cells(tables["Skills"])[2] == "too few to say"
    assert tables["Key results"].view.rows.rowCount() == 8
    assert "3 of 4 stations" in words(page)


def test_a_key_result_and_a_skill_lead_on(page: MeasuresPage) -> None:
    opened, skills = list[str](), list[SkillRow]()
    page.key_result_wanted.connect(opened.append)
    page.skill_wanted.connect(skills.append)
    tables = {table.view.accessibleName(): table for table in page.findChildren(DataTable)}
    tables["Key results"].opened.emit(sample.board().rows[0])
    tables["Skills"].opened.emit(LEARNING.skills[0])
    assert (opened, skills) == ([sample.RESPONSE.id], [LEARNING.skills[0]])


def test_of_too_few_people_only_that_is_said(page: MeasuresPage) -> None:
    few = Measures(
        scope=Scope(team="Night"),
        habit=WEEKLY,
        period=MEASURES.period,
        learning=Measured(people=None, freshness=LEARNING.freshness),
        board=None,
        work=(),
    )
    page.show_measures(few, THERE, TITLES, NOW)
    (said,) = page.findChildren(EmptyState)
    assert said.accessibleName() == "Fewer than five are not shown singly"
    assert not page.people.isEnabled()
    page.show_measures(MEASURES, THERE, TITLES, NOW)
    assert page.people.isEnabled()
    assert page.findChildren(DataTable)


def test_figures_of_another_choice_do_not_stay(page: MeasuresPage) -> None:
    page.show_reading()
    assert not any(table.isVisible() for table in page.findChildren(DataTable))
    assert page.findChildren(LoadingState)


def test_what_is_chosen_is_the_scope_and_stays_chosen(
    shown: Callable[[QWidget], QWidget],
) -> None:
    bar = ScopeBar()
    shown(bar)
    told = list[Scope]()
    bar.changed.connect(lambda: told.append(bar.scope()))
    bar.offer(THERE, NOW.day)
    for choice in bar.choices:
        choose(choice, -1)
    bar.offer(THERE, NOW.day)
    assert told[-1] == bar.scope()
    scope = bar.scope()
    assert (scope.team, scope.device, scope.cohort) == ("Night", "d1", "2027-01")
    assert scope.last == NOW.day
    assert scope.first is not None
    assert (NOW.day - scope.first).days == 13 * 7 - 1


def test_people_are_told_by_name_or_part_of_an_id(shown: Callable[[QWidget], QWidget]) -> None:
    opened = list[LearnerRow]()
    behind = Behind(lessons=(LessonRef("answers", "three", "test"),))
    step = people_step("Three sentences", Scope(team="Desk"), behind, ROWS, opened.append)
    page = StepPage(step)
    shown(page)
    (table,) = page.tables
    assert cells(table)[0].strip("\u2068\u2069") == "Amara Osei"
    assert cells(table, 1)[0].strip("\u2068\u2069") == "1f1d2c9e"
    assert [column.title for column in table.view.rows.columns] == [
        *("Person", "Active days", "Last", "Finished", "Before", "After"),
    ]
    table.opened.emit(ROWS[2])
    assert opened == [ROWS[2]]
    assert "of 5" in words(page)
