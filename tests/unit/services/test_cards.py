"""Cards day by day: what is asked and in which order, what a rating does, and how it is undone."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keystep.domain.facts import Kind
from keystep.domain.flashcards import Card, Deck
from keystep.domain.memory import KEEPING, Memory, Rating
from keystep.domain.ports import Learner
from keystep.domain.progress import CardProgress, DayProgress, SkillProgress, Tuning
from keystep.domain.replaying import replay
from keystep.errors import NotSaved, UsageError
from keystep.services import cards
from keystep.services.cards import Practice
from keystep.services.decks import NEW_A_DAY, choose
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.tuning import set_retention
from tests.fakes import FakeClock
from tests.made import PACK, made_pack, put_on_shelf

GOOD, AGAIN, EASY = Rating.GOOD, Rating.AGAIN, Rating.EASY
STATES = (CardProgress, SkillProgress, DayProgress)
Act = tuple[str, Any, Any]


def card(n: int, entry: str = "") -> Card:
    name = f"c{n:03}"
    return Card(id=name, skill="locking", front=f"Front {n}", back=f"Back {n}", entry=entry)


def deck(count: int, deck_id: str = "deck") -> Deck:
    return Deck(id=deck_id, title=deck_id, cards=tuple(card(n) for n in range(count)))


@pytest.fixture
def hall(station: Station) -> Station:
    """A station whose pack has a deck of 100 cards and nothing else to practise."""
    put_on_shelf(station, made_pack(decks=(deck(100),)))
    return station


def practice(station: Station, learner: Learner, n: int) -> Practice:
    pack = station.shelf.packs[PACK]
    [of] = [of for of in pack.decks for each in of.cards if each.id == f"c{n:03}"]
    [shown] = [each for each in of.cards if each.id == f"c{n:03}"]
    return Practice(pack, of, shown, station.store.find(CardProgress, learner.id, PACK, shown.id))


def rate(station: Station, learner: Learner, n: int, rating: Rating = GOOD) -> cards.Rated:
    shown = practice(station, learner, n)
    return cards.rate_card(station, learner.id, shown, rating, duration_ms=1)


def asked(station: Station, learner: Learner) -> list[str]:
    return [each.card.id for each in cards.due_cards(station, learner.id)]


def learnt(station: Station, learner: Learner, numbers: Sequence[int], stability: int = 5) -> None:
    """Memories of a stability in days, due by now, as if reviewed that long ago."""
    now = station.clock.now()
    reviewed = now.at - timedelta(days=stability)
    memory = Memory(
        stability=stability * 10_000,
        difficulty=50_000,
        state=KEEPING,
        step=None,
        reviewed=reviewed,
        day=now.day - timedelta(days=stability),
        due=now.at,
    )
    states = (
        CardProgress(
            learner=learner.id,
            pack=PACK,
            card=f"c{n:03}",
            deck="deck",
            memory=memory,
            due=memory.due,
            reviews=3,
            lapses=0,
            attempt="",
        )
        for n in numbers
    )
    with station.store.database.write() as connection:
        station.store.tables[CardProgress].put(connection, states)


def everything(station: Station) -> dict[str, list[object]]:
    return {state.__name__: list(station.store.select(state)) for state in STATES}


def test_steps_are_due_to_the_minute(hall: Station, amara: Learner, clock: FakeClock) -> None:
    rate(hall, amara, 1, AGAIN)
    clock.move(seconds=59)
    assert asked(hall, amara) == []
    [waiting] = cards.queue(hall, amara.id).waiting
    assert waiting.card.id == "c001"
    clock.move(seconds=1)
    assert asked(hall, amara) == ["c001"]


def test_days_start_at_four(hall: Station, amara: Learner, clock: FakeClock) -> None:
    """It is nine in the morning; what is due on a day is due from four o'clock on."""
    rated = rate(hall, amara, 1, EASY)
    clock.move(days=rated.interval.days - 1, hours=18, minutes=59)
    assert asked(hall, amara) == []
    clock.move(minutes=1)
    assert asked(hall, amara) == ["c001"]


def test_buttons_say_what_comes(hall: Station, amara: Learner, clock: FakeClock) -> None:
    set_retention(hall, amara.id, 850)
    for n in range(12):
        rate(hall, amara, n, EASY)
    learnt(hall, amara, range(20, 24), stability=30)
    for n, rating in zip(range(20, 24), Rating, strict=True):
        shown = cards.intervals(hall, amara.id, practice(hall, amara, n))
        clock.move(seconds=8)
        assert rate(hall, amara, n, rating).interval == shown[rating]


