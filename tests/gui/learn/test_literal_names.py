"""A name that is markup is shown letter by letter, on every screen of the learn face."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from keystep import settings
from tests.conftest import World
from tests.gui.learn.conftest import Open
from tests.gui.learn.screens import every_screen
from tests.gui.literal import marked, shows_the_name, taken_for_markup


@pytest.mark.fault(49)
def test_names_are_shown_letter_by_letter(world: World, open_window: Open, tmp_path: Path) -> None:
    station, learner = marked(world, tmp_path / "files")
    settings.change(station.home, learner=learner)
    window = open_window(station)
    told = set()
    for screen in every_screen(window, station, learner, world.clock):
        QApplication.processEvents()
        assert taken_for_markup(window) == [], screen
        if shows_the_name(window):
            told.add(screen)
    assert {"today", "folder", "completion"} <= told
