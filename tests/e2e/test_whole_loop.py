"""A worker takes a lesson at the keyboard, and a key result moves in the office."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keystep import settings
from keystep.domain.facts import Kind
from keystep.gui.learn.player import Player
from keystep.gui.learn.today import TodayPage
from keystep.services import learning
from keystep.services.okr.files import load_okrs
from keystep.services.roster import register
from keystep.services.station import Station
from tests.conftest import PASSPHRASE, World
from tests.e2e.hands import ENTER, Hands, opened_window
from tests.figures import FIRST_WEEKS, cycle_text, written_cycle
from tests.takers import PACK, take_lesson

LESSON = "three-sentences"


def keystep(*arguments: object) -> str:
    """Run the command line in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "keystep", *map(str, arguments)],
        env={**os.environ, "KEYSTEP_PASSPHRASE": PASSPHRASE},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def path_completed(office: Path) -> float | None:
    board = json.loads(keystep("okr", "show", "--json", "--home", office))
    [objective] = board["objectives"]
    now = objective["key_results"][0]["now"]
    return now["value"] if now else None


def test_a_lesson_at_the_keyboard_moves_a_key_result(
    world: World, open_home: Callable[[Path], Station], qtbot: QtBot, qapp: QApplication
) -> None:
    cycle = cycle_text(FIRST_WEEKS, end="2036-08-01")
    load_okrs(world.office, written_cycle(world.root, cycle))
    van = world.add_station("Van 12")
    amara = register(van, "Amara Osei", "Desk North")
    kinds = {step.kind for step in van.shelf.lesson(PACK, LESSON).steps}
    for lesson in van.shelf.pack(PACK).paths[0].lessons:
        if lesson != LESSON:
            take_lesson(van, amara.id, lesson)
    settings.save(
        van.home, settings.Settings(learner=amara.id, share=settings.load(van.home).share)
    )
    van.close()
    world.office.close()
    keystep("sync", "--home", van.home)
    keystep("import", "--home", world.office.home)
    assert path_completed(world.office.home) == 0

    with opened_window(qtbot, qapp, van.home) as window:
        hands = Hands(window)
        assert isinstance(hands.page, TodayPage)
        hands.tab_to("Continue path")
        hands.press(ENTER)
        assert isinstance(hands.page, Player)
        hands.finish()
        assert hands.shown == kinds
        assert len(kinds) == 6
        hands.press(ENTER)

    keystep("sync", "--home", van.home)
    told = json.loads(keystep("import", "--json", "--home", world.office.home))
    assert sum(file["events"] for file in told["files"]) > 10
    assert path_completed(world.office.home) == 100


def test_a_window_closed_in_a_lesson_opens_at_the_same_step(
    tmp_path: Path, open_home: Callable[[Path], Station], qtbot: QtBot, qapp: QApplication
) -> None:
    home = tmp_path / "home"
    open_home(home).close()
    saved: list[str] = []
    with opened_window(qtbot, qapp, home) as window:
        hands = Hands(window, saved.append)
        hands.register("Amara Osei")
        hands.tab_to("Start")
        hands.press(ENTER)
        while len(saved) < 2:
            hands.turn()
        assert isinstance(hands.page, Player)
        left_at = hands.page.step.id

    with opened_window(qtbot, qapp, home) as window:
        hands = Hands(window)
        hands.tab_to("Start")
        hands.press(ENTER)
        player = hands.page
        assert isinstance(player, Player)
        assert player.step.id == left_at
        hands.finish()

    station = open_home(home)
    events = [recorded.event for recorded in station.store.events()]
    asked = [e.body["item"] for e in events if e.kind == Kind.ITEM_ANSWERED]
    assert asked[: len(saved)] == saved
    assert len(asked) == len(set(asked))
    learner = station.store.learners()[0].id
    run = learning.open_lesson(station, learner, PACK, "before-you-start")
    assert run.step == 0
