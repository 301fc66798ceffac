"""The whole face on a real office."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from keystep.gui.admin.board.events_page import EventsPage
from keystep.gui.admin.board.key_result_page import KeyResultPage
from keystep.gui.admin.board.page import BoardPage
from keystep.gui.admin.inbox.page import InboxPage
from keystep.gui.admin.state import Stations
from keystep.gui.widgets.states import EmptyState
from keystep.services.importing import import_share
from keystep.services.okr.files import load_okrs
from keystep.services.roster import register
from keystep.services.syncing import sync
from tests.conftest import World
from tests.figures import RESPONSE_TIME, cycle_text, written_cycle
from tests.gui.admin.conftest import Face
from tests.gui.pseudo import words_of

Open = Callable[..., Face]


def okrs(world: World) -> Path:
    return written_cycle(world.root, cycle_text(RESPONSE_TIME))


def press(face: Face, words: str) -> None:
    found = [b for b in face.page.findChildren(QPushButton) if b.isVisible() and b.text() == words]
    face.qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)


def said(face: Face) -> set[str]:
    return set(words_of(face.window))


def test_it_opens_on_the_board_and_names_the_organisation(world: World, open_face: Open) -> None:
    face = open_face()
    assert isinstance(face.page, BoardPage)
    assert "Hartmann Tableware" in said(face)
    assert "No station is enrolled yet" in said(face)


def test_a_home_without_an_organisation_says_what_to_do(world: World, open_face: Open) -> None:
    face = open_face(home=world.new_home("empty"), unlocked=False)
    face.wait(lambda: face.page.findChild(EmptyState) is not None)
    assert any("keystep admin init" in words for words in said(face))


def test_objectives_are_loaded_from_a_file_and_written_to_one(
    world: World, open_face: Open
) -> None:
    face = open_face()
    face.desk.file = okrs(world)
    press(face, "Load it from a file")
    loaded = {"1 no data yet", "Quarter is loaded, and is the current cycle"}
    face.wait(lambda: loaded <= said(face))
    face.desk.file = world.root / "out.csv"
    face.navigator.board.page.write_wanted.emit()
    face.wait(lambda: "The objectives are written" in said(face))
    assert face.desk.usual == ["q.toml"]
    assert "Median response time" in face.desk.file.read_text(encoding="utf-8")


def test_a_file_that_is_no_okrs_is_told_in_place(world: World, open_face: Open) -> None:
    face = open_face()
    face.desk.file = world.root / "okrs.toml"
    face.desk.file.write_text("not = [toml", encoding="utf-8")
    press(face, "Load it from a file")
    face.wait(lambda: "That did not work" in said(face))
    assert isinstance(face.page, BoardPage)


def test_keys_lead_from_the_board_to_the_raw_events_and_back(world: World, open_face: Open) -> None:
    load_okrs(world.office, okrs(world))
    station = world.add_station("North")
    register(station, "Amara Osei", "Desk")
    sync(station)
    import_share(world.office)
    face = open_face()
    board = face.page
    assert isinstance(board, BoardPage)
    face.qtbot.keyClick(board.view, Qt.Key.Key_Down)
    face.window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    face.qtbot.keyClick(board.view, Qt.Key.Key_Return)
    face.wait(lambda: isinstance(face.page, KeyResultPage))
    press(face, "Raw events")
    face.wait(lambda: isinstance(face.page, EventsPage) and face.page.table.model().rowCount() == 1)
    assert face.page.table.model().index(0, 1).data() == "Learner registered"
    assert "Amara" not in str(face.page.table.model().index(0, 4).data())
    press(face, "Back")
    face.wait(lambda: isinstance(face.page, KeyResultPage))
    press(face, "Objectives")
    face.wait(lambda: face.page is board)


def test_the_report_is_written_and_shown(world: World, open_face: Open) -> None:
    load_okrs(world.office, okrs(world))
    face = open_face()
    press(face, "Report")
    face.wait(lambda: bool(face.desk.shown))
    assert "Median response time" in face.desk.shown[0].read_text(encoding="utf-8")
    assert "The report is written" in said(face)


def test_silent_stations_are_counted_as_unknown(world: World, open_face: Open) -> None:
    for name in ("North", "South"):
        station = world.add_station(name)
        sync(station)
    import_share(world.office)
    face = open_face()
    assert "2 of 2 stations reported" in said(face)
    world.clock.move(days=3)
    sync(station)
    import_share(world.office)
    world.clock.at += timedelta(days=5)
    face.navigator.refresh()
    face.wait(lambda: "1 of 2 stations reported" in said(face))
    assert any("1 silent: counted as unknown, not as inactive" in words for words in said(face))


def test_nothing_is_reported_of_no_stations() -> None:
    assert Stations(0, 0, None).known == 0


def test_every_place_is_reached_by_keys(world: World, open_face: Open) -> None:
    face = open_face()
    load_okrs(world.office, okrs(world))
    face.navigator.refresh()
    face.wait(lambda: "1 no data yet" in said(face))
    names = []
    while len(names) < 8 or names[-1] != "Objectives":
        assert len(names) < 20
        here = QApplication.focusWidget()
        assert here is not None
        face.qtbot.keyClick(here, Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        assert here is not None
        names.append(here.accessibleName())
    assert {"Report", "Status: Any", "Check in", "Objectives and their key results"} <= set(names)
    for _ in range(5):
        at = QApplication.focusWidget()
        assert at is not None
        face.qtbot.keyClick(at, Qt.Key.Key_Down)
    face.wait(lambda: isinstance(face.page, InboxPage))
