"""The rig itself: a loss shows, and no case is forgotten."""

from __future__ import annotations

import re
from pathlib import Path

from tests.faults.catalogue import CASES
from tests.faults.plugin import Depth
from tests.faults.tally import Tally, is_sound, report_of, table

TESTS = Path(__file__).parents[1]


def tally(**counts: int) -> Tally:
    return Tally(**counts)


def test_a_slice_is_spread_and_the_depth_is_whole() -> None:
    assert Depth(deep=False).of(range(10), 3) == [0, 3, 6]
    assert Depth(deep=False).of(range(2), 3) == [0, 1]
    assert Depth(deep=True).of(range(10), 3) == list(range(10))


def test_counts_add_up_and_each_test_counts_once() -> None:
    slow = Tally(faults=2, recovery_s=1.5, runs={"envelope": 5}, uncaught={})
    report = report_of([([1, 6], True, slow), ([1], True, Tally(faults=3, runs={"envelope": 1}))])
    lines = {line.case: line for line in report.cases}
    assert (lines[1].tests, lines[1].tally.faults, lines[1].tally.recovery_s) == (2, 5, 1.5)
    assert (lines[6].tests, lines[6].tally.faults) == (1, 2)
    assert (report.total.faults, report.total.runs) == (5, {"envelope": 6})
    assert any("killed while publishing" in line for line in table(report))


def test_a_loss_is_not_sound() -> None:
    assert is_sound(report_of([([1], True, tally(faults=1, refused=1, kept=1))]))
    for counted in (tally(lost=1), tally(twice=1), tally(refused=1)):
        assert not is_sound(report_of([([1], True, counted)]))
    assert not is_sound(report_of([([1], False, Tally())]))


def test_what_ended_its_process_is_named() -> None:
    report = report_of([], ["test_b", "test_a"])
    assert not is_sound(report)
    assert list(table(report))[-2:] == ["Failed: test_a", "Failed: test_b"]


def test_every_case_has_a_test() -> None:
    marks = re.compile(r"mark\.fault\(([0-9, ]+)\)")
    texts = [path.read_text() for path in TESTS.rglob("test_*.py")]
    tried = {int(n) for text in texts for told in marks.findall(text) for n in told.split(",")}
    assert set(CASES) <= tried
