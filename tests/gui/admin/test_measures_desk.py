"""From the board to the measures, and from a figure down to the events of one person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from keystep.domain.bundles import Claim
from keystep.gui.admin.board.events_page import EventsPage
from keystep.gui.admin.board.key_result_page import KeyResultPage
from keystep.gui.admin.board.page import BoardPage
from keystep.gui.admin.measures.page import MeasuresPage
from keystep.gui.admin.measures.step_page import StepPage
from keystep.services.measures.names import sees_names
from keystep.services.okr.files import load_okrs
from tests.conftest import World
from tests.figures import RESPONSE_TIME, cycle_text, written_cycle
from tests.gui.admin.conftest import Face
from tests.gui.pseudo import words_of
from tests.unit.aggregate.builders import Station, completed, enrolled, taken_in

Open = Callable[..., Face]
NORTH = [f"north-{number}" for number in range(6)]


def press(face: Face, words: str) -> None:
    found = [b for b in face.page.findChildren(QPushButton) if b.isVisible() and b.text() == words]
    face.qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)


def open_measures(face: Face) -> None:
    (action,) = [action for action in face.page.more.actions() if action.text() == "Measures"]
    action.trigger()
    face.wait(lambda: isinstance(face.page, MeasuresPage) and "9" in words_of(face.page))


def learn(world: World) -> None:
    """Six people of the north, and three of the night."""
    now, hall = world.clock.now().at, Station("hall")
    for who in NORTH:
        hall.did(who, completed(), when=now - timedelta(days=9))
    claims = [Claim(who, who.title(), "North") for who in NORTH]
    claims += [Claim(f"night-{n}", "", "Night") for n in range(3)]
    enrolled(world.office.ledger, "hall")
    taken_in(world.office.ledger, hall.bundle(claims=claims, sealed=now))
    load_okrs(world.office, written_cycle(world.root, cycle_text(RESPONSE_TIME)))


def test_the_way_leads_down_to_events_and_back_again(world: World, open_face: Open) -> None:
    learn(world)
    face = open_face()
    board = face.page
    assert isinstance(board, BoardPage)
    open_measures(face)
    face.page.key_result_wanted.emit("response-time")
    face.wait(lambda: isinstance(face.page, KeyResultPage))
    face.page.team_wanted.emit("North")
    face.wait(lambda: "Median response time: North" in words_of(face.page))
    face.page.team_wanted.emit("North")
    face.wait(lambda: isinstance(face.page, StepPage))
    people = face.page
    assert isinstance(people, StepPage)
    (table,) = people.tables
    assert table.view.rows.rowCount() == len(NORTH)
    table.opened.emit(table.view.rows.row_at(0))
    face.wait(lambda: "Person north-0" in words_of(face.page))
    press(face, "Raw events")
    face.wait(lambda: isinstance(face.page, EventsPage) and face.page.table.isVisible())
    assert face.page.table.model().rowCount() == 1
    for kind in (StepPage, StepPage, KeyResultPage, KeyResultPage, MeasuresPage):
        press(face, "Back")
        assert isinstance(face.page, kind)
    press(face, "Objectives")
    assert face.page is board


def test_names_are_shown_only_when_they_are_wanted(world: World, open_face: Open) -> None:
    learn(world)
    face = open_face()
    open_measures(face)
    press(face, "People")
    face.wait(lambda: isinstance(face.page, StepPage))
    press(face, "Show names")
    face.wait(lambda: any(b.text() == "Hide names" for b in face.page.findChildren(QPushButton)))
    assert sees_names(world.office)
    table = face.page.tables[0]
    assert {table.view.rows.row_at(n).name for n in range(9)} >= {"North-0", "North-5"}


def test_of_a_small_team_it_is_said_that_nobody_is_shown(world: World, open_face: Open) -> None:
    learn(world)
    face = open_face()
    open_measures(face)
    bar = face.page.scope_bar
    bar.choices[0].set_current("Night")
    bar.changed.emit()
    face.wait(lambda: "Fewer than five are not shown singly" in words_of(face.page))
    assert not face.page.people.isEnabled()
