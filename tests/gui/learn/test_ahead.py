"""The lesson that Today offers is ready before it is opened, and nothing shows that it is."""

from __future__ import annotations

from dataclasses import replace
from time import sleep

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from keystep import settings
from keystep.domain.ports import Learner
from keystep.gui.learn.ahead import Ahead
from keystep.gui.learn.player import Player
from keystep.gui.learn.player_place import SPENT
from keystep.gui.learn.prose import Prose
from keystep.gui.learn.window import LearnWindow
from keystep.gui.theme import Appearance
from keystep.services.learning import open_lesson, view_step
from keystep.services.place import places
from keystep.services.station import Station
from tests.fakes import FakeClock
from tests.gui.learn.formats.test_article import full_lines
from tests.gui.learn.hands import page

AT, LEFT = (QPointF(5, 5), QPointF(5, 5)), Qt.MouseButton.LeftButton
NOTHING_HELD = Qt.KeyboardModifier.NoModifier


def players(window: LearnWindow) -> list[Player]:
    """Those that are laid out, shown or not."""
    pages = (window.pages.widget(n) for n in range(window.pages.count()))
    return [each for each in pages if isinstance(each, Player) and each.width() > 1000]


@pytest.fixture
def ready(window: LearnWindow, qtbot: QtBot) -> Player:
    """The player behind Today."""
    qtbot.waitUntil(lambda: bool(players(window)))
    return players(window)[0]


def begin(window: LearnWindow, player: Player) -> Player:
    """Open the lesson of ``player`` and give what is then on the screen."""
    assert window.navigator is not None
    window.navigator.open_lesson(player.run.pack.id, player.run.lesson.id)
    shown = page(window)
    assert isinstance(shown, Player)
    return shown


def test_it_is_shown_when_the_lesson_is_opened(window: LearnWindow, ready: Player) -> None:
    assert not ready.isVisible()
    assert begin(window, ready) is ready
    assert ready.isVisible()


def test_a_lesson_that_is_not_opened_leaves_no_trace(
    ready: Player, station: Station, amara: Learner
) -> None:
    assert ready.run.key
    kinds = {kept.event.kind for kept in station.store.events()}
    assert not kinds & {"lesson_started", "step_viewed"}
    assert station.store.notes(amara.id, "place") == {}


def test_what_went_on_meanwhile_is_shown(
    window: LearnWindow, ready: Player, station: Station, amara: Learner
) -> None:
    run = open_lesson(station, amara.id, ready.run.pack.id, ready.run.lesson.id)
    view_step(station, run, run.lesson.steps[1])
    shown = begin(window, ready)
    assert shown is not ready
    assert shown.step == run.lesson.steps[1]


@pytest.mark.parametrize("sign", ["pointer", "keyboard", "press"])
def test_a_row_that_is_aimed_at_is_made_ready(
    window: LearnWindow, qtbot: QtBot, amara: Learner, sign: str
) -> None:
    assert window.navigator is not None
    window.navigator.go_to("paths")
    row = page(window).rows()[2]
    {
        "pointer": lambda: qtbot.mouseMove(row),
        "keyboard": row.setFocus,
        "press": lambda: qtbot.mousePress(row, Qt.MouseButton.LeftButton),
    }[sign]()
    wanted = row.lesson.lesson
    qtbot.waitUntil(lambda: [each.run.lesson.id for each in players(window)] == [wanted])
    (player,) = players(window)
    if sign != "press":
        qtbot.mousePress(row, Qt.MouseButton.LeftButton)
    qtbot.mouseRelease(row, Qt.MouseButton.LeftButton)
    assert page(window) is player


def test_whatever_somebody_does_comes_first(window: LearnWindow) -> None:
    assert window.navigator is not None
    window.navigator.go_to("today")
    ahead, handle = window.findChild(Ahead), window.windowHandle()
    soon = ahead.findChild(QTimer)
    assert soon.isActive()
    for event in (
        QMouseEvent(QEvent.Type.MouseButtonPress, *AT, LEFT, LEFT, NOTHING_HELD),
        QMouseEvent(QEvent.Type.MouseButtonRelease, *AT, LEFT, LEFT, NOTHING_HELD),
        QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, NOTHING_HELD),
    ):
        sleep(0.03)
        before = soon.remainingTime()
        QApplication.sendEvent(handle, event)
        assert soon.remainingTime() > before


def test_another_lesson_is_opened_as_ever(window: LearnWindow, ready: Player) -> None:
    assert window.navigator is not None
    other = next(lesson.id for lesson in ready.run.pack.lessons if lesson.id != ready.run.lesson.id)
    window.navigator.open_lesson(ready.run.pack.id, other)
    assert page(window).run.lesson.id == other


def test_time_on_today_is_no_time_at_the_lesson(
    window: LearnWindow, ready: Player, station: Station, clock: FakeClock
) -> None:
    clock.move(minutes=1)
    begin(window, ready)
    clock.move(seconds=7)
    ready.leave()
    assert places(station, ready.run)[ready.step.id][SPENT] == 7_000


def test_it_follows_the_size_of_text(
    window: LearnWindow, ready: Player, appearance: Appearance
) -> None:
    appearance.scale_text(2.0)
    begin(window, ready)
    lines = [n for part in ready.findChildren(Prose) for n in full_lines(part)]
    assert lines
    assert max(lines) <= 75


def test_it_is_made_anew_when_the_lessons_are_others(
    window: LearnWindow, ready: Player, station: Station, qtbot: QtBot
) -> None:
    station.shelf = replace(station.shelf)
    assert window.navigator is not None
    window.navigator.go_to("today")
    qtbot.waitUntil(lambda: not isValid(ready))


def test_it_stays_while_nothing_changed(window: LearnWindow, ready: Player) -> None:
    assert window.navigator is not None
    window.navigator.go_to("paths")
    window.navigator.go_to("today")
    assert begin(window, ready) is ready


def test_it_goes_when_another_is_opened(window: LearnWindow, ready: Player, qtbot: QtBot) -> None:
    assert window.navigator is not None
    window.navigator.open_lesson(ready.run.pack.id, ready.run.pack.lessons[-1].id)
    qtbot.waitUntil(lambda: not isValid(ready))


def test_it_goes_with_the_learner(
    window: LearnWindow, ready: Player, station: Station, qtbot: QtBot
) -> None:
    settings.save(station.home, settings.Settings())
    assert window.navigator is not None
    window.navigator.go_to("paths")
    qtbot.waitUntil(lambda: not isValid(ready))


def test_what_the_search_rests_on_is_ready_at_its_step(
    window: LearnWindow, ready: Player, qtbot: QtBot
) -> None:
    assert window.navigator is not None
    lookup = window.navigator.lookup
    qtbot.waitUntil(lambda: lookup.is_ready)
    lookup.open("complaint")
    assert lookup.overlay is not None
    panel = lookup.overlay.panel
    qtbot.waitUntil(lambda: panel.hits.hit() is not None)
    hit = panel.hits.hit()
    assert hit is not None
    qtbot.waitUntil(lambda: any(p.run.lesson.id == hit.lesson for p in players(window)))
    (made,) = (p for p in players(window) if p.run.lesson.id == hit.lesson)
    qtbot.keyClick(panel.line, Qt.Key.Key_Return)
    assert page(window) is made
    assert not hit.step or made.step.id == hit.step
