"""A session goes on to what is still there."""

from __future__ import annotations

import pytest

from keystep.domain.ports import Learner
from keystep.domain.session import Candidate, Work
from keystep.domain.words import Words
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.session_player import SessionPlayer
from keystep.gui.learn.window import LearnWindow
from keystep.services.decks import choose
from keystep.services.station import Station
from tests.gui.learn.cards.own_deck import OWN, with_own_deck
from tests.takers import PACK

WORDS = Words("Words", {})
CARDS = Candidate(
    work=Work.CARDS, pack="", target="", title=WORDS, reason=WORDS, seconds=60, count=3
)
LESSON = Candidate(
    work=Work.LESSON, pack=PACK, target="a-lesson", title=WORDS, reason=WORDS, seconds=60
)


@pytest.mark.parametrize("due", [False, True])
def test_cards_that_are_due_no_more_are_left_out(
    window: LearnWindow, station: Station, amara: Learner, due: bool
) -> None:
    """A lesson of the session showed them all."""
    with_own_deck(station)
    choose(station, amara.id, PACK, OWN.id, due)
    session = SessionPlayer(window, Desk(station, amara))
    wanted = list[object]()
    session.cards_wanted.connect(wanted.append)
    session.lesson_wanted.connect(lambda _pack, lesson: wanted.append(lesson))
    session.play([CARDS, LESSON])
    assert wanted == [3 if due else "a-lesson"]
