from __future__ import annotations

from datetime import timedelta

import pytest

from keystep.aggregate import Aggregate
from keystep.aggregate.membership import Membership
from keystep.domain.facts import StationReported
from keystep.domain.trust import Asks
from tests.unit.aggregate.builders import (
    MONDAY,
    NOW,
    Station,
    enrolled,
    hello,
    taken_in,
    viewed,
)

HOUR = timedelta(hours=1)


def test_it_tells_what_is_here_and_what_is_missing(either: Aggregate) -> None:
    enrolled(either, "van", "hall")
    either.members.note_hello(hello("dock"), MONDAY)
    van = Station("van").did("ana", *[viewed()] * 6)
    taken_in(either, van.bundle(3, 4, sealed=MONDAY + HOUR), van.bundle(4, 5, sealed=MONDAY))
    dock, hall, other = either.members.overview()
    assert (dock.membership, dock.asks, dock.health) == (Membership.WAITING, Asks.ENROL, None)
    assert (dock.imported_at, dock.enrolled_at) == (None, None)
    assert (hall.events, hall.missing, hall.missing_since, hall.sealed_at) == (0, (), None, None)
    assert (other.events, other.missing, other.missing_since) == (3, ((1, 2),), MONDAY)
    assert (other.membership, other.asks, other.forked) == (Membership.ENROLLED, None, False)
    assert (other.sealed_at, other.enrolled_at) == (MONDAY + HOUR, MONDAY)


def test_gaps_of_all_epochs_are_told_since_the_first(either: Aggregate) -> None:
    enrolled(either, "van")
    for epoch, sealed in (("e1", MONDAY + HOUR), ("e2", MONDAY)):
        van = Station("van", epoch).did("ana", viewed(), viewed())
        taken_in(either, van.bundle(2, 2, sealed=sealed))
    (row,) = either.members.overview()
    assert (row.missing, row.missing_since) == (((1, 1), (1, 1)), MONDAY)


@pytest.mark.fault(30, 31)
def test_a_fork_and_a_new_epoch_are_told(either: Aggregate) -> None:
    enrolled(either, "van")
    van = Station("van").did("ana", viewed())
    taken_in(either, van.bundle(), van.copy(0).did("ben", viewed()).bundle())
    either.members.note_hello(hello("van", epoch="e2"), MONDAY)
    (row,) = either.members.overview()
    assert (row.forked, row.epoch, row.asks) == (True, "e2", Asks.EPOCH)


@pytest.mark.fault(34)
@pytest.mark.parametrize(
    ("ahead", "off_ms"),
    [(timedelta(minutes=5), None), (HOUR, 3_600_000), (-HOUR, None)],
)
def test_what_was_sealed_after_it_came_shows_a_clock_ahead(
    either: Aggregate, ahead: timedelta, off_ms: int | None
) -> None:
    enrolled(either, "van")
    van = Station("van").did("ana", viewed(), viewed())
    taken_in(
        either, van.bundle(1, 1, sealed=MONDAY), van.bundle(2, 2, sealed=NOW.at + TICK + ahead)
    )
    (row,) = either.members.overview()
    assert row.clock_off_ms == off_ms


@pytest.mark.fault(34)
def test_a_catalog_from_the_future_shows_a_clock_behind(either: Aggregate) -> None:
    enrolled(either, "van")
    told = StationReported(program="1", catalog=1, issued=MONDAY + HOUR)
    taken_in(either, Station("van").did("", told, when=MONDAY).bundle())
    (row,) = either.members.overview()
    assert row.clock_off_ms == -3_600_000


TICK = timedelta(seconds=1)  # taken_in imports a second apart
