"""Grading: what each kind of answer earns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystep.domain.quiz import (
    FULL_SCORE,
    Choice,
    Item,
    ItemType,
    Option,
    OptionVerdict,
    Written,
    edit_distance,
    grade,
    is_answered,
    quiz_score,
)


def choosing(kind: ItemType, *right: bool) -> Item:
    options = tuple(Option(text=f"option {i}", right=is_right) for i, is_right in enumerate(right))
    return Item(id="i", type=kind, skill="s", question="?", options=options)


def numeric(answer: str, tolerance: str = "0", unit: str = "") -> Item:
    return Item(
        id="i",
        type=ItemType.NUMERIC,
        skill="s",
        question="?",
        answer=answer,
        tolerance=tolerance,
        unit=unit,
    )


def text(*accept: str, typos: int = 0, exact: bool = False) -> Item:
    return Item(
        id="i",
        type=ItemType.TEXT,
        skill="s",
        question="?",
        accept=accept,
        typos=typos,
        exact=exact,
    )


def test_single_choice_is_all_or_nothing() -> None:
    item = choosing(ItemType.SINGLE, False, True, False)
    assert grade(item, Choice((1,))).right
    assert grade(item, Choice((0,))).score == 0
    assert grade(item, Choice((0, 1))).score == 0


def test_every_option_gets_a_verdict() -> None:
    item = choosing(ItemType.MULTIPLE, True, True, False, False)
    assert grade(item, Choice((0, 2))).verdicts == (
        OptionVerdict.RIGHT,
        OptionVerdict.MISSED,
        OptionVerdict.WRONG,
        OptionVerdict.LEFT_OUT,
    )


@pytest.mark.parametrize(
    ("chosen", "score"),
    [((0, 1), 1000), ((0,), 500), ((0, 2), 0), ((0, 1, 2), 500), ((0, 1, 2, 3), 0), ((), 0)],
)
def test_multiple_response_takes_wrong_choices_off(chosen: tuple[int, ...], score: int) -> None:
    assert (
        grade(choosing(ItemType.MULTIPLE, True, True, False, False), Choice(chosen)).score == score
    )


@pytest.mark.parametrize("typed", ["17.5", "17,5", " 17.50 ", "17.5 min", "17.5 minutes", "1.75e1"])
def test_a_number_is_read_as_people_write_it(typed: str) -> None:
    assert grade(numeric("17.5", unit="min"), Written(typed)).right


@pytest.mark.parametrize(
    ("typed", "right"), [("1,200.5", True), ("1200.5", True), ("1,200", False), ("−1200.5", False)]
)
def test_a_comma_before_a_full_stop_groups_thousands(typed: str, right: bool) -> None:
    assert grade(numeric("1200.5"), Written(typed)).right is right


def test_tolerance_includes_its_ends() -> None:
    item = numeric("15", "0.1")
    assert grade(item, Written("15.1")).right
    assert grade(item, Written("14.9")).right
    assert not grade(item, Written("15.11")).right


@pytest.mark.parametrize("typed", ["", "fifteen", "nan", "inf", "1e", "--1"])
def test_what_is_no_number_is_no_answer(typed: str) -> None:
    assert not is_answered(numeric("15"), Written(typed))
    assert grade(numeric("15"), Written(typed)).score == 0


@pytest.mark.parametrize("typed", ["Café", "  cafe ", "CAFÉ!", "cafe."])
def test_case_accents_and_punctuation_do_not_decide(typed: str) -> None:
    assert grade(text("café"), Written(typed)).right


def test_typos_are_forgiven_up_to_the_authors_limit() -> None:
    assert grade(text("receipt", typos=2), Written("reciept")).right
    assert not grade(text("receipt", typos=1), Written("reciept")).right


def test_exact_answers_are_letter_for_letter() -> None:
    assert grade(text("M4", exact=True), Written(" M4 ")).right
    assert not grade(text("M4", exact=True), Written("m4")).right


def test_guessing_pays_by_the_number_of_options() -> None:
    assert choosing(ItemType.SINGLE, True, False, False, False).chance == 250
    assert choosing(ItemType.TRUE_FALSE, True, False).chance == 500
    assert numeric("1").chance == 0


@given(st.lists(st.integers(0, FULL_SCORE), min_size=1).map(tuple))
def test_a_quiz_scores_between_its_items(scores: tuple[int, ...]) -> None:
    assert min(scores) <= quiz_score(scores) <= max(scores)


@given(st.text(max_size=12), st.text(max_size=12))
def test_edit_distance_is_a_distance(a: str, b: str) -> None:
    assert edit_distance(a, b) == edit_distance(b, a)
    assert (edit_distance(a, b) == 0) is (a == b)
    assert abs(len(a) - len(b)) <= edit_distance(a, b) <= max(len(a), len(b))


@given(st.lists(st.booleans(), min_size=2, max_size=8), st.sets(st.integers(0, 7)))
def test_scores_stay_within_bounds(right: list[bool], chosen: set[int]) -> None:
    picked = Choice(tuple(sorted(i for i in chosen if i < len(right))))
    assert 0 <= grade(choosing(ItemType.MULTIPLE, *right), picked).score <= FULL_SCORE
