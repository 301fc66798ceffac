"""A kiosk is set up at its own screen, by fingers."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from keystep import settings
from keystep.gui.kiosk import scale
from keystep.gui.kiosk.setup.beginning import BeginningStep
from keystep.gui.kiosk.setup.comparing import JoinedStep, WordsStep
from keystep.gui.kiosk.setup.join_page import JoinPage
from keystep.gui.kiosk.setup.naming import NamingStep
from keystep.gui.kiosk.setup.pin import PinStep
from keystep.gui.kiosk.setup.places import PlacesStep
from keystep.gui.kiosk.setup.reach import ReachStep
from keystep.services import stations
from keystep.services.kiosk.searching import Place
from keystep.services.kiosk.setting_up import finish, needs_set_up, stay_alone
from keystep.services.kiosk.signing_in import ADMIN, Way, check, choose, ways
from keystep.services.kiosk.told_rules import KioskWishes
from keystep.services.meeting import KIOSK_FILE
from tests.conftest import World
from tests.gui.kiosk.setup.conftest import OpenedWindows, Stand

WHOSE, PIN = "Hartmann Tableware", "4711"


def share_found(world: World) -> Place:
    return Place(world.share, WHOSE)


def file_found(world: World, **wishes: Any) -> Place:
    text = stations.invite(world.office, 2, timedelta(days=7), KioskWishes(**wishes))
    (world.root / KIOSK_FILE).write_text(text, "utf-8")
    return Place(world.root / KIOSK_FILE, WHOSE, by_file=True)


def join(stand: Stand, place: Place, name: str = "Hall 7") -> None:
    stand.places = [place]
    stand.press(stand.at(BeginningStep).join)
    where = stand.at(PlacesStep)
    stand.qtbot.waitUntil(lambda: bool(where.tiles))
    stand.press(where.tiles[0])
    naming = stand.at(NamingStep)
    naming.name.set_text(name)
    stand.press(naming.go)


def choose_pin(stand: Stand) -> None:
    stand.put(PIN)
    stand.put(PIN)
    stand.at(ReachStep)


def test_from_the_folder_to_a_kiosk(stand: Stand, world: World) -> None:
    join(stand, share_found(world))
    comparing = stand.at(WordsStep)
    stand.qtbot.waitUntil(lambda: len(comparing.words.words) == 8)
    [asking] = stations.greet_stations(world.office)
    assert comparing.words.words == stations.words_of(world.office, asking.device)
    stand.press(comparing.go)
    choose_pin(stand)
    reach = stand.at(ReachStep)
    stand.press(reach.left_hand)
    stand.press(reach.seated)
    stand.press(reach.language.after)
    stand.press(reach.go)
    stand.qtbot.waitUntil(lambda: stand.finished == 1)
    kept = settings.load(stand.station.home)
    assert (kept.kiosk, kept.station) == (True, "Hall 7")
    assert (kept.kiosk_rules.hand, kept.kiosk_rules.low, kept.language) == ("left", True, "ar")
    assert check(stand.station, ADMIN, Way.PIN, PIN).right
    assert not needs_set_up(stand.station)


def test_it_goes_on_where_the_plug_was_pulled(stand: Stand, world: World) -> None:
    join(stand, share_found(world))
    stand.at(WordsStep)
    stand.begin_again()
    stand.press(stand.at(WordsStep).go)
    stand.at(PinStep)
    stand.begin_again()
    choose_pin(stand)
    stand.begin_again()
    stand.press(stand.at(ReachStep).go)
    stand.qtbot.waitUntil(lambda: stand.finished == 1)


def test_without_an_office_and_back_again(stand: Stand) -> None:
    stand.press(stand.at(BeginningStep).later)
    stand.press(stand.at(NamingStep).back)
    stand.press(stand.at(BeginningStep).later)
    stand.at(NamingStep).name.set_text("Hall 8")
    QTest.keyClick(stand.at(NamingStep).name.edit, Qt.Key.Key_Return)
    stand.press(stand.at(PinStep).back)
    naming = stand.at(NamingStep)
    assert naming.name.text() == "Hall 8"
    stand.press(naming.go)
    choose_pin(stand)
    stand.press(stand.at(ReachStep).back)
    choose_pin(stand)
    QTest.keyClick(stand.page, Qt.Key.Key_Escape)
    stand.at(PinStep)


def test_a_kiosk_file_needs_no_words(stand: Stand, world: World) -> None:
    join(stand, file_found(world), name="")
    stand.at(PinStep)
    share = settings.load(stand.station.home).share
    assert share is not None
    assert share.confirmed


def test_with_a_file_that_has_the_pin_only_the_reach_is_asked(stand: Stand, world: World) -> None:
    join(stand, file_found(world, pin="90210", rules={"hand": "left"}))
    assert stand.at(ReachStep).left_hand.isChecked()


def test_a_file_that_lies_ready_needs_nobody(stand: Stand, world: World) -> None:
    stand.ready = [file_found(world, name="Hall 7", pin="90210").path.parent]
    stand.begin_again()
    stand.qtbot.waitUntil(lambda: stand.finished == 1)
    kept = settings.load(stand.station.home)
    assert (kept.station, kept.kiosk, needs_set_up(stand.station)) == ("Hall 7", True, False)
    stand.begin_again()
    stand.qtbot.waitUntil(lambda: stand.finished == 2)


def test_a_file_that_lies_ready_without_a_pin_leaves_that_to_be_chosen(
    stand: Stand, world: World
) -> None:
    stand.ready = [file_found(world).path.parent]
    stand.begin_again()
    stand.at(PinStep)


def test_a_file_that_lies_ready_and_is_refused_is_told(stand: Stand, world: World) -> None:
    file_found(world).path.write_text("root = 7", "utf-8")
    stand.ready = [world.root]
    stand.begin_again()
    beginning = stand.at(BeginningStep)
    stand.qtbot.waitUntil(lambda: beginning.notice is not None)
    assert beginning.notice is not None
    assert KIOSK_FILE in beginning.notice.accessibleName()
    stand.press(beginning.later)
    stand.at(NamingStep)


@pytest.mark.parametrize("by_file", [False, True])
def test_a_kiosk_that_began_by_itself_joins_later(
    stand: Stand, world: World, *, by_file: bool
) -> None:
    stay_alone(stand.station, "Hall 8")
    choose(stand.station, ADMIN, Way.PIN, PIN)
    finish(stand.station, "left", low=False, language="")
    place = file_found(world, pin="90210") if by_file else share_found(world)
    stand.clear()
    stand.page = JoinPage(stand.station, lambda: [place])
    stand.show(stand.page)
    where = stand.at(PlacesStep)
    with stand.qtbot.waitSignal(stand.page.left):
        stand.press(where.back)
    stand.qtbot.waitUntil(lambda: bool(where.tiles))
    stand.press(where.tiles[0])
    assert stand.at(NamingStep).name.text() == "Hall 8"
    with stand.qtbot.waitSignal(stand.page.done):
        stand.press(stand.at(NamingStep).go)
        if not by_file:
            stand.press(stand.at(WordsStep).go)
    kept = settings.load(stand.station.home)
    assert kept.share is not None
    assert (kept.share.confirmed, kept.kiosk, kept.station) == (True, True, "Hall 8")
    assert check(stand.station, ADMIN, Way.PIN, PIN).right


def test_words_that_differ_leave_the_folder(stand: Stand, world: World) -> None:
    join(stand, share_found(world))
    stand.press(stand.at(WordsStep).differ)
    where = stand.at(PlacesStep)
    assert where.notice is not None
    assert "somebody may have changed" in where.notice.accessibleName()
    kept = settings.load(stand.station.home)
    assert (kept.share, kept.kiosk) == (None, False)


def test_another_folder_can_be_chosen_after_the_words(stand: Stand, world: World) -> None:
    join(stand, share_found(world))
    stand.press(stand.at(WordsStep).go)
    stand.press(stand.at(PinStep).back)
    stand.press(stand.at(JoinedStep).go)
    stand.press(stand.at(PinStep).back)
    stand.press(stand.at(JoinedStep).another)
    stand.at(PlacesStep)
    assert settings.load(stand.station.home).share is None


def test_a_typed_path_is_refused_where_it_stands(stand: Stand, world: World) -> None:
    stand.press(stand.at(BeginningStep).join)
    where = stand.at(PlacesStep)
    assert where.go is not None
    assert not where.go.isEnabled()
    QTest.keyClicks(where.path.edit, str(world.root / "nowhere"))
    stand.press(where.go)
    stand.qtbot.waitUntil(lambda: bool(where.path.edit.accessibleDescription()))
    assert "nowhere" in where.path.edit.accessibleDescription()
    where.path.edit.clear()
    QTest.keyClicks(where.path.edit, str(world.share))
    stand.press(where.go)
    assert WHOSE in stand.at(NamingStep).says.text()


def test_a_folder_that_went_is_refused_with_a_way_back(stand: Stand, world: World) -> None:
    join(stand, Place(world.root / "gone", WHOSE))
    naming = stand.at(NamingStep)
    stand.qtbot.waitUntil(lambda: bool(naming.name.edit.accessibleDescription()))
    stand.press(naming.back)
    stand.at(PlacesStep)


def test_a_search_that_finds_nothing_says_what_to_do_and_looks_again(
    stand: Stand, world: World
) -> None:
    stand.press(stand.at(BeginningStep).join)
    where = stand.at(PlacesStep)
    stand.qtbot.waitUntil(where.again.isEnabled)
    assert "look again" in where.state.text()
    stand.places = [Place(world.root / str(n), f"Office {n}") for n in range(4)]
    stand.press(where.again)
    stand.qtbot.waitUntil(lambda: bool(where.tiles))
    seen = {tile.text() for tile in where.tiles}
    stand.press(where.more)
    seen |= {tile.text() for tile in where.tiles}
    assert seen == {f"Office {n}" for n in range(4)}


@pytest.mark.parametrize(
    ("first", "second", "told"), [("1234", "", "first"), (PIN, "4712", "not the same")]
)
def test_a_pin_that_is_weak_or_mistyped_is_chosen_anew(
    stand: Stand, first: str, second: str, told: str
) -> None:
    stand.press(stand.at(BeginningStep).later)
    stand.press(stand.at(NamingStep).go)
    stand.put(first)
    if second:
        stand.put(second)
    assert told in stand.at(PinStep).panel.box.words
    assert ways(stand.station, ADMIN) == frozenset()
    choose_pin(stand)


def test_the_pin_may_be_typed(stand: Stand) -> None:
    stand.press(stand.at(BeginningStep).later)
    stand.press(stand.at(NamingStep).go)
    for _ in range(2):
        QTest.keyClicks(stand.at(PinStep).panel, f"{PIN}9")
        QTest.keyClick(stand.at(PinStep).panel, Qt.Key.Key_Backspace)
        QTest.keyClick(stand.at(PinStep).panel, Qt.Key.Key_Return)
    stand.at(ReachStep)
    assert check(stand.station, ADMIN, Way.PIN, PIN).right


def test_everything_is_large_enough_for_a_finger(stand: Stand, world: World) -> None:
    def check_targets() -> None:
        assert stand.page.step is not None
        shown = [b for b in stand.page.findChildren(QAbstractButton) if b.isVisible()]
        assert shown
        small = [b.accessibleName() for b in shown if min(b.height(), b.width()) < scale.px(56)]
        assert small == []

    check_targets()
    join(stand, share_found(world))
    stand.at(WordsStep)
    check_targets()
    stand.press(stand.at(WordsStep).go)
    stand.at(PinStep)
    check_targets()
    choose_pin(stand)
    check_targets()


def test_no_step_is_ever_a_window_of_its_own(stand: Stand, world: World) -> None:
    """It would take the keyboard from the kiosk for a moment, and the one on the screen with it."""
    opened = OpenedWindows(stand.window)
    join(stand, share_found(world))
    stand.press(stand.at(WordsStep).go)
    choose_pin(stand)
    stand.press(stand.at(ReachStep).back)
    stand.at(PinStep)
    assert opened.seen == []


def test_the_keyboard_goes_to_what_was_found(stand: Stand, world: World) -> None:
    stand.qtbot.waitActive(stand.window)
    stand.places = [share_found(world)]
    stand.press(stand.at(BeginningStep).join)
    where = stand.at(PlacesStep)
    stand.qtbot.waitUntil(lambda: bool(where.tiles) and where.tiles[0].hasFocus())


def test_an_unreadable_file_is_named_without_an_office(stand: Stand, tmp_path: Path) -> None:
    path = tmp_path / KIOSK_FILE
    path.write_text("root = 7", "utf-8")
    join(stand, Place(path, "", by_file=True))
    naming = stand.at(NamingStep)
    stand.qtbot.waitUntil(lambda: bool(naming.name.edit.accessibleDescription()))
    assert KIOSK_FILE in naming.name.edit.accessibleDescription()
