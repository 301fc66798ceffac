from __future__ import annotations

from datetime import date

import pytest

from keystep.domain.okr import Cycle
from keystep.domain.scope import EVERYBODY, WEEKLY, Habit, Scope
from keystep.errors import UsageError

CYCLE = Cycle(id="q1", title="Q1", start=date(2027, 1, 4), end=date(2027, 1, 25))


def test_a_period_is_cut_to_the_cycle() -> None:
    wide = Scope(first=date(2026, 1, 1), last=date(2027, 1, 10)).period(CYCLE)
    assert wide is not None
    assert (wide.start, wide.end) == (date(2027, 1, 4), date(2027, 1, 10))
    assert EVERYBODY.period(CYCLE) == CYCLE


def test_days_outside_the_cycle_leave_nothing() -> None:
    assert Scope(last=date(2027, 1, 3)).period(CYCLE) is None


def test_a_scope_of_another_team_has_no_part_of_a_teams_figures() -> None:
    assert EVERYBODY.within_team("North") == Scope(team="North")
    assert Scope(team="North", cohort="2027-01").within_team("North") is not None
    assert Scope(team="Night").within_team("North") is None
    assert Scope(team="Night").within_team("") == Scope(team="Night")


@pytest.mark.parametrize(
    ("scope", "of_some", "of_teams"),
    [
        (EVERYBODY, False, True),
        (Scope(first=date(2027, 1, 1)), False, True),
        (Scope(team="North"), True, True),
        (Scope(device="d"), True, False),
        (Scope(cohort="2027-01"), True, False),
    ],
)
def test_only_teams_are_known_to_kpis(scope: Scope, of_some: bool, of_teams: bool) -> None:
    assert (scope.of_some, scope.of_teams) == (of_some, of_teams)


@pytest.mark.parametrize(
    "scope",
    [
        Scope(cohort="January"),
        Scope(cohort="2027-13"),
        Scope(first=date(2027, 2, 1), last=date(2027, 1, 1)),
    ],
)
def test_what_can_mean_nobody_is_refused(scope: Scope) -> None:
    with pytest.raises(UsageError):
        scope.refuse_faults()


def test_the_last_window_may_be_short() -> None:
    after = date(2027, 12, 31)
    assert WEEKLY.ends(CYCLE, after) == [date(2027, 1, day) for day in (10, 17, 24, 25)]
    assert Habit(window=14).ends(CYCLE, after) == [date(2027, 1, 17), date(2027, 1, 25)]
    assert WEEKLY.ends(CYCLE, date(2027, 1, 17)) == [date(2027, 1, 10)]


@pytest.mark.parametrize("habit", [Habit(days=0), Habit(days=8), Habit(days=3, window=2)])
def test_nobody_is_active_on_more_days_than_there_are(habit: Habit) -> None:
    with pytest.raises(UsageError):
        habit.refuse_faults()
