"""Gaps and thoughts in a lesson: Enter where the player has use for it too, and what is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keystep import paths
from keystep.domain.responses import Choice, Filled, Response, Written
from keystep.gui.learn.player import Player
from keystep.gui.learn.steps.answers.cloze import ClozeAnswer
from keystep.gui.learn.steps.answers.gaps import ChosenGap
from keystep.gui.learn.steps.answers.reflection import ReflectionAnswer
from keystep.gui.learn.steps.check import CheckView
from keystep.gui.learn.window import LearnWindow
from keystep.gui.widgets.choice_list import ChoiceList
from keystep.services.packs import install_shipped
from keystep.services.station import Station
from tests.gui.choosing import choose
from tests.gui.learn.hands import Key, click, focused, of_kind, press, says, write
from tests.homes import indexed, unchanged

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

LEFT = Qt.MouseButton.LeftButton
PACKS = Path(__file__).parent / "pack"
RIGHT = Filled((Written("isolator"), Choice((0,)), Written("tag")))


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home with the pack of these tests alone."""
    home = tmp_path_factory.mktemp("gaps")
    install_shipped(home, PACKS, paths.resources() / "schemas")
    with unchanged(indexed(home, PACKS)):
        yield home


@pytest.fixture(autouse=True)
def only_this_pack(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a station installs when it opens."""
    monkeypatch.setattr(paths, "lessons", lambda: PACKS)


Open = Callable[[], CheckView]


@pytest.fixture
def open_check(window: LearnWindow) -> Open:
    def opened() -> CheckView:
        assert window.navigator is not None
        window.navigator.open_lesson("gaps", "fill")
        player = window.pages.currentWidget()
        assert isinstance(player, Player)
        QApplication.processEvents()
        assert isinstance(player.view, CheckView)
        return player.view

    return opened


def cloze(check: CheckView) -> ClozeAnswer:
    assert check.question is not None
    assert isinstance(check.question.answers, ClozeAnswer)
    return check.question.answers


def reflect(check: CheckView) -> ReflectionAnswer:
    """Past the gaps, to the thoughts."""
    cloze(check).fill(RIGHT)
    check.act()
    check.act()
    assert check.question is not None
    assert isinstance(check.question.answers, ReflectionAnswer)
    return check.question.answers


def test_a_lesson_is_answered_by_keys_alone(
    window: LearnWindow, open_check: Open, station: Station
) -> None:
    check = open_check()
    assert check.foot().primary == "Fill in a gap"
    write(window, "isolator")
    press(window, Key.Key_Return, Key.Key_Return)
    [there] = window.findChildren(ChoiceList)
    assert there.rows.hasFocus()
    press(window, Key.Key_Return, Key.Key_Return)
    write(window, "tag")
    press(window, Key.Key_Return)
    assert says(window, "3 of 3 right")
    press(window, Key.Key_Return)
    write(window, "Last week")
    press(window, Key.Key_Return)
    write(window, "on line 3")
    QTest.keyClick(focused(window), Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert says(window, "Last week\non line 3")
    answered = of_kind(station.store.events(), "item_answered")
    given = [msgspec.convert(event.body["response"], Response) for event in answered]
    assert given == [RIGHT, Written("Last week\non line 3")]


def test_the_arrows_move_in_what_is_written(window: LearnWindow, open_check: Open) -> None:
    check = open_check()
    write(window, "ac")
    press(window, Key.Key_Left)
    write(window, "b")
    assert cloze(check).response() == Filled((Written("abc"), Choice(()), Written("")))


def test_with_ctrl_enter_checks_what_there_is(window: LearnWindow, open_check: Open) -> None:
    check = open_check()
    write(window, "isolator")
    assert "[Ctrl Enter]" in check.foot().hints
    QTest.keyClick(focused(window), Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert says(window, "1 of 3 right")


def test_a_draft_outlives_the_page(window: LearnWindow, open_check: Open) -> None:
    check = open_check()
    draft = Filled((Written("iso"), Choice((1,)), Written("")))
    cloze(check).fill(draft)
    press(window, Key.Key_Escape)
    assert cloze(open_check()).response() == draft


def test_thoughts_wait_for_words_and_ask_for_no_certainty(open_check: Open) -> None:
    check = open_check()
    answer = reflect(check)
    assert check.foot().primary == "Write a few words"
    assert not says(check, "How sure are you?")
    QTest.keyClicks(answer.area, "Last week")
    assert check.foot().enabled
    assert check.foot().primary == "Save answer"
    assert "[Ctrl Enter]" in check.foot().hints


def test_a_lesson_is_answered_by_mouse(window: LearnWindow, open_check: Open, qtbot: QtBot) -> None:
    """A list that is open takes clicks of its own; the button checks."""
    check = open_check()
    gap = cloze(check).gaps[1]
    assert isinstance(gap, ChosenGap)
    with qtbot.waitSignal(check.changed):
        choose(gap, 0)
    click(window, "Check answer")
    assert says(window, "1 of 3 right")
