"""Leeches: cards that people forget again and again, whatever order the stations tell it in."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from keystep.aggregate import Aggregate
from keystep.aggregate.leeches import Leech
from keystep.domain.facts import CardReviewed, CardReviewUndone
from keystep.domain.memory import LEECH
from tests.unit.aggregate.builders import MONDAY, PACK, Station, reviewed, taken_in

DAY = timedelta(days=1)


def again(card: str = "one", days: int = 1) -> CardReviewed:
    return replace(reviewed(card), rating=1, elapsed_days=days)


def forgot(station: Station, who: str, times: int, card: str = "one", since: int = 0) -> None:
    for n in range(times):
        station.did(who, again(card), reviewed(card), when=MONDAY + (since + n) * DAY)


def told(ledger: Aggregate) -> list[tuple[str, int, int]]:
    return [(row.card, row.people, row.lapses) for row in ledger.voices().leeches]


def test_a_card_is_told_of_once_somebody_forgot_it_often(ledger: Aggregate) -> None:
    hall = Station()
    forgot(hall, "ana", LEECH)
    forgot(hall, "ana", LEECH - 1, "two")
    taken_in(ledger, hall.bundle())
    row = Leech(pack=PACK["pack"], deck="answers", card="one", people=1, lapses=LEECH)
    assert ledger.voices().leeches == (row,)


def test_what_most_people_forget_comes_first(ledger: Aggregate) -> None:
    hall = Station()
    forgot(hall, "ana", LEECH + 9)
    for who in ("ben", "cy"):
        forgot(hall, who, LEECH, "two")
    forgot(hall, "dee", 1, "two")
    taken_in(ledger, hall.bundle())
    assert told(ledger) == [("two", 2, 2 * LEECH), ("one", 1, LEECH + 9)]


def test_again_while_it_is_learnt_is_no_lapse(ledger: Aggregate) -> None:
    hall = Station()
    for n in range(2 * LEECH):
        hall.did("ana", again(days=0), when=MONDAY + n * DAY)
    taken_in(ledger, hall.bundle())
    assert told(ledger) == []


def test_lapses_at_several_stations_add_up(ledger: Aggregate) -> None:
    hall, van = Station("hall"), Station("van")
    forgot(hall, "ana", LEECH - 3)
    forgot(van, "ana", 3, since=20)
    taken_in(ledger, van.bundle(), hall.bundle())
    assert told(ledger) == [("one", 1, LEECH)]


def test_what_was_taken_back_does_not_count(ledger: Aggregate) -> None:
    hall = Station()
    forgot(hall, "ana", LEECH)
    place = {name: PACK[name] for name in ("pack", "version")}
    slip = CardReviewUndone(
        **place,
        deck="answers",
        card="one",
        skill="answers",
        reviewed=MONDAY,
        before=None,
        theta=0,
    )
    taken_in(ledger, hall.did("ana", slip).bundle())
    assert told(ledger) == []
