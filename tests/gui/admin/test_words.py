from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from keystep.domain.events import Instant
from keystep.domain.okr import KrRow
from keystep.domain.words import Words
from keystep.gui.admin.words import newest_of, say, since, today_or_day
from tests import sample_board as sample

MIDNIGHT = datetime(2027, 3, 3, tzinfo=UTC)


def daily(newest: datetime) -> KrRow:
    row = sample.board().rows[0]
    return replace(row, freshness=replace(row.freshness, newest=newest))


@pytest.mark.parametrize("offset", [-720, -60, 0, 60, 720])
def test_no_time_zone_moves_the_day_of_a_kpi(offset: int) -> None:
    now = Instant(datetime(2027, 3, 20, 12, tzinfo=UTC), offset, "boot", 0)
    assert newest_of(daily(MIDNIGHT), now) == "3 Mar"


@pytest.mark.parametrize(("day", "said"), [(3, "today"), (4, "yesterday"), (5, "3 Mar")])
def test_a_kpis_day_is_said_near_at_hand(day: int, said: str) -> None:
    now = Instant(datetime(2027, 3, day, 9, tzinfo=UTC), 0, "boot", 0)
    assert newest_of(daily(MIDNIGHT), now) == said


@pytest.mark.parametrize(
    ("told", "said"),
    [("2027-03-31", "31 March 2027"), ("2027-02-31", "2027-02-31"), ("Q1 2027", "Q1 2027")],
)
def test_days_of_the_engine_are_said_as_days_are(told: str, said: str) -> None:
    shown = say(Words("Newest on {day}", {"day": told}))
    assert re.sub("[\u2066-\u2069]", "", shown) == f"Newest on {said}"


def test_a_station_reported_at_a_time_here() -> None:
    now = Instant(datetime(2027, 3, 4, 12, tzinfo=UTC), 60, "boot", 0)
    sealed = datetime(2027, 3, 4, 10, tzinfo=UTC)
    row = sample.board().rows[6]
    assert newest_of(replace(row, freshness=replace(row.freshness, newest=sealed)), now) == (
        "2 hours ago"
    )
    assert since(sealed, now) == "2 hours ago"
    assert today_or_day(sealed, now) == "today 11:00"
    assert today_or_day(datetime(2027, 3, 1, 23, 30, tzinfo=UTC), now) == "2 Mar, 00:30"
