"""What is read for impact, on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import date, timedelta

from keystep.aggregate import Aggregate
from keystep.aggregate.people import LessonRef
from keystep.domain.bundles import Claim
from keystep.domain.impact.panel import Figure
from keystep.domain.kpi import KpiRow
from tests.unit.aggregate.builders import (
    MONDAY,
    NOW,
    Station,
    completed,
    enrolled,
    started,
    taken_in,
    with_kpis,
)

DAY = MONDAY.date()
GREET, PART = LessonRef("customers", "greet"), LessonRef("customers", "part")
CLAIMS = [Claim("ana", "Ana", "North"), Claim("ben", "Ben", "North"), Claim("cem", "Cem", "South")]


def test_teams_begin_when_their_people_first_complete_a_lesson(either: Aggregate) -> None:
    station = Station()
    for days, who in ((3, "ana"), (1, "ben"), (5, "ben"), (2, "nobody")):
        station.did(who, completed("part"), when=MONDAY + timedelta(days))
    station.did("ana", started(), completed("other"), when=MONDAY)
    enrolled(either, "hall")
    taken_in(either, station.bundle(claims=CLAIMS))
    found = either.impacts.begun([GREET, PART], DAY + timedelta(30))
    assert found["North"].members == 2
    assert found["North"].days == [DAY + timedelta(1), DAY + timedelta(3)]
    assert (found["South"].members, list(found["South"].days)) == (1, [])
    early = either.impacts.begun([PART], DAY + timedelta(2))
    assert early["North"].days == [DAY + timedelta(1)]
    assert either.impacts.minutes() == {
        ("North", "customers", "part"): 4.5,
        ("North", "customers", "other"): 1.5,
    }


def test_figures_come_by_day_and_team_up_to_a_day(either: Aggregate) -> None:
    rows = [
        KpiRow(kpi=kpi, team=team, day=DAY + timedelta(days), value=20.0 - days, n=7)
        for kpi in ("speed", "care")
        for days in (7, 0, 14)
        for team in ("South", "North")
    ]
    with_kpis(either, rows, NOW.at)
    found = either.impacts.figures("speed", DAY + timedelta(7))
    assert found == tuple(
        Figure(team, day, value, 7)
        for day, value in ((DAY, 20.0), (DAY + timedelta(7), 13.0))
        for team in ("North", "South")
    )
    assert either.impacts.figures("speed", date(2020, 1, 1)) == ()
