"""Keys, fingers and buttons on a card."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from keystep import settings
from keystep.domain.flashcards import Card
from keystep.domain.memory import Rating
from keystep.domain.ports import Learner
from keystep.gui.learn.card_board import CardBoard
from keystep.gui.learn.cards.ratings import interval_words
from keystep.gui.learn.cards.typed import TypedFace
from keystep.gui.learn.desk import Desk
from keystep.gui.look import LookMenu
from keystep.gui.theme import Appearance
from keystep.gui.widgets.rating_button import RatingButton
from keystep.services.cards import Practice, rate_card
from keystep.services.station import Station
from tests.gui.learn.cards.own_deck import FLIP, LESSON, OWN, TYPED, with_own_deck
from tests.gui.learn.hands import Key, click, says
from tests.takers import PACK


@pytest.fixture
def desk(station: Station, amara: Learner) -> Desk:
    return Desk(with_own_deck(station), amara)


@pytest.fixture
def board(qtbot: QtBot, desk: Desk) -> Iterator[CardBoard]:
    """Alone, its ways below it, on the first card."""
    made = shown(qtbot, desk)
    yield made
    made.ways.close()


def shown(qtbot: QtBot, desk: Desk, card: Card = FLIP) -> CardBoard:
    made = CardBoard(desk, alone=True)
    for part in (made, made.ways):
        qtbot.addWidget(part)
        part.show()
    made.resize(760, 500)
    made.show_card(practice(desk, card), more=True)
    made.activateWindow()
    return made


def practice(desk: Desk, card: Card) -> Practice:
    return Practice(desk.station.shelf.packs[PACK], OWN, card, None)


def rated(board: CardBoard) -> list[int]:
    """What will be rated from now on."""
    found: list[int] = []
    board.rated.connect(lambda _practice, rating: found.append(rating))
    return found


def buttons(board: CardBoard) -> list[str]:
    return [each.accessibleName() for each in board.ways.findChildren(RatingButton)]


@pytest.mark.parametrize(
    ("count", "key", "rating"),
    [
        (4, Key.Key_1, Rating.AGAIN),
        (4, Key.Key_2, Rating.HARD),
        (4, Key.Key_3, Rating.GOOD),
        (4, Key.Key_4, Rating.EASY),
        (4, Key.Key_Space, Rating.GOOD),
        (2, Key.Key_1, Rating.AGAIN),
        (2, Key.Key_2, Rating.GOOD),
        (2, Key.Key_3, Rating.GOOD),
        (2, Key.Key_4, None),
        (2, Key.Key_Return, Rating.GOOD),
    ],
)
def test_digits_mean_what_stands_on_the_buttons(
    qtbot: QtBot, desk: Desk, count: int, key: Qt.Key, rating: Rating | None
) -> None:
    desk.keep(ratings=count)
    board = shown(qtbot, desk)
    found = rated(board)
    QTest.keyClick(board, key if key.value < Key.Key_Escape.value else Key.Key_5)
    found.clear()
    board.flip()
    QTest.keyClick(board, key)
    assert found == ([rating] if rating else [])


def test_a_kiosk_has_two_buttons_for_fingers(qtbot: QtBot, desk: Desk) -> None:
    assert desk.settings.rated_by == 4
    desk.keep(kiosk=True)
    board = shown(qtbot, desk)
    [show] = board.ways.findChildren(QPushButton)
    assert show.height() >= 56
    board.flip()
    assert [name.partition(",")[0] for name in buttons(board)] == ["Again", "Good"]
    assert all(each.height() >= 56 for each in board.ways.findChildren(RatingButton))
    desk.keep(ratings=4)
    assert settings.load(desk.station.home).rated_by == 4


def test_each_button_says_when_the_card_comes_back(board: CardBoard) -> None:
    QTest.keyClick(board, Key.Key_Space)
    assert buttons(board) == ["Again, 1 min", "Hard, 6 min", "Good, 10 min", "Easy, 8 days"]


def test_a_key_that_is_held_rates_nothing(board: CardBoard) -> None:
    found = rated(board)
    QTest.keyClick(board, Key.Key_Return)
    again = QKeyEvent(
        QEvent.Type.KeyPress, Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True
    )
    QApplication.sendEvent(board, again)
    assert board.is_flipped
    assert found == []


def test_a_typed_card_is_checked_by_enter_and_never_by_a_space(qtbot: QtBot, desk: Desk) -> None:
    board = shown(qtbot, desk, TYPED)
    face = board.face
    assert isinstance(face, TypedFace)
    found = rated(board)
    QTest.keyClicks(face.edit, "main ")
    QTest.keyClick(face.edit, Key.Key_Space)
    QTest.keyClick(board, Key.Key_Space)
    QTest.keyClicks(face.edit, "1")
    assert not board.is_flipped
    assert face.edit.text() == "main  1"
    QTest.keyClick(face.edit, Key.Key_Return)
    assert board.is_flipped
    assert says(board, "Not this one")
    QTest.keyClick(board, Key.Key_Space)
    assert found == [Rating.AGAIN], "what is suggested is the primary button"


def test_a_card_that_keeps_slipping_leads_to_its_lesson(qtbot: QtBot, desk: Desk) -> None:
    board = shown(qtbot, desk)
    QTest.keyClick(board, Key.Key_Space)
    assert not says(board, "keeps slipping")
    now = practice(desk, FLIP)
    done = rate_card(desk.station, desk.learner.id, now, Rating.AGAIN, duration_ms=1)
    slipped = replace(done.progress, lapses=20)
    board.show_card(replace(now, progress=slipped), more=False)
    assert not says(board, "keeps slipping"), "only with its answer"
    board.flip()
    assert says(board, "This one keeps slipping.")
    with qtbot.waitSignal(board.opened) as opened:
        click(board, "Open the lesson")
    assert opened.args == [PACK, LESSON]


def test_the_look_offers_two_buttons(qtbot: QtBot, appearance: Appearance) -> None:
    above = QWidget()
    qtbot.addWidget(above)
    look = LookMenu(appearance, above)
    look.offer_ratings(4)
    actions = look.findChildren(QAction) + above.findChildren(QAction)
    [two] = [each for each in actions if each.text() == "Two: Again, Good"]
    assert not two.isChecked()
    with qtbot.waitSignal(look.chosen) as chosen:
        two.trigger()
    assert chosen.args == ["ratings", 2]


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=5), "1 min"),
        (timedelta(hours=3), "3 hours"),
        (timedelta(days=59), "59 days"),
        (timedelta(days=100), "3 months"),
        (timedelta(days=1000), "3 years"),
    ],
)
def test_an_interval_is_said_as_people_say_it(span: timedelta, words: str) -> None:
    assert interval_words(span) == words
