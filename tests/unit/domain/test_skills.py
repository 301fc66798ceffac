"""Mastery follows what people earn, and says what it is worth."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystep.domain import skills
from tests.benchmarks.learners import Piece
from tests.benchmarks.mastering import judging
from tests.benchmarks.predictors import calibration_error, elo, judge, ours, plain_average

RATINGS = st.floats(-8, 8)
EVIDENCE = st.integers(0, 500)
SHARES = st.floats(0, 1)
CHANCES = st.floats(0, 0.9)


@given(RATINGS, EVIDENCE, CHANCES)
def test_a_right_answer_raises_it_and_a_wrong_one_lowers_it(
    theta: float, evidence: int, chance: float
) -> None:
    right = skills.updated(theta, evidence, 1.0, chance)
    wrong = skills.updated(theta, evidence, 0.0, chance)
    assert skills.mastery(wrong) < skills.mastery(theta) < skills.mastery(right)


@given(st.lists(st.tuples(SHARES, CHANCES), max_size=200))
def test_it_never_leaves_its_bounds(answers: list[tuple[float, float]]) -> None:
    theta = 0.0
    for n, (earned, chance) in enumerate(answers):
        theta = skills.updated(theta, n, earned, chance)
        assert 0 < skills.mastery(theta) < 1
        assert chance <= skills.expected(theta, chance) <= 1


@given(RATINGS, EVIDENCE, SHARES, SHARES, CHANCES)
def test_who_earns_more_is_not_taken_to_know_less(
    theta: float, evidence: int, one: float, other: float, chance: float
) -> None:
    low, high = sorted((one, other))
    less = skills.updated(theta, evidence, low, chance)
    assert less <= skills.updated(theta, evidence, high, chance)


def test_on_learners_of_known_skill_it_is_calibrated() -> None:
    learners = judging(people=120)
    found = judge(ours, learners)
    assert found.off < 0.035
    assert found.skill_off < 0.06
    assert found.off < judge(elo(), learners).off
    assert found.log_loss < judge(plain_average, learners).log_loss
    assert found.auc > 0.65


def test_cards_and_scenarios_are_evidence_as_answers_are() -> None:
    card, item = (Piece(1.0, 0.0, 0.5, is_item=kind) for kind in (False, True))
    [_, (foretold, _)] = ours((card, item))
    assert foretold > 0.5


def test_a_calibration_error_is_the_distance_within_each_tenth() -> None:
    import numpy as np

    expected, observed = np.full(100, 0.3), np.array([1.0] * 50 + [0.0] * 50)
    assert calibration_error(expected, observed) == pytest.approx(0.5)
    assert calibration_error(expected, np.full(100, 0.3)) == pytest.approx(0)
