from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import func, select

from keystep.aggregate import Aggregate, schema
from keystep.aggregate.figures import Kept
from keystep.domain.bundles import Claim
from keystep.domain.events import Instant
from keystep.domain.okr import Cycle, KeyResult, KrKind, Objective, Point
from tests.unit.aggregate.builders import Station, at, completed, enrolled, taken_in

START, ON = date(2027, 1, 4), date(2027, 1, 20)
WHO = [f"who-{number}" for number in range(6)]
PATHS = {"customers/path": ("customers/greet",)}
CYCLE = Cycle(
    id="q1",
    title="Q1",
    start=START,
    end=date(2027, 3, 31),
    objectives=(
        Objective(
            id="o",
            title="O",
            key_results=(
                KeyResult(id="e", title="E", kind=KrKind.ENGAGEMENT, target=90),
                KeyResult(
                    id="c",
                    title="C",
                    kind=KrKind.COMPLETION,
                    source="customers/path",
                    target=90,
                ),
            ),
        ),
    ),
)


def now(day: date) -> Instant:
    return Instant(at(day), 0, "boot", 1)


def values(ledger: Aggregate, day: date = ON) -> list[tuple[Point, ...]]:
    return [row.points for row in ledger.board(CYCLE, now(day), PATHS).rows]


def kept(ledger: Aggregate) -> int:
    with ledger._store.read() as db:
        return int(db.scalar(select(func.count()).select_from(schema.figure)) or 0)


def counted_anew(ledger: Aggregate, day: date = ON) -> list[tuple[Point, ...]]:
    """What the points are, without what was kept."""
    rows = CYCLE.objectives[0].key_results
    return [ledger.points_for(one, CYCLE, day, PATHS) for one in rows]


@pytest.fixture
def hall(ledger: Aggregate) -> Station:
    return begun(ledger)


def begun(ledger: Aggregate) -> Station:
    station = Station("hall")
    enrolled(ledger, "hall")
    station.did(WHO[0], completed(), when=at(START))
    claims = [Claim(who, who, "North") for who in WHO]
    taken_in(ledger, station.bundle(claims=claims, sealed=at(ON)))
    return station


def test_what_was_counted_for_the_board_is_kept(ledger: Aggregate, hall: Station) -> None:
    first = values(ledger)
    assert kept(ledger) == 2
    assert values(ledger) == first == counted_anew(ledger)


def test_an_import_lets_nothing_stand_that_was_counted_before(either: Aggregate) -> None:
    ledger, hall = either, begun(either)
    values(ledger)
    assert kept(ledger) == 2
    hall.did(WHO[1], completed(), when=at(START))
    taken_in(ledger, hall.bundle(first=2, sealed=at(ON)))
    assert values(ledger) == counted_anew(ledger)
    assert values(ledger)[1][-1].value == pytest.approx(100 * 2 / 6)


@pytest.mark.parametrize(
    "act",
    [
        lambda ledger: ledger.runs.undo(ledger.runs.listed()[0].id, at(ON)),
        lambda ledger: ledger.roster.merge(WHO[0], WHO[1], at(ON)),
        lambda ledger: ledger.rebuild(),
    ],
)
def test_whatever_changes_what_counts_changes_the_board(
    ledger: Aggregate, hall: Station, act: Any
) -> None:
    values(ledger)
    act(ledger)
    assert values(ledger) == counted_anew(ledger)


def test_other_lessons_of_a_path_are_counted_anew(ledger: Aggregate, hall: Station) -> None:
    values(ledger)
    longer = {"customers/path": ("customers/greet", "customers/answer")}
    board = ledger.board(CYCLE, now(ON), longer)
    assert board.rows[1].points[-1].value == 0.0


def test_each_later_day_says_what_is_true_on_it(ledger: Aggregate, hall: Station) -> None:
    for days in range(9):
        later = ON + timedelta(days=days)
        assert values(ledger, later) == counted_anew(ledger, later)


POINTS = (Point(START + timedelta(days=6), 1.0, 9, None), Point(ON, 2.0, 9, None))
KEPT = Kept(day=ON, points=POINTS)


def test_the_point_of_today_is_that_of_tomorrow_too() -> None:
    tomorrow = ON + timedelta(days=1)
    assert KEPT.on(tomorrow, CYCLE, START) == (POINTS[0], replace(POINTS[1], day=tomorrow))


@pytest.mark.parametrize(
    ("day", "newest"),
    [
        (ON + timedelta(days=5), START),
        (ON - timedelta(days=1), START),
        (ON + timedelta(days=1), ON + timedelta(days=1)),
    ],
)
def test_a_week_that_ended_or_a_later_event_is_counted_anew(day: date, newest: date) -> None:
    assert KEPT.on(day, CYCLE, newest) is None
