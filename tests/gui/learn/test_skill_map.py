"""A diagnostic ends with a map of skills, and the learner says what to leave out."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QProgressBar
from pytestqt.qtbot import QtBot

from keystep.domain.ports import Learner
from keystep.domain.quiz import Item
from keystep.domain.responses import Response
from keystep.gui.i18n import percent
from keystep.gui.learn.completion import CompletionPage
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.skill_map import SkillMap, SkillRow, WayCard
from keystep.gui.learn.window import LearnWindow
from keystep.services import learning
from keystep.services.needs import needs
from keystep.services.path_states import path_states
from keystep.services.run import Run
from keystep.services.station import Station
from tests.gui.learn.hands import (
    Key,
    click,
    open_lesson,
    page,
    press,
    says,
    texts,
    turn_until,
    with_jam,
)
from tests.made import FORM, PACK, item, made_pack, put_on_shelf
from tests.takers import right_answer, wrong_answer

ITEMS = (*(item(f"l{n}") for n in range(5)), item("t", "tagging"))


@pytest.fixture
def run(station: Station, amara: Learner) -> Run:
    """A diagnostic of five questions on locking, and one on tagging."""
    quizzes = tuple(quiz for quiz in made_pack().quizzes if quiz.id != FORM.id)
    put_on_shelf(station, made_pack(quizzes=(*quizzes, replace(FORM, items=ITEMS))))
    return learning.open_lesson(station, amara.id, PACK, "needs")


@pytest.fixture
def done(window: LearnWindow, run: Run) -> CompletionPage:
    """Locking was known, tagging was not."""
    assert window.navigator is not None
    window.navigator.open_lesson(PACK, run.lesson.id)
    player = page(window)
    turn_until(window, lambda: page(window) is not player, _knows_locking)
    shown = page(window)
    assert isinstance(shown, CompletionPage)
    return shown


def _knows_locking(item: Item) -> Response:
    return right_answer(item) if item.skill == "locking" else wrong_answer(item)


def test_every_skill_has_a_word_a_bar_and_how_sure_that_is(done: CompletionPage) -> None:
    locking, tagging = done.findChildren(SkillRow)
    assert texts(locking) == [
        "Lock a machine",
        "You know it",
        f"{percent(0.91)} sure, from 4 questions",
    ]
    assert says(tagging, "Not sure yet")
    assert says(tagging, f"{percent(0.17)} likely that you know it, from 1 question")
    assert [bar.value() for bar in done.findChildren(QProgressBar)] == [91, 17]


def test_what_the_bars_show_is_also_told_to_a_screen_reader(done: CompletionPage) -> None:
    known, unsure = (bar.accessibleName() for bar in done.findChildren(QProgressBar))
    assert known == f"Lock a machine: You know it, {percent(0.91)} sure, from 4 questions"
    assert unsure.startswith("Tag a machine: Not sure yet")


def test_the_way_names_what_to_take_and_what_may_be_left_out(done: CompletionPage) -> None:
    card = done.findChild(WayCard)
    assert card is not None
    told = texts(card)
    assert told.index("Tag it") < told.index("You can leave these out")
    assert told.index("You can leave these out") < told.index("Lock it, tag it, try it")


def test_what_is_known_is_left_out_when_the_learner_says_so(
    done: CompletionPage, station: Station, amara: Learner
) -> None:
    [way] = path_states(station, amara.id)
    assert way.done == 1
    click(done, "Leave out what you know")
    [way] = path_states(station, amara.id)
    assert way.done == 2
    assert says(done, "Left out")
    assert not says(done, "Leave out what you know")


def test_enter_on_the_button_leaves_out_and_stays_here(
    window: LearnWindow, done: CompletionPage, station: Station, amara: Learner
) -> None:
    card = done.findChild(WayCard)
    assert card is not None
    card.leave.setFocus()
    press(window, Key.Key_Return)
    assert page(window) is done
    [way] = path_states(station, amara.id)
    assert way.done == 2


def test_where_it_cannot_be_saved_it_says_so_and_can_be_tried_again(
    qtbot: QtBot, station: Station, amara: Learner, run: Run
) -> None:
    [step] = run.lesson.steps
    for known in ITEMS[:4]:
        learning.answer_item(station, run, step, known, right_answer(known), duration_ms=1)
    jammed, store = with_jam(station)
    found = needs(station, run)
    assert found is not None
    card = WayCard(Desk(jammed, amara), found)
    qtbot.addWidget(card)
    card.show()
    store.jammed = True
    click(card, "Leave out what you know")
    assert says(card, "Not saved yet")
    store.jammed = False
    click(card, "Leave out what you know")
    assert says(card, "Left out")
    assert not says(card, "Not saved yet")


def test_an_ordinary_lesson_has_no_map(window: LearnWindow) -> None:
    player = open_lesson(window, "call-back")
    turn_until(window, lambda: page(window) is not player)
    assert page(window).findChildren(SkillMap) == []
