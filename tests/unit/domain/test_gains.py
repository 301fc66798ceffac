"""What is expected to be gained."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import fsrs
import pytest
from msgspec.structs import replace

from keystep.domain.bundles import KeyResultWord
from keystep.domain.events import Instant
from keystep.domain.flashcards import Card, Deck
from keystep.domain.gains import (
    DIFFICULTIES,
    HORIZON_DAYS,
    STABILITIES,
    UNMET,
    Outlook,
    Serves,
    item_memory,
    known_before,
    of_first,
    serving,
    taught,
    whole,
)
from keystep.domain.lesson import AlignedKeyResult, Phase, Step, StepKind
from keystep.domain.memory import TEN_THOUSAND, Memory, Rating, recall, review, scheduler
from keystep.domain.progress import ItemProgress
from tests.made import LESSON, NEEDS, TAG_IT, TRY_IT, made_pack

NOW = Instant(datetime(2026, 5, 1, 8, 30, tzinfo=UTC), 120, "boot", 0)
OUTLOOK = Outlook(scheduler(), NOW)


def memory(stability: float, days: int) -> Memory:
    """Of a middling card reviewed so many days ago."""
    at = NOW.at - timedelta(days=days)
    day = NOW.day - timedelta(days=days)
    return Memory(round(stability * TEN_THOUSAND), 50_000, 2, None, at, day, NOW.at)


def word(key_result: str, status: str) -> KeyResultWord:
    return KeyResultWord(
        id=key_result, title="t", unit="", baseline="0", target="1", now="", attainment=None,
        elapsed=500, status=status,
    )  # fmt: skip


def test_a_review_gains_what_is_known_in_a_week_because_of_it() -> None:
    held = memory(10, 10)
    then = NOW.day + timedelta(days=HORIZON_DAYS)
    good, again = (
        recall(scheduler(), review(scheduler(), held, rating, NOW.at, NOW.day).memory, then)
        for rating in (Rating.GOOD, Rating.AGAIN)
    )
    kept = 0.9 * good + 0.1 * again
    assert OUTLOOK.of_review(held) == pytest.approx(kept - recall(scheduler(), held, then))


def test_what_is_nearly_forgotten_gains_more_than_what_is_fresh() -> None:
    assert OUTLOOK.of_review(memory(5, 15)) > OUTLOOK.of_review(memory(5, 5))
    assert OUTLOOK.of_review(memory(5, 5)) > OUTLOOK.of_review(memory(100, 5)) >= 0


def test_what_is_known_is_hardly_worth_teaching_or_asking() -> None:
    assert OUTLOOK.of_meeting(0.2) > OUTLOOK.of_meeting(0.5) > OUTLOOK.of_meeting(1.0) == 0
    assert OUTLOOK.of_asking(0.2) > OUTLOOK.of_asking(0.5) > OUTLOOK.of_asking(1.0) == 0
    assert known_before(None) == known_before(0.1) == UNMET < known_before(0.6) < 0.6


def test_items_are_remembered_as_the_library_would_have_it() -> None:
    plain = fsrs.Scheduler(enable_fuzzing=False, learning_steps=(), relearning_steps=())
    card = fsrs.Card(card_id=0, due=NOW.at)
    for stability in STABILITIES[1:]:
        card, _ = plain.review_card(card, fsrs.Rating.Good, card.due)
        assert card.stability == pytest.approx(stability, rel=0.002)
        assert card.difficulty == pytest.approx(DIFFICULTIES[1], rel=0.02)
    again, _ = plain.review_card(fsrs.Card(card_id=0, due=NOW.at), fsrs.Rating.Again, NOW.at)
    assert (again.stability, again.difficulty) == pytest.approx((STABILITIES[0], DIFFICULTIES[0]))


def test_an_item_that_fell_short_gains_more_than_one_that_was_right() -> None:
    def gain(right: int, days: int) -> float:
        day = NOW.day - timedelta(days=days)
        item = ItemProgress(learner="ada", pack="p", item="i", skill="s", right=right, day=day)
        return OUTLOOK.of_review(item_memory(item, NOW))

    assert gain(0, 1) > gain(1, 1) > gain(9, 1) >= 0
    assert gain(1, 20) > gain(1, 1)


def test_the_first_of_a_chain_is_worth_its_best_beginning() -> None:
    assert of_first([(2.0, 100)]) == pytest.approx(2.0)
    assert of_first([(2.0, 100), (1.0, 100)]) == pytest.approx(2.0)
    assert of_first([(0.0, 100), (5.0, 100), (0.0, 900)]) == pytest.approx(2.5)


def test_whatever_there_is_to_do_is_worth_something() -> None:
    assert (whole(0.0), whole(0.0004), whole(1.2345)) == (1, 1, 1234)


def test_a_lesson_teaches_what_it_asks_and_shows() -> None:
    deck = Deck(
        id="d",
        title="D",
        cards=tuple(
            Card(id=n, skill=f"of {n}", front="f", back="b", lesson=of)
            for n, of in (("x", ""), ("y", LESSON), ("z", LESSON))
        ),
    )
    step = Step(id="cards", title="C", kind=StepKind.CARDS, target="d", count=2)
    pack = made_pack(decks=(deck,))
    lesson = replace(TRY_IT, steps=(*TRY_IT.steps, step))
    asked = ("locking",) * 3
    assert taught(pack, lesson) == (*asked, "of y", "of z")
    assert taught(pack, lesson, 2) == ("locking", "of y", "of z")
    assert taught(pack, lesson, 99) == ()


def test_a_lesson_that_only_tells_teaches_one_thing_of_each_skill_and_a_test_none() -> None:
    assert taught(made_pack(), TAG_IT) == ("tagging",)
    assert taught(made_pack(), NEEDS) == ()
    assert NEEDS.steps[0].phase is Phase.NEEDS


def test_a_skill_counts_for_more_while_its_key_result_lags() -> None:
    both = (
        AlignedKeyResult(id="a", title="A", skills=("locking", "tagging")),
        AlignedKeyResult(id="b", title="B", skills=("tagging",)),
    )
    pack = made_pack(key_results=both)
    told = (word("a", "lagging"), word("b", "at_risk"), word("c", "at_risk"))
    found = serving(pack, told)
    assert found["tagging"].lagging == "B"
    assert found["tagging"].weight > found["locking"].weight > 1
    assert serving(pack, (word("a", "on_track"), word("b", "stale"))) == {}
    assert serving(pack, ()) == {}


def test_the_office_says_as_well_what_serves_a_key_result() -> None:
    pack = made_pack(key_results=())
    lagging = word("elsewhere", "lagging")
    by_skill = replace(lagging, skills=(f"{pack.id}/tagging", "other/locking"))
    assert serving(pack, (by_skill,)) == {"tagging": Serves(1.5, "t")}
    by_lesson = replace(lagging, lessons=(f"{pack.id}/{LESSON}",))
    assert set(serving(pack, (by_lesson,))) == set(pack.lesson(LESSON).skills) != set()


def test_a_key_result_without_skills_is_served_by_those_of_its_lessons() -> None:
    found = serving(made_pack(), (word("lock-outs", "lagging"),))
    assert found["locking"] == Serves(found["locking"].weight, "Lock-outs right at first audit")
    assert found["locking"].weight > 1


def test_a_day_of_an_item_in_the_future_is_no_trouble() -> None:
    item = ItemProgress(learner="ada", pack="p", item="i", skill="s", right=1, day=date(2027, 1, 1))
    assert OUTLOOK.of_review(item_memory(item, NOW)) >= 0
