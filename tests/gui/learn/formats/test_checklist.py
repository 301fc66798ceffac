"""The checklist: ticks by key, click and touch, kept at once, recorded when all is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keystep.gui.learn.steps.checklist import ChecklistView
from keystep.gui.learn.window import LearnWindow
from keystep.services.station import Station
from tests.gui.learn.fingers import Fingers
from tests.gui.learn.formats.conftest import At
from tests.gui.learn.hands import Key, click, press, says, with_jam

Events = Callable[[str], list[Any]]


@pytest.fixture
def view(at: At) -> ChecklistView:
    found: Any = at("do").view
    assert isinstance(found, ChecklistView)
    return found


def ticked(view: ChecklistView) -> list[int]:
    return [n for n, row in enumerate(view.rows) if row.isChecked()]


def tick_all(view: ChecklistView) -> None:
    for row in view.rows:
        if not row.isChecked():
            row.click()


def test_rows_are_large_and_say_their_words(view: ChecklistView) -> None:
    assert [row.text() for row in view.rows][:2] == [
        "Tell everybody who works here",
        "Turn the isolator to 0",
    ]
    assert all(row.height() >= 48 for row in view.rows)
    assert says(view, "Stand at the machine") or view.rows[0].isVisible()


def test_space_ticks_the_first_open_point(window: LearnWindow, view: ChecklistView) -> None:
    press(window, Key.Key_Space)
    assert ticked(view) == [0]
    press(window, Key.Key_Tab, Key.Key_Space)
    assert ticked(view) == [0, 1]
    assert says(view, "2 of 4 done")


def test_a_click_anywhere_in_the_row_ticks(view: ChecklistView) -> None:
    row = view.rows[2]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(row.width() - 4, 4))
    assert ticked(view) == [2]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert ticked(view) == []


def test_a_finger_ticks(view: ChecklistView, fingers: Fingers) -> None:
    fingers.tap(view.rows[1])
    assert ticked(view) == [1]


def test_every_tick_is_kept_at_once(qtbot: QtBot, view: ChecklistView) -> None:
    with qtbot.waitSignal(view.kept):
        view.rows[3].click()
    assert view.state() == {"ticked": [3]}


def test_ticks_outlive_the_program(station: Station, view: ChecklistView) -> None:
    view.rows[0].click()
    view.rows[2].click()
    QApplication.processEvents()
    run, desk = view.run, view.desk
    kept = station.store.notes(run.learner, "place")
    assert any(b'"ticked":[0,2]' in value.replace(b" ", b"") for value in kept.values())
    again = ChecklistView(desk, run, view.step)
    again.restore(view.state())
    assert ticked(again) == [0, 2]
    again.deleteLater()


def test_done_records_it_and_says_when(
    window: LearnWindow, view: ChecklistView, events: Events
) -> None:
    press(window, Key.Key_Return)
    assert events("checklist_completed") == []
    tick_all(view)
    press(window, Key.Key_Return)
    (done,) = events("checklist_completed")
    assert done.body["points"] == 4
    assert done.body["step"] == "do"
    assert says(view, "Recorded")
    assert view.is_done()
    assert view.foot().turns


def test_it_can_be_done_again(window: LearnWindow, view: ChecklistView, events: Events) -> None:
    tick_all(view)
    press(window, Key.Key_Return)
    click(view, "Do it again")
    assert ticked(view) == []
    assert not says(view, "Recorded")
    tick_all(view)
    click(window, "Done")
    assert len(events("checklist_completed")) == 2


def test_a_full_disk_leaves_the_ticks_and_says_so(at: At, view: ChecklistView) -> None:
    station, jam = with_jam(view.desk.station)
    object.__setattr__(view.desk, "station", station)
    jam.jammed = True
    tick_all(view)
    view.act()
    assert says(view, "Not saved yet")
    assert ticked(view) == [0, 1, 2, 3]
    assert not view.is_done()
    jam.jammed = False
    view.act()
    assert view.is_done()
    assert not says(view, "Not saved yet")
