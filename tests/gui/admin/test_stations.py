"""The stations page on real offices and shares, by mouse and keys."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from keystep.aggregate.membership import Membership
from keystep.aggregate.overview import StationRow
from keystep.bootstrap import open_station
from keystep.domain.bundles import Health, Troubles
from keystep.domain.trust import Asks
from keystep.gui.admin.list_row import ListRow
from keystep.gui.admin.stations.page import StationsPage
from keystep.gui.admin.stations.roll import Roll, in_order
from keystep.gui.admin.stations.words import said_of, standing_of
from keystep.gui.widgets.eight_words import EightWords
from keystep.gui.widgets.field import Field
from keystep.gui.widgets.states import EmptyState, ErrorState, LoadingState
from keystep.services import joining, people
from keystep.services.importing import import_share
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.syncing import sync
from keystep.sync.kiosk_file import read_kiosk
from tests.conftest import World
from tests.gui.admin.conftest import NOW, Face
from tests.gui.admin.hands import button, has_button, notice, press, rows, seen, unlock

Open = Callable[..., Face]
FULL = Health(program="0.1.0", waiting=0, free_mib=50)


def told(world: World, name: str) -> StationRow:
    every = world.office.ledger.members.overview()
    return next(row for row in every if row.name == name)


def report(world: World, station: Station, *learners: str) -> None:
    for learner in learners:
        register(station, learner, "Desk")
    world.clock.move(minutes=1)
    sync(station)
    import_share(world.office)


def stations_page(face: Face, count: int) -> StationsPage:
    """The page once it lists ``count`` stations."""
    face.navigator.go_to("stations")
    page = face.page
    assert isinstance(page, StationsPage)
    face.wait(lambda: len(rows(face)) == count)
    face.wait(lambda: not face.navigator.inbox.is_busy)
    return page


def name_field(page: StationsPage) -> Field:
    return next(field for field in page.findChildren(Field) if field.edit.isVisible())


def test_no_station_yet(world: World, open_face: Open) -> None:
    face = open_face()
    face.navigator.go_to("stations")
    face.wait(lambda: face.page.findChild(EmptyState) is not None)
    assert "No station yet" in seen(face)


def test_a_station_is_enrolled_after_its_words_were_compared(world: World, open_face: Open) -> None:
    van = world.add_station("Van 12", enrolled=False)
    register(van, "Amara Osei", "Desk")
    sync(van)
    face = open_face(unlocked=False)
    page = stations_page(face, 1)
    asks = "A new station · It asks to be enrolled. · Compare the eight words with its screen"
    assert rows(face) == [asks]
    press(face, "Compare words")
    assert page.findChild(EightWords).words == joining.words(van)
    press(face, "The words are the same: enrol")
    unlock(face)
    face.wait(lambda: bool(people.people(world.office)))
    assert [row.name for row in world.office.ledger.members.enrolled()] == ["Van 12"]
    face.wait(lambda: not face.navigator.inbox.is_busy)
    stations_page(face, 1)
    face.wait(lambda: rows(face)[0].startswith("Van 12 · Keystep "))


def test_a_station_is_renamed_by_keys_and_needs_a_name(world: World, open_face: Open) -> None:
    world.add_station("Van 12")
    face = open_face()
    page = stations_page(face, 1)
    button(face, "Details").setFocus()
    face.qtbot.keyClick(face.window.focusWidget(), Qt.Key.Key_Return)
    field = name_field(page)
    field.edit.selectAll()
    face.qtbot.keyClicks(field.edit, "  ")
    face.qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert "Type a name" in field.edit.accessibleDescription()
    face.qtbot.keyClicks(field.edit, "Gate <b>2</b>")
    face.qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    face.wait(lambda: any(row.startswith("Gate <b>2</b>") for row in rows(face)))
    assert told(world, "Gate <b>2</b>").membership is Membership.ENROLLED
    assert has_button(face, "Rename"), "what was unfolded stays so"


def test_a_key_is_withdrawn_by_two_presses_and_trusted_again(world: World, open_face: Open) -> None:
    van = world.add_station("Van 12")
    report(world, van, "Amara Osei")
    face = open_face(unlocked=False)
    stations_page(face, 1)
    press(face, "Details")
    press(face, "Withdraw its key")
    face.wait(lambda: button(face, "Leave it").hasFocus())
    press(face, "Leave it")
    assert not has_button(face, "Withdraw it")
    press(face, "Withdraw its key")
    assert any("Nothing that it writes from now on will count" in words for words in seen(face))
    press(face, "Withdraw it")
    unlock(face)
    face.wait(lambda: "Its key is withdrawn" in notice(face))
    assert "with their next sync" in notice(face)
    assert told(world, "Van 12").revoked_at is not None
    press(face, "Trust it again")
    face.wait(lambda: "It is trusted again" in notice(face))
    assert told(world, "Van 12").revoked_at is None
    face.wait(lambda: has_button(face, "Withdraw its key"))


def test_a_copied_disk_waits_until_it_is_approved(world: World, open_face: Open) -> None:
    van = world.add_station("Van 12")
    twin = world.root / "twin"
    report(world, van)
    shutil.copytree(van.home, twin)
    report(world, van, "Amara Osei")
    with closing(open_station(twin, world.clock)) as copy:
        register(copy, "Ben Roth", "Desk")
        sync(copy)
    face = open_face()
    stations_page(face, 1)
    face.wait(lambda: "Its disk turned out to be a copy" in rows(face)[0])
    press(face, "Details")
    press(face, "Approve")
    face.wait(lambda: len(people.people(world.office)) == 2)
    face.wait(lambda: not face.navigator.inbox.is_busy)
    assert told(world, "Van 12").asks is None


def test_everybody_of_a_lost_machine_is_expected_at_another(world: World, open_face: Open) -> None:
    lost = world.add_station("Lost laptop")
    new = world.add_station("New laptop")
    report(world, lost, "Amara Osei", "Kofi Mensah")
    face = open_face()
    page = stations_page(face, 2)
    page.open_station(lost.keys.device)
    press(face, "Expect everybody there")
    face.wait(lambda: "2 people are expected there" in notice(face))
    sync(new)
    assert {learner.name for learner in new.store.learners()} == {"Amara Osei", "Kofi Mensah"}


def test_many_are_invited_with_one_file(world: World, open_face: Open, tmp_path: Path) -> None:
    face = open_face()
    page = stations_page(face, 0)
    press(face, "Invite many")
    places = page.invitation.places
    assert places.edit.hasFocus()
    face.qtbot.keyClicks(places.edit, "0")
    press(face, "Write the file")
    assert places.edit.accessibleDescription() == "1 to 1,000"
    face.qtbot.keyClicks(places.edit, "30")
    press(face, "Write the file")
    assert face.desk.usual == ["keystep-kiosk.toml"], "nobody chose a place: nothing is written"
    face.desk.file = tmp_path / "keystep-kiosk.toml"
    press(face, "Invite many")
    press(face, "Write the file")
    face.wait(lambda: "The invitation is written" in notice(face))
    file = face.desk.file
    assert read_kiosk(file).organisation == "Hartmann Tableware"
    assert file.stat().st_mode & 0o077 == 0
    face.wait(lambda: "0 of 30 stations have used it." in seen(face))
    press(face, "Close it now")
    face.wait(lambda: "The invitation is closed" in notice(face))
    face.wait(lambda: not has_button(face, "Close it now"))


def test_an_invitation_that_cannot_be_written_is_told(
    world: World, open_face: Open, tmp_path: Path
) -> None:
    face = open_face()
    stations_page(face, 0)
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    face.desk.file = tmp_path / "file" / "keystep-kiosk.toml"
    press(face, "Invite many")
    press(face, "Write the file")
    face.wait(lambda: "could not be written" in notice(face))


def test_what_is_typed_and_unfolded_outlives_a_new_reading(world: World, open_face: Open) -> None:
    van = world.add_station("Van 12")
    face = open_face()
    page = stations_page(face, 1)
    face.navigator.stations.show(van.keys.device)
    face.wait(lambda: has_button(face, "Rename"))
    field = name_field(page)
    field.edit.setFocus()
    face.qtbot.keyClicks(field.edit, ", laptop")
    world.add_station("Van 13")
    face.navigator.refresh()
    face.wait(lambda: len(rows(face)) == 2)
    again = name_field(page)
    assert again is not field
    assert again.text() == "Van 12, laptop"
    assert again.edit.hasFocus()
    face.navigator.stations.show(van.keys.device)
    face.wait(lambda: has_button(face, "Rename"))


def test_a_share_that_is_away_is_told_and_what_is_known_is_shown(
    world: World, open_face: Open
) -> None:
    world.add_station("Van 12")
    shutil.move(world.share, world.root / "elsewhere")
    face = open_face()
    stations_page(face, 1)
    face.wait(lambda: "The share is not here just now" in seen(face))
    shutil.move(world.root / "elsewhere", world.share)
    press(face, "Try again")
    face.wait(lambda: "The share is not here just now" not in seen(face))
    assert len(rows(face)) == 1


def test_stations_that_cannot_be_read_are_told_until_they_can(
    shown: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    page = shown(StationsPage())
    assert isinstance(page, StationsPage)
    assert page.findChild(LoadingState) is not None
    roll = Roll((station("a"),), {}, ())
    page.show_roll(roll, NOW)
    page.show_fault("The file cannot be read.")
    again = next(b for b in page.findChildren(QPushButton) if b.text() == "Try again")
    with qtbot.waitSignal(page.again_wanted):
        qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    page.show_roll(roll, NOW)
    assert not [state for state in page.findChildren(ErrorState) if state.isVisible()]
    assert listed(page)


def station(device: str, **values: object) -> StationRow:
    """One that reported an hour ago, but for ``values``."""
    row = StationRow(
        device=device,
        name=device.upper(),
        membership=Membership.ENROLLED,
        epoch="e",
        asks=None,
        enrolled_at=NOW.at,
        revoked_at=None,
        sealed_at=NOW.at - timedelta(hours=1),
        imported_at=NOW.at,
        health=Health(program="0.1.0", waiting=0, free_mib=5000),
        events=12,
        missing=(),
        missing_since=None,
        forked=False,
        clock_off_ms=None,
    )
    return replace(row, **values)


def test_hundreds_are_shown_by_and_by(shown: Callable[[QWidget], QWidget], qtbot: QtBot) -> None:
    page = shown(StationsPage())
    assert isinstance(page, StationsPage)
    page.show_roll(Roll(tuple(station(f"{n:03}") for n in range(120)), {}, ()), NOW)
    assert len(listed(page)) == 50
    more = next(b for b in page.findChildren(QPushButton) if b.text() == "Show 50 more")
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert len(listed(page)) == 100
    assert page.open_station("119")
    assert len(listed(page)) == 120
    assert not page.open_station("unknown")


def poorly(**troubles: Any) -> dict[str, object]:
    return {"health": Health("0.1.0", 0, 5000, troubles=Troubles(**troubles))}


def listed(page: StationsPage) -> list[ListRow]:
    return [row for row in page.findChildren(ListRow) if row.isVisible()]


@pytest.mark.parametrize(
    ("values", "word", "told"),
    [
        ({}, "Reported", "All is well here."),
        ({"sealed_at": None}, "New", "Enrolled; nothing has come yet."),
        ({"sealed_at": NOW.at - timedelta(days=8)}, "Silent", "Nothing came since"),
        (
            {"health": Health(program="0.1.0", waiting=0, free_mib=50)},
            "Disk full",
            "Only 50 MB are free",
        ),
        (poorly(faults=2, restarts=1), "Damaged", "Its database has 2 faults."),
        (poorly(pausing=True), "Pauses", "Almost all that it may leave on the share"),
        (poorly(restarts=1), "Begun again", "Its window died once within a day."),
        (poorly(restarts=3, frozen=3), "Begun again", "stood still 3 times within a day."),
        (poorly(restarts=3, frozen=1), "Begun again", "stood still once · Its window died 2 times"),
        (poorly(away_days=12), "Was away", "waited for 12 days to reach the share."),
        (
            poorly(restarts=9) | {"sealed_at": NOW.at - timedelta(days=8)},
            "Silent",
            "Nothing came since",
        ),
        ({"clock_off_ms": 2 * 3_600_000}, "Clock off", "Its clock was 2 hours ahead."),
        ({"clock_off_ms": -86_400_000}, "Clock off", "Its clock was 1 day behind."),
        ({"missing": ((4, 9), (12, 12))}, "Gap", "Events 4–9, 12 are missing."),
        ({"missing": ((4, 9),), "missing_since": NOW.at}, "Gap", "4–9 are missing since just now."),
        ({"forked": True, "missing": ((1, 2),)}, "Two of it", "Two different histories"),
        ({"asks": Asks.EPOCH, "forked": True}, "Asks", "Its disk turned out to be a copy"),
        ({"asks": Asks.ENROL}, "Asks", "It asks to be enrolled."),
        ({"revoked_at": NOW.at, "asks": Asks.EPOCH}, "Withdrawn", "Its key was withdrawn"),
    ],
)
def test_the_gravest_thing_is_said_first(values: dict[str, object], word: str, told: str) -> None:
    said = said_of(station("a", **values), NOW)
    assert said.word == word
    assert told in said.told


def test_all_that_a_station_complains_of_is_listed_below_it() -> None:
    ill = poorly(restarts=2, frozen=1, faults=1, away_days=1, pausing=True)
    told = standing_of(station("a", **ill), NOW)
    for words in ("a fault", "waits to be confirmed", "stood still once", "for a day to reach"):
        assert any(words in line for line in told)
    assert len(told) == len(standing_of(station("a"), NOW)) + 4


def test_whoever_needs_somebody_stands_first() -> None:
    well, silent = station("a"), station("b", sealed_at=NOW.at - timedelta(days=30))
    asks, gap = station("d", asks=Asks.ENROL), station("c", missing=((1, 2),))
    gone = station("e", revoked_at=NOW.at)
    ordered = in_order((gone, well, silent, gap, asks), NOW)
    assert [row.device for row in ordered] == ["d", "c", "b", "a", "e"]
