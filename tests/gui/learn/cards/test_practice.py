"""Practising what is due: taking back, what is put off, decks of one's own."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from keystep import settings
from keystep.domain.facts import Kind
from keystep.domain.flashcards import Deck
from keystep.domain.lesson import StepKind
from keystep.domain.memory import Rating
from keystep.domain.ports import Learner
from keystep.domain.progress import CardProgress, Tuning
from keystep.errors import UsageError
from keystep.gui.i18n import percent
from keystep.gui.learn.cards.counts import backlog_words
from keystep.gui.learn.cards.history import MOST, History
from keystep.gui.learn.decks_page import DecksPage
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.practice import PracticePage
from keystep.gui.learn.retention_card import cost_words
from keystep.gui.learn.steps.cards import CardsView
from keystep.gui.widgets.layout import NORMAL
from keystep.gui.widgets.rating_button import RatingButton
from keystep.services.cards import Practice, Queue
from keystep.services.decks import choose, decks
from keystep.services.learning import open_lesson
from keystep.services.station import Station
from keystep.services.tuning import retention
from tests.fakes import FakeClock
from tests.gui.learn.cards.own_deck import FLIP, LESSON, OWN, card, with_own_deck
from tests.gui.learn.conftest import Open
from tests.gui.learn.fingers import Fingers
from tests.gui.learn.hands import Key, click, focused, page, press, says, with_jam, write
from tests.takers import PACK

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(station: Station, amara: Learner) -> Desk:
    """Amara's, with a deck of her own, all new."""
    with_own_deck(station)
    choose(station, amara.id, PACK, OWN.id, True)
    return Desk(station, amara)


@pytest.fixture
def practice(qtbot: QtBot, desk: Desk) -> PracticePage:
    """By itself, on the first card."""
    return shown(qtbot, desk)


def shown(qtbot: QtBot, desk: Desk, count: int | None = None) -> PracticePage:
    made = PracticePage(desk)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.arrange(NORMAL)
    made.begin(count)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    made.enter()
    return made


def known(desk: Desk) -> set[str]:
    states = desk.station.store.select(CardProgress, learner=desk.learner.id)
    return {each.card for each in states}


def take_back(on: QWidget) -> None:
    QTest.keyClick(focused(on), Key.Key_Z, CTRL)  # type: ignore[arg-type]
    QApplication.processEvents()


def asked(practice: PracticePage) -> str:
    now = practice.board.practice
    assert now is not None
    return now.card.id


def do(practice: PracticePage, *keys: Qt.Key) -> None:
    press(practice, *keys)  # type: ignore[arg-type]


def test_answers_are_taken_back_one_after_the_other(
    practice: PracticePage, desk: Desk, fingers: Fingers
) -> None:
    take_back(practice)
    assert asked(practice) == "flip", "there is nothing to take back yet"
    do(practice, Key.Key_Space, Key.Key_4)
    do(practice, Key.Key_Space, Key.Key_4)
    write(practice, "isolator")  # type: ignore[arg-type]
    do(practice, Key.Key_Return)
    easy = next(b for b in practice.findChildren(RatingButton) if b.text() == "Easy" and seen(b))
    fingers.tap(easy)
    assert known(desk) == {"flip", "gaps", "typed"}
    take_back(practice)
    assert asked(practice) == "typed"
    assert says(practice, "Taken back: “What cuts the power?”")
    take_back(practice)
    click(practice, "Undo the last answer")
    assert known(desk) == set()
    assert asked(practice) == "flip"
    do(practice, Key.Key_Space, Key.Key_3)
    assert not says(practice, "Taken back")


def seen(part: QWidget) -> bool:
    return part.isVisible()


@pytest.fixture
def waiting(practice: PracticePage, clock: FakeClock) -> PracticePage:
    """All is seen but what comes back in a moment."""
    do(practice, Key.Key_Space, Key.Key_1)
    for _ in OWN.cards[1:]:
        practice.board.flip()
        do(practice, Key.Key_4)
    assert says(practice, "Nothing is due")
    clock.move(seconds=59.99)
    practice.refresh()
    assert not practice.board.isVisible()
    return practice


