"""Who asks and who belongs, on either database."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest
from msgspec.structs import replace

from keystep.aggregate import Aggregate
from keystep.aggregate.membership import Membership
from keystep.domain.bundles import Enrolled, Reason, Verdict
from keystep.domain.trust import Asking, Asks, KnownKey
from keystep.errors import BundleRefused, UsageError
from tests.unit.aggregate.builders import MONDAY, device, enrolled, hello

LATER = MONDAY + timedelta(days=3)


def names(office: Aggregate) -> list[str]:
    return [asking.name for asking in office.members.waiting()]


def keys(office: Aggregate) -> set[bytes]:
    return {known.public_key for known in office.members.keyring().values()}


def only(office: Aggregate) -> Enrolled:
    (station,) = office.members.enrolled()
    return station


def test_a_key_counts_once_its_station_is_enrolled(either: Aggregate) -> None:
    either.members.note_hello(hello("hall"), MONDAY)
    assert either.members.waiting() == (
        Asking(
            device=device("hall"),
            name="hall",
            public_key=b"hall",
            recipient="age1hall",
            epoch="e1",
            asks=Asks.ENROL,
        ),
    )
    assert either.members.keyring() == {}

    either.members.enrol(device("hall"), MONDAY)

    assert either.members.waiting() == ()
    assert either.members.keyring() == {
        device("hall"): KnownKey(device=device("hall"), public_key=b"hall")
    }
    assert only(either) == Enrolled(
        device=device("hall"), name="hall", public_key=b"hall", recipient="age1hall"
    )


def test_an_epoch_counts_once_it_was_approved(either: Aggregate) -> None:
    enrolled(either, "hall")
    either.members.note_hello(hello("hall", epoch="e2"), MONDAY)
    assert (device("hall"), "e1") in either.members.epochs()
    assert (device("hall"), "e2") not in either.members.epochs()
    assert [(one.epoch, one.asks) for one in either.members.waiting()] == [("e2", Asks.EPOCH)]

    either.members.enrol(device("hall"), LATER)

    assert either.members.waiting() == ()
    assert {(device("hall"), "e1"), (device("hall"), "e2")} <= set(either.members.epochs())


def test_an_older_hello_that_comes_again_changes_nothing(either: Aggregate) -> None:
    enrolled(either, "hall")
    either.members.note_hello(hello("hall", key="new", epoch="e2", signers=["hall"]), MONDAY)
    either.members.note_hello(hello("hall"), LATER)
    assert only(either).recipient == "age1new"
    assert [one.epoch for one in either.members.waiting()] == ["e2"]


def test_a_station_put_back_to_earlier_keys_is_heard_with_its_new_epoch(either: Aggregate) -> None:
    enrolled(either, "hall")
    either.members.note_hello(hello("hall", key="new", signers=["hall"]), MONDAY)
    either.members.note_hello(hello("hall", epoch="e2"), LATER)
    assert only(either).recipient == "age1hall"
    assert [one.epoch for one in either.members.waiting()] == ["e2"]
    assert keys(either) == {b"hall", b"new"}


def test_a_new_key_that_an_earlier_one_vouches_for_is_added(either: Aggregate) -> None:
    enrolled(either, "hall")
    either.members.note_hello(hello("hall", key="second", signers=["hall"]), MONDAY)
    either.members.note_hello(hello("hall", key="third", signers=["second"]), LATER)
    assert keys(either) == {b"hall", b"second", b"third"}
    assert {known.device for known in either.members.keyring().values()} == {device("hall")}
    assert (only(either).public_key, only(either).recipient) == (b"third", "age1third")
    assert either.members.waiting() == ()


def test_a_key_that_nobody_vouches_for_is_not(either: Aggregate) -> None:
    enrolled(either, "hall")
    either.members.note_hello(hello("hall", key="thief", epoch="e9"), MONDAY)
    assert keys(either) == {b"hall"}
    assert only(either).recipient == "age1hall"
    assert either.members.waiting() == ()


def test_nobody_waits_under_a_key_that_did_not_sign(either: Aggregate) -> None:
    either.members.note_hello(hello("hall", key="thief"), MONDAY)
    assert names(either) == []
    either.members.note_hello(hello("hall"), MONDAY)
    either.members.note_hello(hello("hall", key="thief"), MONDAY)
    assert [one.public_key for one in either.members.waiting()] == [b"hall"]


def test_nobody_shows_the_key_of_another(either: Aggregate) -> None:
    enrolled(either, "hall", "van")
    either.members.note_hello(hello("van", key="hall", signers=["van"]), MONDAY)
    assert {one.device: one.public_key for one in either.members.enrolled()} == {
        device("hall"): b"hall",
        device("van"): b"van",
    }


def test_a_waiting_station_may_change_its_keys(either: Aggregate) -> None:
    either.members.note_hello(hello("hall"), MONDAY)
    either.members.note_hello(hello("hall", key="new", signers=["hall"]), MONDAY)
    (asking,) = either.members.waiting()
    assert (asking.public_key, asking.recipient) == (b"new", "age1new")
    either.members.enrol(device("hall"), MONDAY)
    assert keys(either) == {b"new"}


@pytest.mark.parametrize("sealed_first", [True, False])
def test_a_station_whose_name_is_sealed_is_known_without(
    either: Aggregate, sealed_first: bool
) -> None:
    sealed, read = hello("hall", sealed=True), hello("hall")
    for one in (sealed, read) if sealed_first else (read, sealed):
        either.members.note_hello(one, MONDAY)
    assert names(either) == ["hall"]


def test_a_station_can_be_enrolled_without_a_name(either: Aggregate) -> None:
    either.members.note_hello(hello("hall", sealed=True), MONDAY)
    either.members.enrol(device("hall"), MONDAY)
    assert only(either).name == ""


def test_the_admin_names_stations(either: Aggregate) -> None:
    enrolled(either, "hall")
    either.members.rename(device("hall"), " Hall 7 ")
    either.members.note_hello(hello("hall"), LATER)
    assert only(either).name == "Hall 7"
    for unknown, name in ((device("hall"), " "), ("nowhere", "Hall")):
        with pytest.raises(UsageError):
            either.members.rename(unknown, name)


def test_only_a_station_that_said_hello_can_be_enrolled(either: Aggregate) -> None:
    with pytest.raises(UsageError, match="nowhere"):
        either.members.enrol("nowhere", MONDAY)


def test_enrolling_again_keeps_the_first_day(either: Aggregate) -> None:
    enrolled(either, "hall")
    either.members.enrol(device("hall"), LATER)
    (row,) = either.members.overview()
    assert (row.membership, row.enrolled_at) == (Membership.ENROLLED, MONDAY)


def test_a_key_that_was_given_up_adds_no_other(either: Aggregate) -> None:
    enrolled(either, "hall")
    either.members.note_hello(hello("hall", key="second", signers=["hall"]), MONDAY)
    for epoch in ("e1", "e2"):
        stolen = hello("hall", key="thief", epoch=epoch, signers=["hall"])
        either.members.note_hello(stolen, LATER)
    assert keys(either) == {b"hall", b"second"}
    assert only(either).recipient == "age1second"
    assert either.members.waiting() == ()


def test_an_older_epoch_that_is_told_again_renames_nobody(either: Aggregate) -> None:
    enrolled(either, "hall")
    either.members.note_hello(replace(hello("hall", epoch="e2"), name="Hall 8"), MONDAY)
    either.members.enrol(device("hall"), MONDAY)
    either.members.note_hello(hello("hall"), LATER)
    assert only(either).name == "Hall 8"


def test_a_station_asks_while_bundles_of_an_epoch_are_held(either: Aggregate) -> None:
    """Of two copies of a disk, the hello of one is the newest; an epoch may be left unapproved."""
    enrolled(either, "hall", "van")
    refusal = BundleRefused(
        Reason.NEW_EPOCH, "{device} writes {epoch}", device=device("hall"), epoch="e2"
    )
    either.set_aside(name="b.json", data=b"{}", verdict=Verdict.HELD, refusal=refusal, now=MONDAY)
    assert [(one.name, one.asks) for one in either.members.waiting()] == [("hall", Asks.EPOCH)]

    either.members.enrol(device("hall"), LATER)

    assert (device("hall"), "e2") in either.members.epochs()
    assert (device("van"), "e2") not in either.members.epochs()
    assert either.members.waiting() == ()


def test_keys_between_two_hellos_count_too(either: Aggregate) -> None:
    """It signed bundles with the second one, and the hello that told of it never came."""
    enrolled(either, "hall")
    third = hello("hall", key="third", signers=["second", "hall"])
    earlier = tuple(base64.b64encode(key).decode() for key in (b"second", b"hall"))
    either.members.note_hello(replace(third, earlier=earlier), MONDAY)
    assert keys(either) == {b"hall", b"second", b"third"}
    assert only(either).public_key == b"third"
