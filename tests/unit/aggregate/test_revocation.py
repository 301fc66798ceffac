from __future__ import annotations

from datetime import timedelta

import pytest

from keystep.aggregate import Aggregate
from keystep.aggregate.membership import Membership
from keystep.domain.bundles import Claim, OpenBundle, Pin, Reason, Revoked
from keystep.domain.trust import admitted
from keystep.errors import BundleRefused, UsageError
from tests.unit.aggregate.builders import (
    MONDAY,
    Station,
    device,
    enrolled,
    hello,
    taken_in,
    viewed,
)

LATER = MONDAY + timedelta(days=3)
HALL = device("hall")


@pytest.fixture
def hall() -> Station:
    return Station("hall").did("ana", *[viewed()] * 9)


def pin(station: Station, seq: int) -> Pin:
    return Pin(epoch=station.epoch, seq=seq, h=station.events[seq - 1].h.hex())


def counts(office: Aggregate, bundle: OpenBundle) -> int:
    """How many events of it are let in, now that its station is revoked."""
    (revoked,) = office.members.revoked()
    assert revoked.device == bundle.header.device
    pin = revoked.pin_of(bundle.header.epoch)
    return len(admitted(bundle, pin, office.around(bundle)).events)


@pytest.mark.fault(37)
def test_events_count_up_to_what_is_here_and_no_further(either: Aggregate, hall: Station) -> None:
    enrolled(either, "hall")
    taken_in(either, hall.bundle(1, 3), hall.bundle(4, 6))

    revoked = either.members.revoke(HALL, LATER)

    assert revoked == Revoked(device=HALL, since=LATER, pins=(pin(hall, 6),))
    assert either.members.revoked() == (revoked,)
    assert counts(either, hall.bundle(2, 9)) == 5
    for late in (hall.bundle(7, 9), hall.bundle(7, 6), Station("hall", "e2").bundle()):
        with pytest.raises(BundleRefused) as refused:
            counts(either, late)
        assert refused.value.reason == Reason.REVOKED


@pytest.mark.fault(37)
def test_another_history_that_leads_to_the_pin_does_not_count(
    either: Aggregate, hall: Station
) -> None:
    enrolled(either, "hall")
    taken_in(either, hall.bundle(1, 6))
    either.members.revoke(HALL, LATER)
    forged = hall.copy(2).did("eve", *[viewed("else")] * 9)
    with pytest.raises(BundleRefused):
        counts(either, forged.bundle())


@pytest.mark.fault(37)
def test_a_gap_ends_what_is_vouched_for(either: Aggregate, hall: Station) -> None:
    enrolled(either, "hall")
    other = Station("hall", "e2").did("ana", viewed(), viewed())
    taken_in(either, hall.bundle(1, 3), hall.bundle(6, 9), other.bundle(2, 2))
    pins = either.members.revoke(HALL, LATER).pins
    assert [(one.epoch, one.seq) for one in pins] == [("e1", 3), ("e2", 0)]
    assert counts(either, other.bundle()) == 2, "its second event is here, and proves the first"
    with pytest.raises(BundleRefused):
        counts(either, other.copy(1).did("eve", viewed()).bundle())


def test_a_revoked_station_is_neither_fresh_nor_renames_anybody(
    either: Aggregate, hall: Station
) -> None:
    enrolled(either, "hall")
    hall.did("ben", viewed())
    taken_in(either, hall.bundle(2, 9, claims=[Claim("ana", "Ana", "")]))
    (before,) = either.members.overview()
    either.members.revoke(HALL, LATER)
    claims = [Claim("ana", "Mallory", ""), Claim("ben", "Ben", "")]
    taken_in(either, hall.bundle(sealed=LATER, claims=claims))
    (after,) = either.members.overview()
    assert (after.sealed_at, after.imported_at) == (before.sealed_at, before.imported_at)
    assert {row.person: row.name for row in either.roster.people()} == {"ana": "Ana", "ben": "Ben"}


def test_a_revoked_key_still_verifies_but_takes_no_part(either: Aggregate) -> None:
    enrolled(either, "hall", "van")
    either.members.revoke(HALL, LATER)
    assert HALL in either.members.keyring()
    assert [station.name for station in either.members.enrolled()] == ["van"]
    assert either.receipts(LATER, {}) == ()
    (row, _) = either.members.overview()
    assert (row.membership, row.revoked_at) == (Membership.REVOKED, LATER)


def test_a_revoked_station_is_not_heard(either: Aggregate) -> None:
    enrolled(either, "hall")
    either.members.revoke(HALL, LATER)
    either.members.note_hello(hello("hall", key="thief", epoch="e2", signers=["hall"]), LATER)
    assert set(either.members.keyring()) == {HALL}
    assert either.members.waiting() == ()
    with pytest.raises(UsageError, match=r"[Rr]einstate"):
        either.members.enrol(HALL, LATER)


def test_revoking_again_keeps_the_first_pins(either: Aggregate, hall: Station) -> None:
    enrolled(either, "hall")
    taken_in(either, hall.bundle(1, 3))
    first = either.members.revoke(HALL, LATER)
    taken_in(either, hall.bundle(4, 9))
    assert either.members.revoke(HALL, LATER + timedelta(days=1)) == first


def test_an_office_takes_its_own_word_that_a_station_was_revoked(
    either: Aggregate, hall: Station
) -> None:
    enrolled(either, "hall")
    taken_in(either, hall.bundle(1, 3))
    told = Revoked(device=HALL, since=LATER, pins=(pin(hall, 6),))
    for _ in range(2):
        either.members.take_revoked(told)
        assert either.members.revoked() == (told,)
    assert counts(either, hall.bundle(4, 9)) == 3
    either.members.take_revoked(Revoked(device="nowhere", since=LATER, pins=()))
    assert either.members.revoked() == (told,)


def test_a_reinstated_station_counts_as_before(either: Aggregate, hall: Station) -> None:
    enrolled(either, "hall")
    taken_in(either, hall.bundle(1, 3))
    either.members.revoke(HALL, MONDAY)
    either.members.reinstate(HALL, LATER)
    assert either.members.revoked() == ()
    (row,) = either.members.overview()
    assert (row.membership, row.enrolled_at, row.revoked_at) == (Membership.ENROLLED, LATER, None)
    taken_in(either, hall.bundle(4, 6))
    assert either.members.revoke(HALL, LATER).pins == (pin(hall, 6),)


def test_reinstating_one_that_was_never_revoked_changes_nothing(either: Aggregate) -> None:
    enrolled(either, "hall")
    either.members.reinstate(HALL, LATER)
    (row,) = either.members.overview()
    assert row.enrolled_at == MONDAY


def test_only_an_enrolled_station_can_be_revoked(either: Aggregate) -> None:
    with pytest.raises(UsageError, match="nowhere"):
        either.members.revoke("nowhere", MONDAY)
    either.members.note_hello(hello("hall"), MONDAY)
    with pytest.raises(UsageError, match="never enrolled"):
        either.members.revoke(HALL, MONDAY)
