from __future__ import annotations

from datetime import date
from math import inf

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from keystep.domain import okr
from keystep.domain.measures import Interval
from keystep.domain.okr import (
    Cycle,
    Freshness,
    KeyResult,
    KrKind,
    KrRow,
    Milestone,
    Objective,
    Status,
)

FASTER = KeyResult(id="r", title="R", kind=KrKind.WORK, source="r", baseline=20, target=17)
SOLVED = KeyResult(id="s", title="S", kind=KrKind.WORK, source="s", baseline=61, target=72)
SAFE = KeyResult(id="a", title="A", kind=KrKind.MAINTAIN, source="a", low=0, high=2)
LAUNCH = KeyResult(id="l", title="L", kind=KrKind.MILESTONE, milestones=(Milestone(title="M"),))
TAUGHT = KeyResult(id="t", title="T", kind=KrKind.KNOWLEDGE, source="pack/test", target=30)
QUARTER = Cycle(id="q1", title="Q1", start=date(2027, 1, 1), end=date(2027, 3, 31))
NUMBERS = st.floats(-1e6, 1e6)
ENDS = st.tuples(NUMBERS, NUMBERS).filter(lambda ends: ends[0] != ends[1])
GREEN = {Status.ON_TRACK, Status.KEPT}


def row(status: Status, attainment: float | None = 0.5, key_result: KeyResult = FASTER) -> KrRow:
    return KrRow(
        key_result=key_result,
        points=(),
        freshness=Freshness(1, 1, None, stale=status is Status.STALE),
        attainment=attainment,
        pace=None,
        status=status,
        forecast=None,
    )


@pytest.mark.parametrize(
    ("key_result", "value", "attained"),
    [
        (FASTER, 17.9, 0.7),
        (FASTER, 16, 1),
        (FASTER, 25, 0),
        (SOLVED, 66.5, 0.5),
        (SOLVED, 50, 0),
        (SOLVED, 90, 1),
        (SAFE, 0, 1),
        (SAFE, 2, 1),
        (SAFE, 2.1, 0),
        (SAFE, -1, 0),
        (LAUNCH, 75, 0.75),
    ],
)
def test_attainment(key_result: KeyResult, value: float, attained: float) -> None:
    assert okr.attainment(key_result, value) == pytest.approx(attained)


@given(ENDS, NUMBERS)
def test_attainment_does_not_care_which_way_is_up(ends: tuple[float, float], x: float) -> None:
    b, t = ends
    there = okr.attainment(replace(FASTER, baseline=b, target=t), x)
    assert 0 <= there <= 1
    assert there == okr.attainment(replace(FASTER, baseline=-b, target=-t), -x)


@given(ENDS, NUMBERS, NUMBERS)
def test_nearer_to_the_target_is_never_less(ends: tuple[float, float], x: float, y: float) -> None:
    b, t = ends
    key_result = replace(FASTER, baseline=b, target=t)
    nearer, farther = sorted((x, y), reverse=t > b)
    assert okr.attainment(key_result, nearer) >= okr.attainment(key_result, farther)
    assert (okr.attainment(key_result, b), okr.attainment(key_result, t)) == (0, 1)


@given(ENDS, NUMBERS, st.floats(0.01, 100), NUMBERS)
def test_attainment_does_not_care_for_the_unit(
    ends: tuple[float, float], x: float, factor: float, shift: float
) -> None:
    b, t = ends
    other = [factor * figure + shift for figure in (b, t, x)]
    assume(abs(t - b) > 1e-3)
    there = okr.attainment(replace(FASTER, baseline=b, target=t), x)
    again = okr.attainment(replace(FASTER, baseline=other[0], target=other[1]), other[2])
    assert again == pytest.approx(there, abs=1e-3)


