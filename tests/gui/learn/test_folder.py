"""The folder: joining, syncing, and what is said when it is not there."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from keystep import settings
from keystep.domain.ports import OutboxState
from keystep.gui.learn.navigator import folder_facts
from keystep.gui.learn.window import LearnWindow
from keystep.services.roster import register
from tests.conftest import World
from tests.fakes import START
from tests.gui.learn.conftest import Open
from tests.gui.learn.hands import click, page, says


@pytest.fixture
def window(world: World, open_window: Open) -> LearnWindow:
    station = world.open_home(world.root / "hall")
    amara = register(station, "Amara Osei", "Hall 3")
    settings.save(station.home, settings.Settings(learner=amara.id))
    opened = open_window(station)
    click(opened, "The folder")
    return opened


def test_joining_and_syncing_end_in_words(window: LearnWindow, world: World, qtbot: QtBot) -> None:
    _join(window, world.share)
    qtbot.waitUntil(lambda: says(window, "You belong to Hartmann Tableware"))
    assert says(window, "1 update waiting for the folder")
    click(window, "Sync now")
    qtbot.waitUntil(lambda: says(window, "1 update is in the folder now."))
    assert says(window, "0 updates waiting for the folder")
    assert list((world.share / "stations").rglob("*.json"))


def test_a_wrong_folder_is_told_at_its_field_and_stays_typed(
    window: LearnWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    nowhere = tmp_path / "nowhere"
    _join(window, nowhere)
    qtbot.waitUntil(page(window).join.isEnabled)
    assert says(page(window).place, str(nowhere))
    assert page(window).place.text() == str(nowhere)
    assert page(window).name.text() == "Hall 3, laptop 2"


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
    assert page(window).place.text() == str(tmp_path)


def test_a_missing_folder_or_name_is_asked_for(window: LearnWindow) -> None:
    click(window, "Join the folder")
    assert says(window, "Choose the folder first.")
    assert says(window, "Give this computer a name that the office knows.")


def test_a_folder_that_went_away_is_calm(window: LearnWindow, world: World, qtbot: QtBot) -> None:
    _join(window, world.share)
    qtbot.waitUntil(lambda: says(window, "You belong to"))
    world.share.rename(world.root / "elsewhere")
    click(window, "Sync now")
    qtbot.waitUntil(lambda: says(window, "The folder is not here just now"))
    assert says(window, "you can learn everything you see")
    assert page(window).sync.isEnabled()


def test_the_status_line_counts_updates() -> None:
    outbox = OutboxState(unsealed=3, waiting=2, unreceipted=1, received=START)
    assert folder_facts(outbox, 120, joined=True) == (
        "3 updates waiting for the folder",
        "last received by the office Mon 09:00",
    )
    assert folder_facts(outbox, 120, joined=False) == ("no folder chosen yet",)


def _join(window: LearnWindow, share: Path) -> None:
    QTest.keyClicks(page(window).place.edit, str(share))
    QTest.keyClicks(page(window).name.edit, "Hall 3, laptop 2")
    click(window, "Join the folder")
