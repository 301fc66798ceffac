"""Parts of a check: its verdict in little room, its list of questions, its review made ahead."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QFrame, QWidget
from pytestqt.qtbot import QtBot

from keystep.domain.interactions import MultipleResponse, Option
from keystep.domain.ports import Learner
from keystep.domain.quiz import Item, Telling
from keystep.domain.responses import Choice
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.player import Player
from keystep.gui.learn.steps import check
from keystep.gui.learn.steps.check import CheckView
from keystep.gui.learn.steps.check_list import QuestionTile
from keystep.gui.learn.steps.draft import Draft
from keystep.gui.learn.steps.verdict import VerdictCard
from keystep.gui.learn.window import LearnWindow
from keystep.services.station import Station
from tests.gui.learn.hands import Key, page, press
from tests.gui.widgets.pixels import picture, rows
from tests.made import FORM, LESSON, OTHER_QUIZ, PACK, QUIZ, item, made_pack, put_on_shelf

ALL = MultipleResponse(options=tuple(Option(text=str(n), right=n < 6) for n in range(8)))
MANY = Item(id="many", skill="s", question="Which?", asks=ALL)
AT_THE_END = replace(QUIZ, items=(item("first"),), feedback=Telling.AT_THE_END)


@pytest.mark.parametrize("width", [150, 600])
def test_the_signs_of_a_verdict_stand_in_the_room_there_is(qtbot: QtBot, width: int) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    card = VerdictCard(host)
    card.show_answer(MANY, Draft(Choice((0, 1, 2, 6, 7)), None, 0))
    card.setFixedWidth(width)
    card.resize(width, card.heightForWidth(width))
    host.resize(card.size())
    host.show()
    qtbot.waitExposed(host)
    signs = [part for part in card.findChildren(QWidget) if part.width() == part.height() == 24]
    (line,) = (part for part in card.findChildren(QFrame) if part.width() == 1)
    assert len(signs) == 8
    assert line.height() == 24
    assert all(card.contentsRect().contains(sign.geometry()) for sign in signs)
    assert len({sign.y() for sign in signs}) == (1 if width == 600 else 3)


def test_the_question_on_the_screen_has_a_bar_below_its_number(qtbot: QtBot) -> None:
    tile = QuestionTile(3)
    qtbot.addWidget(tile)
    tile.resize(tile.sizeHint())
    below = range(tile.height() - 10, tile.height() - 4)
    for current in (True, False):
        tile.show_as(answered=False, current=current)
        inked = set(rows(picture(tile), "accent", tile.width() // 2))
        assert bool(inked & set(below)) is current


def test_a_review_that_nobody_sees_yet_says_nothing(
    window: LearnWindow, station: Station, amara: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = list[str]()
    monkeypatch.setattr(check, "announce", lambda _about, words: said.append(words))
    put_on_shelf(station, made_pack(quizzes=(AT_THE_END, OTHER_QUIZ, FORM)))
    assert window.navigator is not None
    window.navigator.open_lesson(PACK, LESSON, "check")
    player = page(window)
    assert isinstance(player, Player)
    press(window, Key.Key_1, Key.Key_Return)
    assert said == ["1 of 1 right"]
    again = CheckView(Desk(station, amara), player.run, player.step)
    again.restore({})
    assert again.board.review is not None
    assert said == ["1 of 1 right"]