def test_cards_learnt_together_come_apart(hall: Station, amara: Learner) -> None:
    learnt(hall, amara, range(30), stability=30)
    days = [rate(hall, amara, n).interval.days for n in range(30)]
    assert max(map(days.count, days)) <= 3
    events = hall.store.history(amara.id, [Kind.CARD_REVIEWED])
    fuzzed = [event.body["fuzz_days"] for event in events]
    assert len({day - more for day, more in zip(days, fuzzed, strict=True)}) == 1


def test_wanted_retention_shortens_what_comes(hall: Station, amara: Learner) -> None:
    learnt(hall, amara, [1], stability=30)
    usual = cards.intervals(hall, amara.id, practice(hall, amara, 1))
    set_retention(hall, amara.id, 970)
    strict = cards.intervals(hall, amara.id, practice(hall, amara, 1))
    assert strict[GOOD] < usual[GOOD] / 2
    assert strict[AGAIN] == usual[AGAIN]


def test_what_loses_most_comes_first(hall: Station, amara: Learner) -> None:
    learnt(hall, amara, [1], stability=100)
    learnt(hall, amara, [2], stability=3)
    learnt(hall, amara, [3], stability=20)
    assert asked(hall, amara) == ["c002", "c003", "c001"]


def test_a_backlog_is_no_wall(hall: Station, amara: Learner, clock: FakeClock) -> None:
    learnt(hall, amara, range(95))
    first = cards.queue(hall, amara.id)
    assert (len(first.cards), first.later, first.days) == (30, 65, 3)
    for each in first.cards:
        cards.rate_card(hall, amara.id, each, EASY, duration_ms=1)
    over = cards.queue(hall, amara.id)
    assert (over.cards, over.later) == ((), 65)
    clock.move(days=1)
    assert len(cards.queue(hall, amara.id).cards) == 30


def test_who_answers_more_is_asked_more(hall: Station, amara: Learner) -> None:
    learnt(hall, amara, range(95))
    yesterday = hall.clock.now().day - timedelta(days=1)
    with hall.store.database.write() as connection:
        worked = DayProgress(learner=amara.id, day=yesterday, cards=50)
        hall.store.tables[DayProgress].put(connection, [worked])
    assert len(cards.queue(hall, amara.id).cards) == 50


