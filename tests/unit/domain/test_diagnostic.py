"""An adaptive diagnostic asks what tells most, and stops when it is sure."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystep.domain.diagnostic import (
    NOTHING_KNOWN,
    SLIP,
    Belief,
    Knowing,
    after,
    beliefs,
    information,
    next_item,
    sequence,
    weakest_first,
)
from keystep.domain.interactions import Option, Reflection, ShortText, SingleChoice
from keystep.domain.quiz import Item
from keystep.domain.responses import FULL_SCORE

SCORES = st.integers(0, FULL_SCORE)


def item(name: str, options: int = 4) -> Item:
    """An item "skill-number" with so many options; of no options what is typed."""
    rest = tuple(Option(f"No {n}") for n in range(options - 1))
    choice = SingleChoice(options=(Option("Yes", right=True), *rest))
    asks = choice if options else ShortText(accept=("yes",))
    return Item(id=name, skill=name.split("-", maxsplit=1)[0], question=f"{name}?", asks=asks)


def items(*skills: str, each: int = 6, options: int = 4) -> tuple[Item, ...]:
    return tuple(item(f"{skill}-{n}", options) for n in range(each) for skill in skills)


def run(asked: tuple[Item, ...], answer: Callable[[Item], int]) -> dict[str, int | None]:
    """Ask until nothing more is asked; gives the scores, in the order of asking."""
    scores: dict[str, int | None] = {}
    while (ahead := next_item(asked, scores)) is not None:
        scores[ahead.id] = answer(ahead)
    return scores


def test_an_answer_moves_belief_by_bayes_rule() -> None:
    right = after(Belief(0.5), item("a"), FULL_SCORE)
    assert right == Belief(pytest.approx(0.9 / (0.9 + 0.25), abs=1e-6), 1)
    wrong = after(Belief(0.5), item("a"), 0)
    assert wrong.p == pytest.approx(0.1 / (0.1 + 0.75), abs=1e-6)


def test_half_a_point_says_nothing() -> None:
    assert after(Belief(0.4), item("a"), FULL_SCORE // 2).p == pytest.approx(0.4)


@given(st.floats(0.01, 0.99), SCORES, SCORES, st.sampled_from([0, 2, 3, 4, 9]))
def test_more_points_never_mean_less_belief(p: float, one: int, other: int, options: int) -> None:
    low, high = sorted((one, other))
    asked = item("a", options)
    assert 0 <= after(Belief(p), asked, low).p <= after(Belief(p), asked, high).p <= 1


@given(st.floats(0, 1), st.floats(0.05, 0.89))
def test_an_answer_tells_something_and_at_most_a_bit(p: float, guess: float) -> None:
    assert -1e-9 <= information(p, guess) <= 1


def test_information_is_what_an_answer_takes_off_the_entropy() -> None:
    p, guess = 0.3, 0.25
    entropy = lambda q: -q * math.log2(q) - (1 - q) * math.log2(1 - q)  # noqa: E731
    right = p * (1 - SLIP) + (1 - p) * guess
    known_right = p * (1 - SLIP) / right
    known_wrong = p * SLIP / (1 - right)
    left = right * entropy(known_right) + (1 - right) * entropy(known_wrong)
    assert information(p, guess) == pytest.approx(entropy(p) - left)


def test_what_is_hard_to_guess_is_asked_first_and_equals_in_their_order() -> None:
    assert next_item((item("a-0", 2), item("b-0", 4), item("c-0", 4)), {}) == item("b-0", 4)


def test_a_skill_that_is_told_is_not_asked_about_again() -> None:
    scores = run(items("a", "b"), lambda asked: FULL_SCORE if asked.skill == "a" else 0)
    found = beliefs(items("a", "b"), scores)
    assert found["a"].knowing is Knowing.KNOWN
    assert found["b"].knowing is Knowing.NEEDED
    assert [belief.questions for belief in found.values()] == [2, 2]


def test_where_items_run_out_it_says_that_it_is_not_sure() -> None:
    asked = items("a", each=1)
    found = beliefs(asked, run(asked, lambda _: FULL_SCORE))
    assert found["a"].knowing is Knowing.UNSURE
    assert found["a"].sure == pytest.approx(0.7826, abs=1e-4)


def test_what_nobody_grades_is_not_asked() -> None:
    thought = Item(id="a-1", skill="a", question="When?", asks=Reflection())
    assert next_item((thought,), {}) is None


def test_the_order_of_asking_follows_from_the_answers() -> None:
    asked, rng = items("a", "b", "c"), Random(5)
    scores = run(asked, lambda _: FULL_SCORE * rng.randrange(2))
    shuffled = dict(sorted(scores.items()))
    assert [each.id for each in sequence(asked, shuffled)] == list(scores)


def test_what_it_would_not_have_asked_stands_behind() -> None:
    asked = items("a")
    assert sequence(asked, {"a-3": 0, "a-0": 0}) == (asked[0], asked[3])


def test_of_people_of_whom_it_is_sure_nine_in_ten_are_as_it_says() -> None:
    rng, asked = Random(20), items("a", each=12)
    right = wrong = questions = 0
    for _ in range(800):
        knows = rng.random() < 0.5
        chance = 1 - SLIP if knows else 0.25
        scores = run(asked, lambda _, c=chance: FULL_SCORE * (rng.random() < c))
        knowing = beliefs(asked, scores)["a"].knowing
        questions += len(scores)
        right += knowing is (Knowing.KNOWN if knows else Knowing.NEEDED)
        wrong += knowing is (Knowing.NEEDED if knows else Knowing.KNOWN)
    assert wrong / (right + wrong) < 0.1
    assert right + wrong > 780
    assert questions / 800 < 4


def test_the_weakest_comes_first_but_for_what_it_builds_on() -> None:
    now = {"a": Belief(0.5), "b": Belief(0.2), "c": Belief(0.05)}
    assert weakest_first([("a",), ("b",), ("c",)], now) == (2, 1, 0)
    assert weakest_first([("a",), ("b",), ("a", "c")], now) == (1, 0, 2)
    assert weakest_first([], now) == ()


def test_before_the_first_answer_nothing_is_known() -> None:
    assert beliefs(items("a"), {}) == {"a": NOTHING_KNOWN}
    assert NOTHING_KNOWN.p == 0.5
    assert NOTHING_KNOWN.knowing is Knowing.UNSURE
