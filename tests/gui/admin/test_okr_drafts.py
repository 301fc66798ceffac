"""What is typed becomes an objective, a key result or a cycle, or what is wrong with it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystep.domain.okr import BY_HAND, Cycle, KeyResult, KrKind, Objective
from keystep.gui.admin.okrs.drafts import (
    cycle_of,
    id_of,
    key_result_of,
    number_of,
    objective_of,
    values_of,
)
from keystep.gui.admin.okrs.plan import following, order_after, rows_of

KR = KeyResult(
    id="time",
    title="Response time",
    kind=KrKind.WORK,
    source="r",
    baseline=20,
    target=17,
    unit="min",
)
TOP = Objective(id="top", title="Top", key_results=(KR,))
TEAM = Objective(id="team", title="Team", parent="top")
OTHER = Objective(id="other", title="Other")
CYCLE = Cycle(
    id="q",
    title="Q",
    start=date(2027, 1, 1),
    end=date(2027, 3, 31),
    objectives=(TOP, OTHER, TEAM),
)


def typed(**changes: str) -> dict[str, str]:
    return values_of(KR) | {"from": "", "kpi": "r", "place": ""} | changes


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("17.5", 17.5),
        ("17,5", 17.5),
        ("4,812", 4812),
        ("1,234,567.5", 1234567.5),
        ("−3", -3),
        ("1 200", 1200),
        ("much", None),
        ("", None),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, number: float | None) -> None:
    assert number_of(text) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_that_is_shown_is_read_back(number: float) -> None:
    shown = values_of(KeyResult(id="x", title="x", kind=KrKind.WORK, baseline=number))["baseline"]
    assert number_of(shown) == number


def test_what_was_not_touched_stays_as_it_was() -> None:
    assert key_result_of(typed(), KR, (), {}).value == KR
    assert objective_of(values_of(TEAM), TEAM, CYCLE).value == TEAM
    assert cycle_of(values_of(CYCLE), CYCLE).value == CYCLE


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"target": "soon"}, "target"),
        ({"target": "20"}, "target"),
        ({"target": "inf"}, "target"),
        ({"title": ""}, "title"),
        ({"kpi": ""}, "source"),
        ({"weight": "0"}, "weight"),
        ({"kind": "mastery", "place": ""}, "source"),
        ({"kind": "mastery", "place": "p/s", "bound": "0"}, "bound"),
        ({"kind": "maintain", "low": "2", "high": "1"}, "low"),
        ({"kind": "milestone"}, "milestones"),
    ],
)
def test_a_fault_is_told_by_its_field(changes: dict[str, str], field: str) -> None:
    draft = key_result_of(typed(**changes), KR, (), {})
    assert draft.value is None
    assert list(draft.faults) == [field]


def test_a_figure_told_by_hand_has_no_kpi() -> None:
    assert key_result_of(typed(**{"from": BY_HAND}), KR, (), {}).value.by_hand


def test_learning_is_in_per_cent() -> None:
    draft = key_result_of(typed(kind="completion", place="p/first"), KR, (), {})
    assert (draft.value.source, draft.value.unit) == ("p/first", "%")


def test_a_cycle_needs_days_in_their_order() -> None:
    assert list(cycle_of(values_of(CYCLE) | {"end": "31 March"}, CYCLE).faults) == ["end"]
    assert list(cycle_of(values_of(CYCLE) | {"end": "2026-12-31"}, CYCLE).faults) == ["end"]
    assert list(cycle_of(values_of(CYCLE) | {"check_in_days": "7.5"}, CYCLE).faults) == [
        "check_in_days"
    ]


def test_an_objective_cannot_serve_itself() -> None:
    draft = objective_of(values_of(TOP) | {"parent": "team"}, TOP, CYCLE)
    assert list(draft.faults) == ["parent"]


def test_ids_are_made_of_words_and_are_never_used_twice() -> None:
    assert id_of("Median response time!", []) == "median-response-time"
    assert id_of("Top", ["top", "top-2"]) == "top-3"
    assert id_of("…", []) == "new"


def test_the_tree_stands_in_order_each_below_what_it_serves() -> None:
    assert [(row.key[1], row.level) for row in rows_of(CYCLE)] == [
        ("q", 0),
        ("top", 0),
        ("time", 1),
        ("team", 1),
        ("other", 0),
    ]


def test_objectives_trade_places_among_their_like() -> None:
    assert order_after(CYCLE, ("objective", "top"), 1) == ("other", "top", "team")
    assert order_after(CYCLE, ("objective", "top"), -1) == ("top", "other", "team")
    assert order_after(CYCLE, ("objective", "team"), 1) == ("top", "other", "team")


@pytest.mark.parametrize(
    ("start", "end", "then"),
    [
        (date(2027, 1, 1), date(2027, 3, 31), (date(2027, 4, 1), date(2027, 6, 30))),
        (date(2026, 10, 1), date(2026, 12, 31), (date(2027, 1, 1), date(2027, 3, 31))),
        (date(2027, 1, 4), date(2027, 1, 31), (date(2027, 2, 1), date(2027, 2, 28))),
    ],
)
def test_the_next_cycle_is_as_long_as_the_last(
    start: date, end: date, then: tuple[date, date]
) -> None:
    assert following(start, end) == then
