"""Swapping a piece of the session, and practising what was missed, as a learner does it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QPushButton

from keystep.domain.ports import Learner
from keystep.domain.progress import ItemProgress
from keystep.domain.quiz import Item
from keystep.domain.responses import Choice
from keystep.gui.learn.player import Player
from keystep.gui.learn.window import LearnWindow
from keystep.gui.widgets.session_row import SessionRow
from keystep.services.station import Station
from keystep.services.today import today
from tests.fakes import FakeClock
from tests.gui.learn.hands import (
    Key,
    click,
    focused,
    page,
    press,
    says,
    turn_until,
)
from tests.made import FORM, LESSON, OTHER_QUIZ, QUIZ, made_pack, put_on_shelf
from tests.made import PACK as MADE
from tests.takers import right_answer, take_lesson

MISSED = "3 questions to try again"


@pytest.fixture
def torn(window: LearnWindow, station: Station, amara: Learner, clock: FakeClock) -> LearnWindow:
    """Amara missed three questions of a lesson yesterday, and two of another pack's."""
    fewer = (replace(QUIZ, items=QUIZ.items[:1]), OTHER_QUIZ, FORM)
    put_on_shelf(station, made_pack(), made_pack("other", quizzes=fewer))
    take_lesson(station, amara.id, LESSON, pack=MADE, right=False)
    take_lesson(station, amara.id, LESSON, pack="other", right=False)
    clock.move(days=1)
    window.place_chosen.emit("today")
    page(window).minutes.chosen.emit(3)
    return window


def titles(window: LearnWindow) -> list[str]:
    QApplication.processEvents()
    rows = page(window).minutes.findChildren(SessionRow)
    return [row.item.title for row in rows if not row.isHidden()]


def test_a_piece_is_swapped_by_keys_for_the_day(
    torn: LearnWindow, station: Station, amara: Learner, clock: FakeClock
) -> None:
    assert titles(torn) == [MISSED, "Begin “Tag it”"]
    page(torn).minutes.start.setFocus()
    while focused(torn).accessibleName() != f"Swap, {MISSED}":
        press(torn, Key.Key_Backtab)
        assert focused(torn).text() == "Swap"
    assert focused(torn).accessibleName() == f"Swap, {MISSED}"
    press(torn, Key.Key_Space)
    assert titles(torn) == ["2 questions to try again", "Begin “Tag it”"]
    assert focused(torn) is page(torn).minutes.start
    offered = {piece.pack for piece in today(station, amara.id, 10).session}
    assert offered == {"other", MADE}
    clock.move(days=1)
    torn.place_chosen.emit("paths")
    torn.place_chosen.emit("today")
    assert titles(torn) == [MISSED, "Begin “Tag it”"]


def test_what_was_missed_is_practised_to_its_end(
    torn: LearnWindow, station: Station, amara: Learner
) -> None:
    click(torn, "Start 3 minutes")
    player = page(torn)
    assert isinstance(player, Player)
    assert says(player, "To know them next time.")
    assert not says(player, "In this lesson")

    def right(item: Item) -> Choice:
        (option,) = right_answer(item).options
        return Choice((player.run.order(player.step, item).index(option),))

    turn_until(torn, lambda: page(torn) is not player, right)
    assert page(torn).run.lesson.id == "tag-it"
    states = station.store.select(ItemProgress, learner=amara.id, pack=MADE)
    assert {one.right for one in states} == {1}
    torn.place_chosen.emit("today")
    assert not says(page(torn), "Thank you")
    assert MISSED not in titles(torn)


def test_where_nothing_would_take_its_place_nothing_can_be_swapped(window: LearnWindow) -> None:
    assert len(titles(window)) == 1
    assert all(way.text() != "Swap" for way in page(window).findChildren(QPushButton))
