from __future__ import annotations

from msgspec.structs import replace

from keystep.domain.okr import Board, KrRow, Status
from keystep.reports.chart import HEIGHT, WIDTH, Chart, trend
from tests import sample_board as sample


def drawn(row: KrRow) -> Chart:
    chart = trend(row, sample.CYCLE)
    assert chart is not None
    return chart


def board() -> Board:
    return sample.board()


def test_every_point_has_a_dot_inside_the_picture() -> None:
    for row in board().rows[:5]:
        chart = drawn(row)
        assert len(chart.dots) == len(row.points)
        assert all(0 < dot.x < WIDTH and 0 < dot.y < HEIGHT for dot in chart.dots)


def test_whoever_points_at_a_figure_is_told_all_of_it() -> None:
    said = drawn(board().rows[0]).dots[-1].label
    assert said == "4 Mar: 17.9 min, 17.5 to 18.3, n 4,812"


def test_lower_is_better_falls_towards_its_target() -> None:
    chart = drawn(board().rows[0])
    assert chart.dots[0].y < chart.dots[-1].y <= chart.target[0].at
    assert chart.target[0].label == "17"


def test_a_stale_key_result_foretells_nothing() -> None:
    row = board().rows[0]
    assert drawn(row).cone
    stale = drawn(replace(row, status=Status.STALE))
    assert (stale.cone, stale.ahead) == ("", "")


def test_a_maintain_key_result_has_bounds_and_no_pace() -> None:
    row = board().rows[5]
    assert trend(row, sample.CYCLE) is None
    worse = replace(row, points=(*row.points[:-1], replace(row.points[-1], value=1.0)))
    chart = drawn(worse)
    assert [goal.label for goal in chart.target] == ["0"]
    assert chart.pace == ""


def test_one_point_makes_no_line() -> None:
    row = board().rows[0]
    assert trend(replace(row, points=row.points[:1]), sample.CYCLE) is None