def test_a_card_that_is_being_learnt_comes_back_by_itself(
    waiting: PracticePage, clock: FakeClock, qtbot: QtBot
) -> None:
    clock.move(seconds=1)
    qtbot.waitUntil(waiting.board.isVisible)
    assert asked(waiting) == "flip"


def test_it_takes_the_keyboard_from_nobody_who_writes(
    waiting: PracticePage, clock: FakeClock, qtbot: QtBot
) -> None:
    elsewhere = QWidget()
    qtbot.addWidget(elsewhere)
    waiting.setParent(elsewhere)
    line = QLineEdit(elsewhere)
    elsewhere.show()
    waiting.show()
    line.setFocus()
    clock.move(seconds=1)
    qtbot.wait(50)
    written = waiting.board.isVisible()
    waiting.setParent(None)
    assert not written


def test_what_is_typed_is_undone_before_an_answer_is(practice: PracticePage) -> None:
    do(practice, Key.Key_Space, Key.Key_4)
    do(practice, Key.Key_Space, Key.Key_4)
    write(practice, "iso")  # type: ignore[arg-type]
    take_back(practice)
    assert asked(practice) == "typed"
    assert focused(practice).text() == ""  # type: ignore[arg-type, attr-defined]
    take_back(practice)
    assert asked(practice) == "gaps"


def test_yesterdays_answer_stays(practice: PracticePage, clock: FakeClock) -> None:
    do(practice, Key.Key_Space, Key.Key_4)
    clock.move(days=1)
    take_back(practice)
    assert asked(practice) == "gaps"
    assert says(practice, "is of an earlier day")
    assert practice.undo.way.isHidden()


def test_what_is_not_saved_is_neither_rated_nor_taken_back(
    qtbot: QtBot, station: Station, desk: Desk
) -> None:
    jammed_station, jammed = with_jam(station)
    practice = shown(qtbot, Desk(jammed_station, desk.learner))
    do(practice, Key.Key_Space, Key.Key_3)
    jammed.jammed = True
    take_back(practice)
    do(practice, Key.Key_Space, Key.Key_3)
    assert asked(practice) == "gaps"
    assert says(practice, "Not saved yet")
    jammed.jammed = False
    take_back(practice)
    assert asked(practice) == "flip"
    assert known(desk) == set()


def test_a_session_asks_for_one_more_where_one_is_taken_back(qtbot: QtBot, desk: Desk) -> None:
    practice = shown(qtbot, desk, 2)
    do(practice, Key.Key_Space, Key.Key_4)
    take_back(practice)
    do(practice, Key.Key_Space, Key.Key_4)
    with qtbot.waitSignal(practice.finished):
        do(practice, Key.Key_Space, Key.Key_4)
    assert known(desk) == {"flip", "gaps"}


def test_the_end_says_what_comes_back_today(practice: PracticePage) -> None:
    for _ in range(2):
        do(practice, Key.Key_Space, Key.Key_3)
    do(practice, Key.Key_Return, Key.Key_1)
    do(practice, Key.Key_Space, Key.Key_4)
    assert says(practice, "Nothing is due")
    assert says(practice, "3 cards come back today, the first in 1 min.")
    take_back(practice)
    assert asked(practice) == "hidden"


def test_an_answer_in_a_lesson_is_taken_back(qtbot: QtBot, desk: Desk) -> None:
    run = open_lesson(desk.station, desk.learner.id, PACK, LESSON)
    step = next(step for step in run.lesson.steps if step.kind is StepKind.CARDS)
    view = CardsView(desk, run, step)
    qtbot.addWidget(view)
    view.show()
    with qtbot.waitActive(view):
        view.activateWindow()
    view.enter()
    left, first = view.place(), view.board.practice
    press(view, Key.Key_Space)  # type: ignore[arg-type]
    assert view.foot().hints[1:] == ("[1]", "[2]", "[3]", "[4]")
    press(view, Key.Key_4)  # type: ignore[arg-type]
    assert view.place() != left
    take_back(view)
    assert (view.place(), view.board.practice) == (left, first)
    assert says(view, "Taken back")
    while not view.is_done():
        press(view, Key.Key_Space, Key.Key_4)  # type: ignore[arg-type]
    take_back(view)
    assert view.place() == "1 card left"


