"""Drawn items and shuffled options: others in each run, the same whenever the run goes on."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from keystep.domain.interactions import Interaction, Option, Ordering, SingleChoice, TrueFalse
from keystep.domain.quiz import Item, Quiz

FOUR = tuple(Option(text, right=text == "a") for text in "abcd")


def asking(item_id: str, asks: Interaction) -> Item:
    return Item(id=item_id, skill="s", question="?", asks=asks)


ONE_OF_FOUR = SingleChoice(options=FOUR)
ITEM = asking("first", ONE_OF_FOUR)
PIECES = asking("pieces", Ordering(pieces=("a", "b", "c")))
SHUFFLED = Quiz(id="q", title="Q", items=(ITEM,), shuffle=True)


@given(st.text())
def test_every_option_stands_once(attempt: str) -> None:
    order = SHUFFLED.order(ITEM, attempt)
    assert sorted(order) == [0, 1, 2, 3]
    assert SHUFFLED.order(ITEM, attempt) == order


def test_the_order_is_the_one_that_was_recorded_years_ago() -> None:
    assert SHUFFLED.order(ITEM, "0b8e41d7") == (0, 3, 1, 2)


def test_each_option_stands_everywhere_as_often() -> None:
    first = Counter(SHUFFLED.order(ITEM, f"run-{n}")[0] for n in range(4_000))
    assert all(850 < times < 1_150 for times in first.values())


def test_items_of_one_run_are_shuffled_apart() -> None:
    other = asking("second", ONE_OF_FOUR)
    orders = {(SHUFFLED.order(ITEM, f"{n}"), SHUFFLED.order(other, f"{n}")) for n in range(50)}
    assert any(one != another for one, another in orders)


@pytest.mark.parametrize(
    ("quiz", "item"),
    [
        (Quiz(id="q", title="Q", items=(ITEM,)), ITEM),
        (SHUFFLED, asking("t", TrueFalse(options=FOUR[:2]))),
    ],
)
def test_these_keep_the_order_of_the_pack(quiz: Quiz, item: Item) -> None:
    assert quiz.order(item, "any") == tuple(range(item.asks.parts))


@given(st.text())
def test_what_is_to_be_ordered_never_stands_in_order(attempt: str) -> None:
    order = Quiz(id="q", title="Q", items=(PIECES,)).order(PIECES, attempt)
    assert sorted(order) == [0, 1, 2]
    assert order != (0, 1, 2)


POOL = Quiz(
    id="pool",
    title="Pool",
    items=tuple(asking(f"item-{n}", ONE_OF_FOUR) for n in range(6)),
)


@given(st.integers(1, 8), st.text())
def test_so_many_are_drawn_in_the_order_of_the_pack(count: int, attempt: str) -> None:
    drawn = POOL.drawn(count, attempt)
    assert len(drawn) == min(count, 6)
    assert list(drawn) == [item for item in POOL.items if item in drawn]
    assert POOL.drawn(count, attempt) == drawn


def test_none_wanted_are_all() -> None:
    assert POOL.drawn(0, "any") == POOL.items


@given(st.text())
def test_of_each_pool_as_many_are_drawn_as_the_quiz_says(attempt: str) -> None:
    pools = ("easy", "easy", "easy", "hard", "hard", "")
    items = tuple(replace(one, pool=pool) for one, pool in zip(POOL.items, pools, strict=True))
    quiz = replace(POOL, items=items, draw={"easy": 2, "hard": 1})
    assert sorted(item.pool for item in quiz.drawn(0, attempt)) == ["", "easy", "easy", "hard"]
    assert len(quiz.drawn(2, attempt)) == 2


def test_every_item_is_drawn_as_often() -> None:
    times = Counter(item.id for n in range(3_000) for item in POOL.drawn(2, f"run-{n}"))
    assert len(times) == 6
    assert all(850 < drawn < 1_150 for drawn in times.values())
