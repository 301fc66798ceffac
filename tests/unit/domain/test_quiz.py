"""What items and quizzes earn."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from keystep.domain.interactions import MultipleResponse, Reflection
from keystep.domain.quiz import Item, quiz_score
from keystep.domain.responses import FULL_SCORE, Choice, Written
from tests.unit.domain.asking import options

ITEM = Item(
    id="i",
    skill="s",
    question="?",
    asks=MultipleResponse(options=options(True, True, False)),
    hints=("Look at the label.", "There are two."),
)


def test_each_hint_takes_the_same_part() -> None:
    full, half = Choice((0, 1)), Choice((0,))
    assert [ITEM.grade(full, hints).score for hints in range(4)] == [1000, 666, 333, 333]
    assert ITEM.grade(half, 1).score == 333
    assert ITEM.grade(full, 2).verdicts == ITEM.grade(full).verdicts


def test_hints_leave_what_is_not_graded() -> None:
    item = Item(id="i", skill="s", question="?", asks=Reflection(), hints=("Think of last week.",))
    assert item.grade(Written("So and so"), 1).score is None


@given(st.lists(st.integers(0, FULL_SCORE), min_size=1).map(tuple))
def test_a_quiz_scores_between_its_items(scores: tuple[int, ...]) -> None:
    assert min(scores) <= quiz_score(scores) <= max(scores)
    assert quiz_score((*scores, None)) == quiz_score(scores)


def test_a_quiz_of_reflections_is_passed_by_answering() -> None:
    assert quiz_score((None, None)) == FULL_SCORE
    assert quiz_score(()) == 0
