"""Who may speak, and up to where."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

import pytest
from msgspec.structs import replace

from keystep.domain.bundles import Claim, Erased, OpenBundle, Pin, Reason
from keystep.domain.trust import Around, Invitation, admitted
from keystep.errors import BundleRefused
from tests.unit.aggregate.builders import MONDAY, Station, viewed

DAY = timedelta(days=1)
OPEN = Invitation(id="i", secret=b"s" * 32, places=2, used=1, expires=MONDAY + DAY, created=MONDAY)


@pytest.fixture
def hall() -> Station:
    return Station().did("ana", *(viewed(step) for step in "abcdef"))


def pin(station: Station, seq: int) -> Pin:
    return Pin(epoch=station.epoch, seq=seq, h=station.events[seq - 1].h.hex())


def seqs(bundle: OpenBundle) -> list[int]:
    return sorted([one.event.seq for one in bundle.events] + [one.seq for one in bundle.erased])


def here(station: Station, *seqs: int, gone: Collection[int] = ()) -> Around:
    """What the office has of ``station``; of those ``gone`` only the place."""
    events = {one.event.seq: one for one in station.events}
    return {seq: {events[seq].h: b"" if seq in gone else events[seq].data} for seq in seqs}


def is_refused(bundle: OpenBundle, pin: Pin | None, around: Around) -> bool:
    with pytest.raises(BundleRefused) as caught:
        admitted(bundle, pin, around)
    return caught.value.reason == Reason.REVOKED


def test_what_leads_up_to_the_pin_counts_whole(hall: Station) -> None:
    assert admitted(hall.bundle(1, 4), pin(hall, 4), {}) == hall.bundle(1, 4)


def test_what_leads_up_to_what_is_here_counts_whole(hall: Station) -> None:
    for last in (3, 4, 5):
        assert admitted(hall.bundle(1, last), pin(hall, 1), here(hall, 4, 5)) == hall.bundle(
            1, last
        )
    hidden = hall.bundle(3, 4, erased=["ana"])
    assert admitted(hidden, None, here(hall, 3, 4, gone=[3, 4])) == hidden


@pytest.mark.fault(37)
def test_a_bundle_beyond_the_pin_counts_up_to_it(hall: Station) -> None:
    hall.did("ben", viewed())
    claims = [Claim("ana", "Ana", ""), Claim("ben", "Ben", "")]
    cut = admitted(hall.bundle(2, 7, claims=claims), pin(hall, 4), {})
    assert seqs(cut) == [2, 3, 4]
    assert (cut.header.first, cut.header.last) == (2, 4)
    assert cut.header.after == hall.events[3].h.hex()
    assert cut.claims == (claims[0],)


@pytest.mark.fault(37)
@pytest.mark.parametrize("first", [5, 6])
def test_what_comes_after_the_pin_is_refused(hall: Station, first: int) -> None:
    with pytest.raises(BundleRefused, match="count up to 4") as caught:
        admitted(hall.bundle(first, 6), pin(hall, 4), here(hall, 1, 2, 3, 4))
    assert caught.value.reason == Reason.REVOKED


def test_an_epoch_without_a_pin_counts_for_nothing(hall: Station) -> None:
    with pytest.raises(BundleRefused, match="count up to 0"):
        admitted(hall.bundle(), None, {})
    assert is_refused(hall.bundle(), Pin(epoch=hall.epoch, seq=0, h=""), {})


@pytest.mark.parametrize("first", [1, 4, 5, 7, 10**9])
def test_a_heartbeat_is_refused(hall: Station, first: int) -> None:
    beat = hall.bundle(1, 0)
    beat = replace(beat, header=replace(beat.header, first=first, last=first - 1))
    assert is_refused(beat, pin(hall, 4), here(hall, 1, 2, 3, 4))


@pytest.mark.fault(37)
@pytest.mark.parametrize("erased", [[], ["ana"]])
@pytest.mark.parametrize("last", [3, 4, 5])
def test_another_history_below_the_pin_is_refused(
    hall: Station, erased: list[str], last: int
) -> None:
    twin = hall.copy(2).did("ana", *(viewed(step) for step in "xyz"))
    for around in ({}, here(hall, 1, 2), here(hall, 1, 2, 3, 4), here(hall, 4, 5)):
        assert is_refused(twin.bundle(1, last, erased=erased), pin(hall, 4), around)


def test_below_the_pin_only_what_leads_on_to_something_known_counts(hall: Station) -> None:
    assert is_refused(hall.bundle(1, 2), pin(hall, 4), {})
    assert admitted(hall.bundle(1, 2), pin(hall, 4), here(hall, 3)) == hall.bundle(1, 2)
    assert is_refused(hall.bundle(1, 2), pin(hall, 4), here(hall, 3, gone=[3]))


def test_an_erased_event_proves_nothing_before_it(hall: Station) -> None:
    forged = hall.copy(2).did("eve", viewed("x")).bundle(1, 3)
    forged = replace(
        forged,
        header=replace(forged.header, last=4),
        erased=(Erased(4, hall.events[3].h.hex()),),
    )
    assert is_refused(forged, pin(hall, 4), {})
    assert is_refused(forged, None, here(hall, 4, gone=[4]))


def test_a_revoked_station_erases_nothing(hall: Station) -> None:
    hidden = hall.bundle(1, 4, erased=["ana"])
    assert is_refused(hidden, pin(hall, 4), here(hall, 1, 2, 3, 4))
    assert is_refused(hidden, pin(hall, 4), here(hall, 1, 2, 3, 4, gone=[1, 2, 4]))


def test_an_invitation_is_open_until_it_is_used_up_withdrawn_or_expired() -> None:
    assert OPEN.is_open(MONDAY)
    assert not OPEN.is_open(MONDAY + DAY)
    assert not replace(OPEN, used=2).is_open(MONDAY)
    assert not replace(OPEN, withdrawn=MONDAY).is_open(MONDAY)
