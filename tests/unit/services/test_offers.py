"""What the offer of cards says of itself, whole and cut."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from keystep.domain.flashcards import Card, Deck
from keystep.domain.gains import Outlook, Serves
from keystep.domain.memory import Rating, review, scheduler
from keystep.domain.progress import CardProgress
from keystep.domain.session import FEWEST, Candidate
from keystep.services.aims import Aims
from keystep.services.offers import offers
from keystep.services.practice import Practice
from keystep.services.shelf import Shelf
from tests.fakes import START, FakeClock
from tests.made import PACK, made_pack

LATE = "late"


def offered(skills: list[str], *, new: bool = False) -> Candidate:
    """Due cards of these skills; what is late serves a key result that lags."""
    now = FakeClock(START).now()
    aims = Aims(
        words=(),
        outlook=Outlook(scheduler(), now),
        mastered={},
        served={(PACK, LATE): Serves(2.0, "In time")},
        done=(),
        asked={},
    )
    cards = tuple(Card(id=f"c{n}", skill=s, front="f", back="b") for n, s in enumerate(skills))
    pack, deck = made_pack(), Deck(id="d", title="D", cards=cards)
    known = None if new else _known(START - timedelta(days=5))
    due = [Practice(pack, deck, card, known) for card in cards]
    [offer] = offers(Shelf({}, {}), aims, (), due)
    return offer


@pytest.mark.parametrize(("at", "named"), [(FEWEST - 1, True), (FEWEST, False)])
def test_what_lags_is_named_where_no_cut_takes_it_away(at: int, named: bool) -> None:
    offer = offered(["locking"] * at + [LATE, "locking"])
    assert ("In time" in str(offer.cut(FEWEST).reason)) is named
    assert offer.gains[at] > offer.gains[0]


def test_new_cards_are_not_called_due() -> None:
    assert "Due" in str(offered([LATE]).reason)
    assert str(offered([LATE], new=True).reason) == "New, from the decks that you chose."


def _known(at: datetime) -> CardProgress:
    memory = review(scheduler(), None, Rating.GOOD, at, at.date()).memory
    return CardProgress(
        learner="l", pack=PACK, card="c", deck="d", memory=memory, due=memory.due, reviews=1,
        lapses=0, attempt="",
    )  # fmt: skip
