"""The people page on real offices and shares, by mouse and keys."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from keystep.aggregate.persons import PersonRow
from keystep.gui.admin.people.everybody import Everybody
from keystep.gui.admin.people.model import PERSON
from keystep.gui.admin.people.page import PeoplePage
from keystep.gui.admin.people.pair_panel import PairPanel
from keystep.gui.admin.people.person_words import day_of
from keystep.gui.widgets.layout import COMPACT, NARROW
from keystep.gui.widgets.states import EmptyState, ErrorState, LoadingState
from keystep.services import people
from keystep.services.backups import back_up
from keystep.services.importing import import_share
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.syncing import sync
from tests.conftest import World
from tests.gui.admin.conftest import NOW, Face
from tests.gui.admin.hands import click, has_button, names, notice, press, seen, unlock
from tests.takers import take_lesson

Open = Callable[..., Face]
LESSON = "before-you-start"
SCROLL_BAR = 12


@pytest.fixture
def stations(world: World) -> tuple[Station, Station]:
    """Jana registered at both, with and without her accents; the others once."""
    north, hall = world.add_station("Desk North"), world.add_station("Hall 7")
    jana = register(north, "Jana Nováková", "Desk North")
    take_lesson(north, jana.id, LESSON)
    register(north, "Amara Osei", "Desk North")
    register(hall, "Jana Novakova", "Packing line")
    register(hall, "Kofi Mensah", "Packing line")
    world.clock.move(days=1)
    bring(world, north, hall)
    return north, hall


def bring(world: World, *stations: Station) -> None:
    world.clock.move(minutes=1)
    for station in stations:
        sync(station)
    import_share(world.office)


def people_page(face: Face) -> PeoplePage:
    face.navigator.go_to("people")
    page = face.page
    assert isinstance(page, PeoplePage)
    face.wait(lambda: page.people.model().rowCount() > 0)
    return page


def row_of(world: World, name: str) -> PersonRow:
    return next(row for row in people.people(world.office) if row.name == name)


def known(world: World) -> list[str]:
    return [row.name for row in people.people(world.office)]


def compare_janas(face: Face) -> PeoplePage:
    page = people_page(face)
    press(face, "Compare")
    face.wait(lambda: page.side.findChild(PairPanel) is not None)
    return page


def test_everybody_is_listed_with_where_and_when_they_learned(
    stations: tuple[Station, Station], open_face: Open
) -> None:
    face = open_face()
    page = people_page(face)
    model = page.people.model()
    told = [model.index(n).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(4)]
    assert told[0] == "Amara Osei · Desk North · Desk North · yesterday · 1 event"
    assert told[2].startswith("Jana Nováková · Desk North · Desk North · yesterday · ")
    assert names(page.people)[3] == "Kofi Mensah"
    assert any(words.startswith("Names never leave this machine") for words in seen(face))


def test_typing_finds_by_name_team_and_station(
    stations: tuple[Station, Station], open_face: Open
) -> None:
    face = open_face()
    page = people_page(face)
    assert page.search.hasFocus()
    face.qtbot.keyClicks(page.search, "novakova")
    assert names(page.people) == ["Jana Novakova", "Jana Nováková"]
    face.qtbot.keyClicks(page.search, " PACK")
    assert names(page.people) == ["Jana Novakova"]
    face.qtbot.keyClicks(page.search, "x")
    assert names(page.people) == []
    assert "Nobody fits “novakova PACKx”" in seen(face)
    press(face, "Show everybody")
    assert len(names(page.people)) == 4


def test_two_are_found_to_be_one_and_two_again(
    world: World, stations: tuple[Station, Station], open_face: Open
) -> None:
    face = open_face()
    page = people_page(face)
    click(face, page.people, "Jana Novakova", mark=True)
    click(face, page.people, "Jana Nováková", mark=True)
    panel = page.side.findChild(PairPanel)
    assert {"Packing line", "Desk North: yesterday", "Hall 7: yesterday"} <= seen(face)
    assert [choice.isChecked() for choice in panel.choices] == [False, True], "she did more"
    face.qtbot.mouseClick(panel.choices[0], Qt.MouseButton.LeftButton)
    assert known(world).count("Jana Nováková") == 1, "nothing is merged by itself"

    press(face, "They are one person")
    face.wait(lambda: "are one person" in notice(face))
    face.wait(lambda: names(page.people) == ["Amara Osei", "Jana Novakova", "Kofi Mensah"])
    assert row_of(world, "Jana Novakova").also
    assert any("Registered a second time as Jana Nováková" in words for words in seen(face))
    assert not has_button(face, "Compare")

    press(face, "They are two after all")
    face.wait(lambda: len(names(page.people)) == 4)
    assert row_of(world, "Jana Novakova").also == ()
    press_close(face)
    face.wait(lambda: "Found to be one" in seen(face))
    assert any(", taken back " in words for words in seen(face))
    assert not has_button(face, "Compare"), "whom the admin found to be two is not offered again"


def press_close(face: Face) -> None:
    page = face.page
    assert isinstance(page, PeoplePage)
    page.people.setFocus()
    face.qtbot.keyClick(page.people, Qt.Key.Key_Escape)


def test_by_keys_alone(world: World, stations: tuple[Station, Station], open_face: Open) -> None:
    face = open_face()
    page = people_page(face)
    face.qtbot.keyClick(page.search, Qt.Key.Key_Tab)
    face.wait(lambda: not page.search.hasFocus())
    for _ in range(3):
        if not page.people.hasFocus():
            face.qtbot.keyClick(face.window.focusWidget(), Qt.Key.Key_Tab)
    assert page.people.hasFocus()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Space):
        face.qtbot.keyClick(page.people, key)
    assert "Packing line" in seen(face)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Space):
        face.qtbot.keyClick(page.people, key)
    panel = page.side.findChild(PairPanel)
    assert [choice.text() for choice in panel.choices] == ["Jana Novakova", "Jana Nováková"]
    panel.one.setFocus()
    face.qtbot.keyClick(panel.one, Qt.Key.Key_Return)
    face.wait(lambda: len(names(page.people)) == 3)
    assert len(known(world)) == 3
    face.wait(page.people.hasFocus)


def test_likely_twins_are_offered_and_left_alone(
    world: World, stations: tuple[Station, Station], open_face: Open
) -> None:
    face = open_face()
    page = compare_janas(face)
    panel = page.side.findChild(PairPanel)
    assert any(choice.hasFocus() for choice in panel.choices)
    press(face, "They are two")
    assert page.side.findChild(PairPanel) is None or not panel.isVisible()
    assert not has_button(face, "Compare")
    assert len(known(world)) == 4


def test_somebody_expected_at_another_station_is_known_there(
    world: World, stations: tuple[Station, Station], open_face: Open
) -> None:
    _, hall = stations
    face = open_face()
    page = people_page(face)
    click(face, page.people, "Amara Osei")
    press(face, "Expect there")
    face.wait(lambda: "Amara Osei is expected at Hall 7" in notice(face))
    assert "with their next sync" in notice(face)
    sync(hall)
    assert "Amara Osei" in [learner.name for learner in hall.store.learners()]
    face.wait(lambda: "Hall 7: expected" in " ".join(seen(face)))
    assert not has_button(face, "Expect there"), "there is no other station"


def test_what_is_changed_while_locked_is_told_after_the_next_import(
    world: World, stations: tuple[Station, Station], open_face: Open
) -> None:
    face = open_face(unlocked=False)
    compare_janas(face)
    press(face, "They are one person")
    face.wait(lambda: "after the next import" in notice(face))
    assert len(known(world)) == 3


def test_everything_about_somebody_is_written_as_page_and_json(
    stations: tuple[Station, Station], open_face: Open, tmp_path: Path
) -> None:
    face = open_face()
    page = people_page(face)
    click(face, page.people, "Jana Nováková")
    press(face, "Write it out")
    assert face.desk.usual == ["Jana Nováková.html"], "nobody chose a place: nothing is written"
    face.desk.file = tmp_path / "out" / "jana"
    press(face, "Write it out")
    face.wait(lambda: bool(face.desk.shown))
    (html,) = face.desk.shown
    data = json.loads(html.with_suffix(".json").read_bytes())
    assert "Jana Nováková" in html.read_text(encoding="utf-8")
    assert [named["name"] for named in data["names"]] == ["Jana Nováková"]
    assert html.stat().st_mode & 0o077 == 0


def test_a_place_that_cannot_be_written_to_is_told(
    stations: tuple[Station, Station], open_face: Open, tmp_path: Path
) -> None:
    face = open_face()
    page = people_page(face)
    click(face, page.people, "Amara Osei")
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    face.desk.file = tmp_path / "file" / "amara.html"
    press(face, "Write it out")
    face.wait(lambda: "could not be written" in notice(face))
    assert not face.desk.shown


def test_forgetting_takes_two_presses_and_the_passphrase(
    world: World, stations: tuple[Station, Station], open_face: Open
) -> None:
    face = open_face(unlocked=False)
    page = people_page(face)
    click(face, page.people, "Jana Nováková")
    press(face, "Forget this person")
    assert any("Out of reach are backups that lie elsewhere" in words for words in seen(face))
    face.qtbot.keyClick(face.window.focusWidget(), Qt.Key.Key_Escape)
    assert not has_button(face, "Forget for good")
    press(face, "Forget this person")
    press(face, "Forget for good")
    unlock(face, "wrong")
    face.wait(lambda: bool(page.unlock.field.edit.accessibleDescription()))
    assert "Jana Nováková" in known(world)
    unlock(face)
    face.wait(lambda: "This person is forgotten" in notice(face))
    face.wait(lambda: names(page.people) == ["Amara Osei", "Jana Novakova", "Kofi Mensah"])
    assert "Jana Nováková" not in known(world)
    with closing(sqlite3.connect(world.office.home / "office.sqlite")) as db:
        assert "Jana Nováková" not in "\n".join(db.iterdump())


def test_a_backup_out_of_reach_and_a_share_away_are_told(
    world: World, stations: tuple[Station, Station], open_face: Open, tmp_path: Path
) -> None:
    near, far = back_up(world.office, tmp_path / "near.backup"), tmp_path / "far.backup"
    back_up(world.office, far).unlink()
    face = open_face()
    page = people_page(face)
    shutil.move(world.share, world.root / "elsewhere")
    click(face, page.people, "Kofi Mensah")
    press(face, "Forget this person")
    press(face, "Forget for good")
    face.wait(lambda: "Forgotten here, not yet everywhere" in notice(face))
    told = notice(face)
    assert "1 backup was made anew" in told
    assert str(far) in told
    assert str(near) not in told
    assert "the next import tells them" in told


@pytest.mark.fault(49)
def test_names_come_out_literally(world: World, open_face: Open) -> None:
    station = world.add_station("<i>Hall</i>")
    register(station, "<b>Ines</b>", "<u>Desk</u>")
    bring(world, station)
    face = open_face()
    page = people_page(face)
    click(face, page.people, "<b>Ines</b>")
    assert {"<b>Ines</b>", "<u>Desk</u>"} <= seen(face)


def test_nobody_is_known_yet(world: World, open_face: Open) -> None:
    face = open_face()
    face.navigator.go_to("people")
    face.wait(lambda: face.page.findChild(EmptyState) is not None)
    assert "Nobody is known yet" in seen(face)


def test_people_that_cannot_be_read_are_told_until_they_can(
    shown: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    page = shown(PeoplePage())
    assert isinstance(page, PeoplePage)
    page.show_everybody(crowd(3), NOW)
    page.show_fault("The file cannot be read.")
    state = page.findChild(ErrorState)
    assert state is not None
    assert not page.people.isVisible()
    again = next(b for b in state.findChildren(QPushButton) if b.text() == "Try again")
    with qtbot.waitSignal(page.again_wanted):
        qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    page.show_everybody(crowd(3), NOW)
    assert page.people.isVisible()


def test_a_new_reading_leaves_search_choice_and_a_half_pressed_way(
    world: World, stations: tuple[Station, Station], open_face: Open
) -> None:
    north, _ = stations
    face = open_face()
    page = people_page(face)
    page.search.setText("jana")
    click(face, page.people, "Jana Nováková")
    press(face, "Forget this person")
    register(north, "Lena Vogel", "Desk North")
    bring(world, north)
    face.navigator.refresh()
    face.wait(lambda: "5 people" in seen(face))
    assert names(page.people) == ["Jana Novakova", "Jana Nováková"]
    assert has_button(face, "Forget for good")


def test_two_thousand_rows_are_no_widgets(shown: Callable[[QWidget], QWidget]) -> None:
    page = shown(PeoplePage())
    assert isinstance(page, PeoplePage)
    assert page.findChild(LoadingState) is not None
    page.show_everybody(crowd(20), NOW)
    few = len(page.people.findChildren(QWidget))
    page.show_everybody(crowd(2000), NOW)
    assert page.people.model().rowCount() == 2000
    assert len(page.people.findChildren(QWidget)) == few
    page.search.setText("person 1999")
    assert names(page.people) == ["Person 1999"]


@pytest.mark.parametrize("chosen", [("1",), ("1", "2")])
def test_nothing_is_cut_off_beside_the_list(
    shown: Callable[[QWidget], QWidget], qtbot: QtBot, chosen: tuple[str, ...]
) -> None:
    page = shown(PeoplePage())
    assert isinstance(page, PeoplePage)
    page.resize(944, 564)
    page.show_everybody(crowd(3), NOW)
    page.arrange(COMPACT)
    page.choose(*chosen)
    area = page.side.findChild(QScrollArea)
    qtbot.waitUntil(lambda: area.viewport().width() > 200)
    assert area.widget().minimumSizeHint().width() <= area.viewport().width() - SCROLL_BAR


def test_one_column_keeps_the_list_and_whoever_is_chosen(
    shown: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    page = shown(PeoplePage())
    assert isinstance(page, PeoplePage)
    page.resize(780, 600)
    page.show_everybody(crowd(3), NOW)
    page.arrange(NARROW)
    page.choose("1")
    qtbot.waitUntil(lambda: _top(page, page.side) > _top(page, page.people))
    assert page.people.height() > 80
    assert page.people.model().index(1).data(PERSON).person == "1"


def _top(page: QWidget, part: QWidget) -> int:
    return part.mapTo(page, QPoint()).y()


def crowd(n: int) -> Everybody:
    rows = tuple(person(str(place)) for place in range(n))
    stations = {"d": "Desk North, second floor"}
    return Everybody(rows, {row.person: row.name for row in rows}, (), stations, ())


def person(id_: str) -> PersonRow:
    return PersonRow(
        person=id_,
        name=f"Person {id_}",
        team="Desk",
        also=(),
        stations=(),
        first_day=None,
        last_day=None,
        events=0,
    )


def test_days_are_said_as_people_say_them() -> None:
    today = NOW.day
    said = [day_of(today - timedelta(days=days), NOW) for days in (0, 1, 40, 400)]
    assert said[:2] == ["today", "yesterday"]
    assert said[2].split()[0].isdigit()
    assert day_of(None, NOW) == "not yet"
    assert day_of(today.replace(year=1970), NOW) == "unknown day"
