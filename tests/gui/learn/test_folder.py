"""The folder: joining, syncing, and what is said when it is not there."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from keystep import settings
from keystep.gui.learn.completion import CompletionPage
from keystep.gui.learn.window import LearnWindow
from keystep.gui.widgets.eight_words import EightWords
from keystep.services.importing import import_share
from keystep.services.joining import leave_share
from keystep.services.office import found_organisation
from keystep.services.roster import register
from keystep.services.stations import enrol, greet_stations, words_of
from tests.conftest import PASSPHRASE, QUICK, World
from tests.fakes import FakeIds
from tests.gui.learn.conftest import Open
from tests.gui.learn.hands import click, open_lesson, page, says, turn_until


@pytest.fixture
def window(world: World, open_window: Open) -> LearnWindow:
    station = world.open_home(world.root / "hall")
    amara = register(station, "Amara Osei", "Hall 3")
    settings.save(station.home, settings.Settings(learner=amara.id))
    opened = open_window(station)
    click(opened, "The folder")
    return opened


def test_joining_compares_words_and_syncing_ends_in_words(
    window: LearnWindow, world: World, qtbot: QtBot
) -> None:
    _join(window, world.share)
    shown = _words(window, qtbot)
    [asking] = greet_stations(world.office)
    assert shown == words_of(world.office, asking.device)
    assert says(window, "the eight words are not compared yet")
    assert not _bundles(world), "nothing leaves before the words were compared"

    click(window, "The words are the same")
    qtbot.waitUntil(lambda: says(window, "You belong to Hartmann Tableware"))
    assert says(window, "1 update waiting for the folder")
    assert says(window, "The office has not confirmed it yet")
    click(window, "Sync now")
    qtbot.waitUntil(lambda: says(window, "1 update is in the folder now."))
    assert not says(window, "waiting for the folder")
    assert _bundles(world)


def test_words_that_differ_leave_the_folder(
    window: LearnWindow, world: World, qtbot: QtBot
) -> None:
    _join(window, world.share)
    _words(window, qtbot)
    click(window, "They differ")
    qtbot.waitUntil(lambda: says(window, "You did not join"))
    assert says(window, "Join the folder")
    assert not _bundles(world)


def test_another_office_is_told_apart_from_the_one_before(
    world: World, open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    station = world.add_station("hall")
    amara = register(station, "Amara Osei", "Hall 3")
    leave_share(station)
    settings.change(station.home, learner=amara.id)
    other, ids = tmp_path / "other", FakeIds("other")
    found_organisation(tmp_path / "vogel", other, "Vogel", PASSPHRASE, new_id=ids, argon=QUICK)
    window = open_window(station)
    click(window, "The folder")
    _join(window, other)
    _words(window, qtbot)
    click(window, "The words are the same")
    qtbot.waitUntil(lambda: says(window, "You belong to Vogel"))
    assert says(window, "What you learnt for another office stays on this computer.")
    assert not says(window, "waiting for the folder")


def test_the_line_tells_what_the_office_received(
    window: LearnWindow, world: World, qtbot: QtBot
) -> None:
    _belong(window, world, qtbot)
    enrol(world.office, greet_stations(world.office)[0].device)
    _sync(window, qtbot)
    import_share(world.office)
    click(window, "Sync now")
    qtbot.waitUntil(lambda: says(window, "The office has received 1 update."))
    assert says(window, "The office counts this computer in")
    assert says(window, "last received by the office Mon 09:00")


def test_a_stick_carries_progress_and_is_safe_to_remove(
    window: LearnWindow, world: World, qtbot: QtBot, tmp_path: Path
) -> None:
    _belong(window, world, qtbot)
    stick = tmp_path / "stick"
    stick.mkdir()
    world.share.rename(world.root / "elsewhere")
    page(window).joined.stick_chosen.emit(str(stick))
    qtbot.waitUntil(lambda: says(window, "Safe to remove"))
    assert says(window, "1 update is on the stick.")
    assert list((stick / "stations").rglob("*.json"))


def test_progress_leaves_by_itself_after_a_lesson(
    window: LearnWindow, world: World, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    _belong(window, world, qtbot)
    _sync(window, qtbot)
    before = _bundles(world)
    monkeypatch.setattr("keystep.gui.learn.courier.SOON_MS", 0)
    open_lesson(window, "before-you-start")
    turn_until(window, lambda: isinstance(page(window), CompletionPage))
    assert says(window, "Saved here, waiting for the office")
    qtbot.waitUntil(lambda: _bundles(world) > before)


def test_a_wrong_folder_is_told_at_its_field_and_stays_typed(
    window: LearnWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    nowhere = tmp_path / "nowhere"
    _join(window, nowhere)
    joining = page(window).joining
    qtbot.waitUntil(joining.join.isEnabled)
    assert says(joining.place, str(nowhere))
    assert joining.place.text() == str(nowhere)
    assert joining.name.text() == "Hall 3, laptop 2"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_folder_is_chosen_while_the_window_lives_on(
    window: LearnWindow, tmp_path: Path
) -> None:
    click(window, "Choose")
    [asking] = page(window).findChildren(QFileDialog)
    typed = asking.findChild(QLineEdit)
    assert typed is not None
    typed.setText(str(tmp_path))
    asking.accept()
    assert page(window).joining.place.text() == str(tmp_path)


def test_a_missing_folder_or_name_is_asked_for(window: LearnWindow) -> None:
    click(window, "Join the folder")
    assert says(window, "Choose the folder first.")
    assert says(window, "Give this computer a name that the office knows.")


def test_a_folder_that_went_away_is_calm(window: LearnWindow, world: World, qtbot: QtBot) -> None:
    _belong(window, world, qtbot)
    world.share.rename(world.root / "elsewhere")
    click(window, "Sync now")
    qtbot.waitUntil(lambda: says(window, "The folder is not here just now"))
    assert says(window, "you can learn everything you see")
    assert says(window, "the folder is not here just now")
    assert page(window).joined.sync.isEnabled()


def _join(window: LearnWindow, share: Path) -> None:
    QTest.keyClicks(page(window).joining.place.edit, str(share))
    QTest.keyClicks(page(window).joining.name.edit, "Hall 3, laptop 2")
    click(window, "Join the folder")


def _words(window: LearnWindow, qtbot: QtBot) -> tuple[str, ...]:
    qtbot.waitUntil(lambda: len(page(window).findChildren(EightWords)) == 1)
    [shown] = page(window).findChildren(EightWords)
    assert isinstance(shown, EightWords)
    return shown.words


def _belong(window: LearnWindow, world: World, qtbot: QtBot) -> None:
    _join(window, world.share)
    _words(window, qtbot)
    click(window, "The words are the same")
    qtbot.waitUntil(lambda: says(window, "You belong to Hartmann Tableware"))


def _sync(window: LearnWindow, qtbot: QtBot) -> None:
    click(window, "Sync now")
    qtbot.waitUntil(lambda: says(window, "in the folder now."))


def _bundles(world: World) -> set[Path]:
    every = (world.share / "stations").rglob("*.json")
    return {path for path in every if not path.name.startswith("hello-")}
