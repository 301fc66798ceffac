"""What it costs to want more remembered."""

from __future__ import annotations

import pytest

from keystep.domain.memory import RETENTION, Rating, review, scheduler
from keystep.domain.wanted import comes_back_after
from tests.fakes import START


@pytest.mark.parametrize("retention", [700, 850, RETENTION, 970])
def test_it_is_what_the_scheduler_does(retention: int) -> None:
    at, day = START, START.date()
    usual = review(scheduler(), None, Rating.EASY, at, day).memory
    days = usual.stability / 10_000
    expected = review(scheduler(retention), None, Rating.EASY, at, day).interval.days
    assert comes_back_after(scheduler(), days, retention) == pytest.approx(expected, abs=0.51)