def test_decks_are_reached_from_the_cards_and_left_again(
    open_window: Open, desk: Desk, station: Station
) -> None:
    settings.save(station.home, settings.Settings(learner=desk.learner.id))
    window = open_window(station)
    window.place_chosen.emit("cards")
    click(window, "Your decks")
    shown = page(window)
    assert isinstance(shown, DecksPage)
    assert window.rail.selected() == "cards"
    row = next(row for row in shown.rows() if row.deck.deck == OWN.id)
    assert row.accessibleDescription() == "Safety. 4 cards: 4 new, 0 due, 0 kept"
    row.setFocus()
    press(window, Key.Key_Space)
    assert not next(deck for deck in decks(station, desk.learner.id) if deck.deck == OWN.id).chosen
    assert window.rail.button("cards").accessibleName() == "Cards"
    press(window, Key.Key_Space)
    assert window.rail.button("cards").accessibleName() == "Cards, 4"
    click(window, "Back to the cards")
    assert asked(page(window)) == "flip"


def test_what_more_kept_costs_is_said_before_it_is_kept(qtbot: QtBot, desk: Desk) -> None:
    decks_page = DecksPage(desk)
    qtbot.addWidget(decks_page)
    decks_page.refresh()
    decks_page.show()
    slider, store = decks_page.retention.slider, desk.station.store
    assert says(decks_page, "That is the usual")
    QTest.keyClick(slider, Key.Key_End)
    assert says(decks_page, "Of 100 cards that come back you will know about 97.")
    assert says(decks_page, "That costs more reviews: after 4 days")
    assert not store.select(Tuning)
    click(decks_page, f"Keep {percent(0.97)}")
    assert retention(desk.station, desk.learner.id) == 970
    assert decks_page.retention.keep.isHidden()


def test_less_kept_saves_reviews() -> None:
    assert "That saves reviews: after 35 days" in cost_words(850, 34.6)


def test_ten_answers_can_be_taken_back(station: Station, amara: Learner) -> None:
    cards = tuple(card(f"c{n}") for n in range(MOST + 2))
    deck = Deck(id="many", title="Many", cards=cards)
    history = History(Desk(with_own_deck(station, deck), amara))
    pack = station.shelf.packs[PACK]
    for each in cards:
        history.rate(Practice(pack, deck, each, None), Rating.GOOD, duration_ms=1)
    back = [history.take_back().card.id for _ in range(len(history))]
    assert back == [f"c{n}" for n in range(MOST + 1, 1, -1)]
    undone = [e for e in station.store.events() if e.event.kind == Kind.CARD_REVIEW_UNDONE]
    assert len(undone) == MOST


def test_what_is_too_late_to_take_back_is_forgotten(desk: Desk, clock: FakeClock) -> None:
    history = History(desk)
    now = Practice(desk.station.shelf.packs[PACK], OWN, FLIP, None)
    history.rate(now, Rating.GOOD, duration_ms=1)
    clock.move(days=1)
    with pytest.raises(UsageError):
        history.take_back()
    assert len(history) == 0


@pytest.mark.parametrize(
    ("later", "days", "words"),
    [
        (160, 6, "1 now; 160 more over the next 6 days"),
        (1_600, 1, "1 now; 1,600 more tomorrow"),
    ],
)
def test_what_is_put_off_is_said_kindly(desk: Desk, later: int, days: int, words: str) -> None:
    now = Practice(desk.station.shelf.packs[PACK], OWN, FLIP, None)
    assert backlog_words(replace(Queue((now,)), later=later, days=days)) == words
