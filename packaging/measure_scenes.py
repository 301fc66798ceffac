"""The measures for the pictures, and the steps from a key result down to events."""

from __future__ import annotations

from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from scene_hands import wait

TEAM = "Desk North"


def measures(stage: Any) -> None:
    from keystep.gui.admin.table.data_table import DataTable  # noqa: PLC0415

    stage.window.navigator.measures.show()
    wait(lambda: bool(_page(stage).findChildren(DataTable)))
    QTest.qWait(100)


def measures_team(stage: Any) -> None:
    measures(stage)
    bar = _page(stage).scope_bar
    bar.choices[0].set_current(TEAM)
    bar.changed.emit()
    wait(_page(stage).people.isEnabled)


def measures_few(stage: Any) -> None:
    from keystep.gui.widgets.states import EmptyState  # noqa: PLC0415

    measures(stage)
    bar = _page(stage).scope_bar
    team, station, *_ = bar.choices
    team.set_current(TEAM)
    station.set_current(station.keys[2])
    bar.changed.emit()
    wait(lambda: bool(_page(stage).findChildren(EmptyState)))


def step_team(stage: Any) -> None:
    from keystep.gui.admin.board.key_result_page import KeyResultPage  # noqa: PLC0415

    board = stage.window.navigator.board
    board.open_key_result("response-time")
    wait(lambda: isinstance(_page(stage), KeyResultPage))
    before = _page(stage)
    before.team_wanted.emit(TEAM)
    wait(lambda: isinstance(_page(stage), KeyResultPage) and _page(stage) is not before)


def step_people(stage: Any) -> None:
    from keystep.aggregate.learner_rows import Behind  # noqa: PLC0415
    from keystep.aggregate.people import LessonRef  # noqa: PLC0415
    from keystep.gui.admin.measures.step_page import StepPage  # noqa: PLC0415

    step_team(stage)
    lesson = LessonRef("answering-customers", "three-sentences", "customers")
    _page(stage).people_wanted.emit("Answer in three sentences", Behind(lessons=(lesson,)))
    wait(lambda: isinstance(_page(stage), StepPage))


def step_person(stage: Any) -> None:
    step_people(stage)
    people = _page(stage)
    people.tables[0].opened.emit(people.tables[0].view.rows.row_at(0))
    wait(lambda: _page(stage) is not people)


def step_events(stage: Any) -> None:
    from keystep.gui.admin.board.events_page import EventsPage  # noqa: PLC0415

    step_person(stage)
    acts = _page(stage).findChildren(QPushButton)
    next(act for act in acts if act.text() == "Raw events").click()
    wait(lambda: isinstance(_page(stage), EventsPage))
    wait(lambda: _page(stage).table.model().rowCount() > 0)


MEASURES = (
    *(measures, measures_team, measures_few),
    *(step_team, step_people, step_person, step_events),
)


def _page(stage: Any) -> Any:
    return stage.window.pages.currentWidget()
