from __future__ import annotations

import math
from datetime import date, timedelta

import pytest

from keystep.domain.impact.panel import Figure, Scale, Step, panel_of

SUNDAY = date(2027, 1, 10)
TEAMS = ("North", "South", "East", "West")


def weekly(weeks: int = 6, value: float = 20.0, day: date = SUNDAY) -> list[Figure]:
    return [
        Figure(team, day + timedelta(weeks=week), value + week, 10)
        for team in TEAMS
        for week in range(weeks)
    ]


def test_a_figure_belongs_to_the_week_that_most_of_its_days_lie_in() -> None:
    for late in range(4):
        told = panel_of(weekly(day=SUNDAY + timedelta(late)), {})
        assert (told.step, told.periods[0]) == (Step.WEEK, date(2027, 1, 4))
    assert panel_of(weekly(day=SUNDAY + timedelta(4)), {}).periods[0] == date(2027, 1, 11)


def test_a_team_is_learning_from_the_week_on_in_which_it_begins() -> None:
    starts = {"North": date(2027, 1, 20), "South": date(2026, 12, 1), "East": date(2028, 1, 1)}
    told = panel_of(weekly(), starts)
    assert told.starts == {"North": 2, "South": 0, "East": None, "West": None}
    assert told.waves() == {0: ("South",), 2: ("North",), None: ("East", "West")}


def test_months_and_days_are_known_by_their_distance() -> None:
    ends = [date(2027, month + 1, 1) - timedelta(1) for month in range(1, 6)]
    told = panel_of([Figure(team, end, 5, 1) for team in TEAMS for end in ends], {})
    assert (told.step, told.periods[:2]) == (Step.MONTH, (date(2027, 1, 1), date(2027, 2, 1)))
    days = [date(2027, 1, 4) + timedelta(n) for n in range(14)]
    daily = panel_of([Figure("North", day, 5, 1) for day in days], {})
    assert daily.periods == (date(2027, 1, 4), date(2027, 1, 11))


def test_figures_of_one_period_are_averaged_by_their_cases() -> None:
    days = [date(2027, 1, 4) + timedelta(n) for n in range(7)]
    told = panel_of([Figure("North", day, 1.0 + n, n + 1) for n, day in enumerate(days)], {})
    assert told.scale is Scale.PERCENT
    assert told.paths["North"][0] == pytest.approx(math.log(5))
    assert told.cases["North"] == (28,)


@pytest.mark.parametrize("value", [0.0, -3.0])
def test_what_can_be_nothing_or_less_has_no_logarithm(value: float) -> None:
    told = panel_of([*weekly(2)[1:], Figure("North", SUNDAY, value, 10)], {})
    assert told.scale is Scale.UNIT
    assert told.paths["North"] == (value, 21.0)


def test_who_lacks_a_figure_is_left_out_and_what_most_lack_is_no_period() -> None:
    figures = [one for one in weekly() if (one.team, one.value) != ("West", 22.0)]
    newest = Figure("North", SUNDAY + timedelta(weeks=6), 30, 10)
    told = panel_of([*figures, newest], {})
    assert (len(told.periods), told.left_out) == (6, ("West",))
    assert set(told.paths) == {"North", "South", "East"}


def test_without_figures_there_is_nothing() -> None:
    told = panel_of([], {"North": SUNDAY})
    assert (told.periods, told.paths, told.waves()) == ((), {}, {})


def test_steps_go_on() -> None:
    assert Step.MONTH.after(date(2027, 11, 1), 3) == date(2028, 2, 1)
    assert Step.WEEK.after(date(2027, 12, 27), 1) == date(2028, 1, 3)
    assert Step.MONTH.first_day(date(2027, 2, 28)) == date(2027, 2, 1)


def test_the_first_of_all_days_has_days_before_it() -> None:
    told = panel_of([*weekly(), Figure("North", date.min, 20.0, 10)], {})
    assert len(told.periods) == 6
    assert told.left_out == ()