@given(ENDS, NUMBERS)
def test_a_maintain_key_result_is_kept_within_its_bounds_and_nowhere_else(
    ends: tuple[float, float], x: float
) -> None:
    low, high = sorted(ends)
    kept = okr.attainment(replace(SAFE, low=low, high=high), x)
    assert kept == (1 if min(max(x, low), high) == x else 0)


@given(st.lists(st.tuples(st.floats(0.1, 10), st.booleans()), min_size=1, max_size=8))
def test_milestones_are_done_from_none_to_all(drawn: list[tuple[float, bool]]) -> None:
    milestones = [Milestone(title="M", weight=weight, done=done) for weight, done in drawn]
    share = okr.milestone_share(milestones)
    assert 0 <= share <= 1
    assert okr.milestone_share([replace(one, done=True) for one in milestones]) == 1
    assert okr.milestone_share([replace(one, done=not one.done) for one in milestones]) == (
        pytest.approx(1 - share)
    )


def test_milestones_count_by_weight() -> None:
    milestones = [Milestone(title="A", weight=3, done=True), Milestone(title="B", weight=1)]
    assert okr.milestone_share(milestones) == 0.75
    assert okr.milestone_share([]) == 0


@pytest.mark.parametrize(
    ("on", "elapsed"),
    [
        (date(2026, 12, 1), 0),
        (date(2027, 1, 1), 1 / 90),
        (date(2027, 3, 4), 0.7),
        (date(2027, 3, 31), 1),
        (date(2027, 6, 1), 1),
    ],
)
def test_a_cycle_goes_by_whole_days(on: date, elapsed: float) -> None:
    assert QUARTER.elapsed(on) == pytest.approx(elapsed)


@pytest.mark.parametrize(
    ("attained", "elapsed", "status"),
    [
        (0.665, 0.7, Status.ON_TRACK),
        (0.66, 0.7, Status.LAGGING),
        (0.525, 0.7, Status.LAGGING),
        (0.52, 0.7, Status.AT_RISK),
        (0.0, 0.09, Status.TOO_EARLY),
        (1.0, 0.05, Status.ON_TRACK),
        (0.0, 0.1, Status.AT_RISK),
        (None, 0.7, Status.NO_DATA),
    ],
)
def test_the_word_follows_the_pace(attained: float | None, elapsed: float, status: Status) -> None:
    assert okr.status(FASTER, attained, elapsed, stale=False) is status


def test_no_pace_in_the_first_tenth() -> None:
    assert okr.pace(0.5, 0.0999) is None
    assert okr.pace(0.5, 0.1) == pytest.approx(5)


def test_a_maintain_key_result_is_kept_or_not() -> None:
    assert okr.status(SAFE, 1.0, 0.02, stale=False) is Status.KEPT
    assert okr.status(SAFE, 0.0, 0.02, stale=False) is Status.AT_RISK


@given(
    st.sampled_from([FASTER, SAFE, LAUNCH, TAUGHT]),
    st.none() | st.floats(0, 1),
    st.floats(0, 1),
)
def test_stale_data_is_never_green_and_no_data_never_red(
    key_result: KeyResult, attained: float | None, elapsed: float
) -> None:
    word = okr.status(key_result, attained, elapsed, stale=True)
    assert word is (Status.NO_DATA if attained is None else Status.STALE)
    assert word not in GREEN


def test_an_objective_is_the_weighted_mean_of_what_has_data() -> None:
    heavy = replace(FASTER, weight=3.0)
    rows = [
        row(Status.ON_TRACK, 0.9, heavy),
        row(Status.LAGGING, 0.5),
        row(Status.NO_DATA, None),
        row(Status.STALE, 1.0),
    ]
    summary = okr.summarise(Objective(id="o", title="O"), rows)
    assert (summary.attainment, summary.covered) == (pytest.approx(0.8), 2)


def test_an_objective_without_data_has_no_figure() -> None:
    summary = okr.summarise(Objective(id="o", title="O"), [row(Status.NO_DATA, None)])
    assert (summary.attainment, summary.covered, summary.status) == (None, 0, Status.NO_DATA)
    assert okr.summarise(Objective(id="o", title="O"), []).status is Status.NO_DATA