def test_a_day_that_cannot_be_noted_is_spread_all_the_same(
    hall: Station, amara: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise NotSaved("The disk is full.")

    learnt(hall, amara, range(95))
    monkeypatch.setattr(hall.store, "note", full)
    assert len(asked(hall, amara)) == 30


def test_what_is_no_longer_in_a_pack_is_not_asked(hall: Station, amara: Learner) -> None:
    learnt(hall, amara, [1, 99])
    put_on_shelf(hall, made_pack(decks=(deck(50),)))
    assert asked(hall, amara) == ["c001"]
    put_on_shelf(hall)
    assert asked(hall, amara) == []


def test_siblings_are_buried(station: Station, amara: Learner, clock: FakeClock) -> None:
    both = Deck(id="deck", title="Deck", cards=(card(1, "one"), card(2, "one"), card(3)))
    put_on_shelf(station, made_pack(decks=(both,)))
    learnt(station, amara, [1, 2, 3])
    assert asked(station, amara) == ["c001", "c003"]
    rate(station, amara, 1)
    assert asked(station, amara) == ["c003"]
    clock.move(days=1)
    assert asked(station, amara) == ["c002", "c003"]


def test_a_card_that_is_forgotten_daily_does_not_bury_its_sibling_for_ever(
    station: Station, amara: Learner, clock: FakeClock
) -> None:
    both = Deck(id="deck", title="Deck", cards=(card(1, "one"), card(2, "one")))
    put_on_shelf(station, made_pack(decks=(both,)))
    learnt(station, amara, [1, 2])
    seen = []
    for _ in range(3):
        [name] = asked(station, amara)
        seen.append(name)
        rate(station, amara, int(name[1:]), AGAIN)
        clock.move(minutes=11)
        rate(station, amara, int(name[1:]))
        clock.move(days=1)
    assert seen == ["c001", "c002", "c001"]


def test_chosen_decks_bring_new_cards(hall: Station, amara: Learner, clock: FakeClock) -> None:
    assert asked(hall, amara) == []
    choose(hall, amara.id, PACK, "deck", True)
    new = asked(hall, amara)
    assert new == [f"c{n:03}" for n in range(NEW_A_DAY)]
    rate(hall, amara, 0, EASY)
    rate(hall, amara, 1, AGAIN)
    assert asked(hall, amara) == new[2:]
    clock.move(days=1)
    assert asked(hall, amara) == ["c001", *(f"c{n:03}" for n in range(2, 2 + NEW_A_DAY))]
    choose(hall, amara.id, PACK, "deck", False)
    assert asked(hall, amara) == ["c001"]


def test_new_cards_of_decks_chosen_meanwhile(station: Station, amara: Learner) -> None:
    """Ten a day, however often other decks are chosen."""
    other = Deck(id="other", title="Other", cards=tuple(card(n) for n in range(100, 120)))
    put_on_shelf(station, made_pack(decks=(deck(20), other)))
    choose(station, amara.id, PACK, "deck", True)
    assert len(asked(station, amara)) == NEW_A_DAY
    for n in range(4):
        rate(station, amara, n, EASY)
    choose(station, amara.id, PACK, "other", True)
    assert asked(station, amara) == ["c100", "c004", "c101", "c005", "c102", "c006"]


def test_a_backlog_leaves_less_room_for_new_cards(hall: Station, amara: Learner) -> None:
    choose(hall, amara.id, PACK, "deck", True)
    learnt(hall, amara, range(50, 76))
    assert len(asked(hall, amara)) == 30
    assert asked(hall, amara)[26:] == ["c000", "c001", "c002", "c003"]


@pytest.mark.parametrize("rating", Rating)
@pytest.mark.parametrize("known", [False, True])
def test_undo_leaves_no_trace(
    hall: Station, amara: Learner, clock: FakeClock, rating: Rating, known: bool
) -> None:
    if known:
        rate(hall, amara, 1)
        rate(hall, amara, 2)
        clock.move(days=3)
    before = everything(hall)
    rated = rate(hall, amara, 1, rating)
    assert everything(hall) != before
    clock.move(minutes=3)
    assert cards.undo(hall, amara.id, rated) == rated.practice
    assert everything(hall) == before


def test_ten_answers_are_undone_from_the_last(hall: Station, amara: Learner) -> None:
    before = everything(hall)
    done = [rate(hall, amara, n % 4, Rating(1 + n % 4)) for n in range(10)]
    for rated in reversed(done):
        cards.undo(hall, amara.id, rated)
    assert everything(hall) == before


def test_what_is_over_cannot_be_undone(hall: Station, amara: Learner, clock: FakeClock) -> None:
    first = rate(hall, amara, 1, AGAIN)
    clock.move(minutes=1)
    second = rate(hall, amara, 1)
    with pytest.raises(UsageError, match="answered again"):
        cards.undo(hall, amara.id, first)
    clock.move(days=1)
    with pytest.raises(UsageError, match="earlier day"):
        cards.undo(hall, amara.id, second)


def test_the_queue_after_a_rating_is_the_queue_asked_anew(
    station: Station, amara: Learner, clock: FakeClock
) -> None:
    siblings = (card(1, "one"), card(2, "one"), card(3, "one"))
    both = Deck(id="deck", title="Deck", cards=(*siblings, *map(card, range(4, 50))))
    put_on_shelf(station, made_pack(decks=(both,)))
    choose(station, amara.id, PACK, "deck", True)
    learnt(station, amara, range(1, 25))
    ahead = cards.queue(station, amara.id)
    for n in range(30):
        rated = cards.rate_card(
            station, amara.id, ahead.cards[0], (GOOD, AGAIN, EASY)[n % 3], duration_ms=1
        )
        clock.move(seconds=40)
        ahead = ahead.after(rated, clock.at)
        assert ahead == cards.queue(station, amara.id)


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("rate"), st.integers(0, 5), st.sampled_from(Rating)),
        st.tuples(st.just("wait"), st.sampled_from([1, 11, 700, 3_000, 30_000]), st.none()),
        st.tuples(st.just("undo"), st.none(), st.none()),
        st.tuples(st.just("want"), st.integers(700, 970), st.none()),
    ),
    max_size=25,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ACTS)
def test_replay_gives_what_was_lived(hall: Station, clock: FakeClock, acts: list[Act]) -> None:
    """Days, schedules with their fuzz and what was taken back: all of it is in the events."""
    learner = register(hall, "Jonas", "")
    done: list[cards.Rated] = []
    for act, what, rating in acts:
        if act == "rate":
            done.append(rate(hall, learner, what, rating))
        elif act == "wait":
            clock.move(minutes=what)
        elif act == "want":
            set_retention(hall, learner.id, what)
        elif done:
            with suppress(UsageError):
                cards.undo(hall, learner.id, done.pop())
    events = (recorded.event for recorded in hall.store.events())
    states = replay(event for event in events if event.learner == learner.id)
    for state in (*STATES, Tuning):
        assert hall.store.select(state, learner=learner.id) == [
            states[state][key] for key in sorted(states[state])
        ]
