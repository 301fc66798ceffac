from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from keystep.domain import wording
from keystep.domain.measures import Estimate, Forecast, Gain, Interval
from keystep.domain.okr import KrKind, Point, Status
from tests import sample_board as sample


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (17.94, "17.9"),
        (17.0, "17"),
        (4812, "4,812"),
        (0.8567, "0.857"),
        (-3.21, "−3.21"),
        (99.97, "100"),
        (0, "0"),
        (-0.0000001, "0"),
        (0.00001, "0.00001"),
    ],
)
def test_a_figure_has_three_digits_where_it_is_small(value: float, said: str) -> None:
    assert wording.figure(value) == said


def test_what_is_not_whole_never_reads_as_a_hundred_per_cent() -> None:
    assert wording.percent(0.998) == "99\N{NARROW NO-BREAK SPACE}%"
    assert wording.percent(1.0) == "100\N{NARROW NO-BREAK SPACE}%"


def test_a_lagging_pace_never_reads_as_one_on_track() -> None:
    assert wording.speed(0.9499) == "0.94"
    assert wording.speed(0.95) == "0.95"


def test_a_ruler_fills_towards_the_target_when_lower_is_better() -> None:
    board = sample.board()
    standing = wording.standing(board.rows[0], board)
    assert standing.attained == pytest.approx(0.7)
    assert standing.low is not None
    assert standing.high is not None
    assert standing.low < 0.7 < standing.high
    assert (standing.start, standing.now, standing.target) == ("20", "17.9", "17 min")


def test_blocks_are_kept_missed_or_still_ahead() -> None:
    board = sample.board()
    row = board.rows[5]
    worse = Point(row.points[3].day, 1.0, 1, None)
    broken = replace(row, points=(*row.points[:3], worse, *row.points[4:]))
    blocks = wording.standing(broken, board).blocks
    assert len(blocks) == 30
    assert blocks[0] is True
    assert blocks[8] is False
    assert blocks[-1] is None


def test_stale_data_has_neither_pace_nor_forecast() -> None:
    row = sample.board().rows[3]
    assert row.status is Status.STALE
    assert str(wording.pace_of(row)) == "pace not shown"
    assert [str(words) for words in wording.forecast_of(row, sample.ON)] == [
        "no forecast",
        "data 12 days old",
    ]


def test_a_forecast_says_what_it_still_needs() -> None:
    row = replace(sample.board().rows[0], forecast=None)
    short = replace(row, points=row.points[:2])
    assert str(wording.forecast_of(short, sample.ON)[1]) == "2 of 4 points it needs"


def test_points_are_wanted_only_where_they_would_bring_a_forecast() -> None:
    row = replace(sample.board().rows[0], forecast=None)
    milestone = replace(row, key_result=replace(sample.RESPONSE, kind=KrKind.MILESTONE))
    assert len(row.points) > 4
    for one in (row, milestone, replace(milestone, points=row.points[:2])):
        assert [*map(str, wording.forecast_of(one, sample.ON))] == ["no forecast", ""]


def test_the_course_of_milestones_leads_to_all_of_them() -> None:
    row = sample.board().rows[0]
    key_result = replace(sample.RESPONSE, kind=KrKind.MILESTONE, baseline=0.0, target=0.0)
    half = replace(row.points[0], value=50.0)
    assert wording.course(replace(row, key_result=key_result, points=(half,))) == (
        "0 → 50 → 100\N{NARROW NO-BREAK SPACE}%"
    )


def test_kpis_come_from_teams_and_learning_from_stations() -> None:
    response, *_, certified, _returns = sample.board().rows
    assert str(wording.freshness_of(response)) == "46 of 50 teams"
    assert str(wording.freshness_of(certified)) == "44 of 48 stations"


def test_a_milestone_is_said_in_per_cent() -> None:
    board = sample.board()
    row = replace(
        board.rows[0], key_result=replace(sample.RESPONSE, kind=KrKind.MILESTONE), attainment=0.25
    )
    standing = wording.standing(row, board)
    assert (standing.start, standing.now, standing.target) == (
        "0",
        wording.percent(0.25),
        wording.percent(1),
    )