COMPANY = Objective(id="company", title="Customers stay")
DESKS = Objective(id="desks", title="Desks", parent="company", key_results=(FASTER, SOLVED))
NIGHT = Objective(id="night", title="Night desk", parent="desks", key_results=(SAFE,))
TREE = (NIGHT, DESKS, COMPANY)


def test_the_board_is_in_the_order_of_the_tree() -> None:
    rows = {
        "company": [],
        "desks": [row(Status.ON_TRACK, 0.8), row(Status.LAGGING, 0.4, SOLVED)],
        "night": [row(Status.STALE, 1.0, SAFE)],
    }
    company, desks, night = okr.in_tree(TREE, rows)
    assert [(one.objective.id, one.level) for one in (company, desks, night)] == [
        ("company", 0),
        ("desks", 1),
        ("night", 2),
    ]
    assert (desks.attainment, desks.covered, desks.of) == (pytest.approx(0.6), 2, 2)
    assert company.rows == ()
    assert (company.attainment, company.covered, company.of, company.stale) == (
        pytest.approx(0.6),
        2,
        3,
        1,
    )
    assert company.status is Status.LAGGING


@pytest.mark.parametrize(
    ("words", "worst"),
    [
        ([Status.ON_TRACK, Status.AT_RISK, Status.STALE], Status.AT_RISK),
        ([Status.ON_TRACK, Status.STALE, Status.KEPT], Status.STALE),
        ([Status.ON_TRACK, Status.NO_DATA], Status.ON_TRACK),
        ([Status.KEPT, Status.TOO_EARLY], Status.KEPT),
    ],
)
def test_an_objectives_word_is_its_worst(words: list[Status], worst: Status) -> None:
    summary = okr.summarise(Objective(id="o", title="O"), [row(word) for word in words])
    assert summary.status is worst


@pytest.mark.parametrize(
    ("key_result", "measured", "low", "high"),
    [
        (KeyResult(id="k", title="K", kind=KrKind.COMPLETION, target=90), [], 0, 100),
        (KeyResult(id="k", title="K", kind=KrKind.KNOWLEDGE, target=20), [], -100, inf),
        (KeyResult(id="k", title="K", kind=KrKind.WORK, unit="%", target=90), [80], 0, 100),
        (KeyResult(id="k", title="K", kind=KrKind.WORK, unit="%", target=90), [120], 0, inf),
        (KeyResult(id="k", title="K", kind=KrKind.WORK, unit="min", target=17), [18], 0, inf),
        (KeyResult(id="k", title="K", kind=KrKind.WORK, unit="°C", target=-18), [], -inf, inf),
        (KeyResult(id="k", title="K", kind=KrKind.MAINTAIN, unit="%", high=5), [3], 0, 100),
    ],
)
def test_what_a_figure_can_be(
    key_result: KeyResult, measured: list[float], low: float, high: float
) -> None:
    assert okr.possible(key_result, measured) == Interval(low, high)


def test_an_interval_is_cut_to_what_can_be() -> None:
    assert okr.within(Interval(-3, 120), Interval(0, 100)) == Interval(0, 100)
    assert okr.within(Interval(130, 198), Interval(0, 100)) == Interval(100, 100)


def test_a_gain_of_a_few_people_carries_no_trend() -> None:
    gained = KeyResult(id="k", title="K", kind=KrKind.KNOWLEDGE, source="p/a", target=20.0)
    answered = KeyResult(id="r", title="R", kind=KrKind.WORK, source="r", target=20.0)
    points = [okr.Point(date(2027, 1, day), 1.0, n, None) for day, n in ((1, 3), (8, 9), (15, 10))]
    assert [point.n for point in okr.carrying(gained, points)] == [10]
    assert okr.carrying(answered, points) == tuple(points)