def test_the_place_in_the_cycle() -> None:
    board = sample.board()
    share = wording.percent(0.7)
    assert str(wording.place_in_cycle(board)) == f"Week 9 of 13, {share} of the cycle gone"
    first = replace(board, on=sample.START - timedelta(3), elapsed=0.0)
    assert str(wording.place_in_cycle(first)).startswith("Week 1 of 13")


def test_an_objective_says_what_its_figure_rests_on() -> None:
    answers, safety, launch = sample.board().objectives
    assert str(wording.reached_of(answers)[1]) == "from 3 key results"
    assert str(wording.reached_of(safety)[1]) == "from 2 of 3 key results, 1 stale"
    assert str(wording.reached_of(launch)[1]) == "from 1 of 2 key results"


def test_a_gain_tells_its_pairs_and_whether_chance_could_do_it() -> None:
    sure = Estimate(18, Interval(11, 25), 41)
    unsure = Estimate(3, Interval(-2, 8), 12)
    few = Estimate(3, None, 9)
    assert str(wording.gain_line(sure)) == "(11 to 25), n 41 pairs"
    assert str(wording.gain_line(unsure)) == "(−2 to 8), n 12 pairs, may be chance"
    assert str(wording.gain_line(few)) == "n 9, needs 10"


def test_a_day_of_silence_is_said_in_the_singular() -> None:
    row = sample.board().rows[3]
    assert str(wording.forecast_of(row, date(2027, 2, 21))[1]) == "data 1 day old"


def test_a_trend_beyond_what_can_be_is_said_to_lead_past_it() -> None:
    row = sample.board().rows[1]
    whole = Forecast(100.0, Interval(100.0, 100.0))
    assert str(wording.forecast_of(replace(row, forecast=whole), sample.ON)[1]) == (
        "the trend leads past it"
    )
    there = replace(row.points[-1], value=100.0)
    kept = replace(row, forecast=whole, points=(*row.points[:-1], there))
    assert str(wording.forecast_of(kept, sample.ON)[1]) == "100 to 100"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Estimate(12.2, Interval(8.6, 15.9), 9), ("12.2\N{NARROW NO-BREAK SPACE}%", "8.6 to 15.9")),
        (Estimate(5.3, Interval(-1, 11), 9), ("5.3\N{NARROW NO-BREAK SPACE}%", "may be chance")),
        (Estimate(11.5, None, 1), ("11.5\N{NARROW NO-BREAK SPACE}%", "too few to say")),
        (None, ("", "too few to say")),
    ],
)
def test_how_sure_a_teams_change_is(change: Estimate | None, said: tuple[str, str]) -> None:
    value, beside = wording.better_of(sample.RESPONSE, change)
    assert (value, str(beside)) == said
    value, beside = wording.better_of(sample.NO_ACCIDENT, change)
    assert (value, str(beside)) == ("", "")


@pytest.mark.parametrize(
    ("value", "interval", "pairs", "said"),
    [
        (18, Interval(11, 25), 41, ("+18 points", "(11 to 25), n 41 pairs")),
        (9, Interval(-2, 16), 33, ("+9 points", "(−2 to 16), n 33 pairs, may be chance")),
        (9, None, 9, ("too few to say", "n 9, needs 10")),
    ],
)
def test_gains_are_said_with_their_pairs(
    value: float, interval: Interval | None, pairs: int, said: tuple[str, str]
) -> None:
    told = Gain(
        pairs=pairs,
        pre=60,
        post=60 + value,
        absolute=Estimate(value, interval, pairs),
        relative=None,
        hake=None,
        d_z=None,
    )
    assert tuple(map(str, wording.gained_of(told))) == said
    assert tuple(map(str, wording.gained_of(None))) == ("too few to say", "n 0, needs 10")


def test_teams_without_a_line_of_their_own_are_named() -> None:
    assert str(wording.unshown_of(())) == ""
    assert "fewer than 5 of its people are known here: Night." in str(wording.unshown_of(["Night"]))
    assert "their people are known here: A, B." in str(wording.unshown_of(["A", "B"]))


def test_who_learned_is_counted_only_where_there_is_a_lesson() -> None:
    told = [wording.learned_of(*pair) for pair in ((9, 12), (None, 12), (None, None))]
    assert list(map(str, told)) == ["9 of 12", "no lesson", "under 5"]
