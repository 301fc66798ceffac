from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterable
from datetime import timedelta

import pytest
from msgspec.structs import replace

from keystep.aggregate import Aggregate
from keystep.domain.bundles import Hello
from keystep.domain.trust import Invitation
from keystep.errors import UsageError
from tests.unit.aggregate.builders import MONDAY, device, enrolled, hello

DAY = timedelta(days=1)
SECRET = b"s" * 32


def invitation(id_: str = "kiosks", *, places: int = 2) -> Invitation:
    return Invitation(
        id=id_, secret=SECRET, places=places, used=0, expires=MONDAY + 7 * DAY, created=MONDAY
    )


def invited(
    name: str, *, secret: bytes = SECRET, key: str = "", epoch: str = "e1", by: str = "kiosks"
) -> Hello:
    """A hello with the proof that docs/formats.md asks for, made here from that page alone."""
    said = hello(name, key=key, epoch=epoch, signers=[name])
    proven = {
        "device": said.device,
        "epoch": said.epoch,
        "public_key": said.public_key,
        "recipient": said.recipient,
        "share": said.share,
    }
    text = json.dumps(proven, sort_keys=True, separators=(",", ":")).encode()
    proof = base64.b64encode(hmac.new(secret, text, hashlib.sha256).digest()).decode()
    return replace(said, invitation=by, proof=proof)


def names(office: Aggregate) -> list[str]:
    return [station.name for station in office.members.enrolled()]


def used(office: Aggregate) -> list[int]:
    return [one.used for one in office.members.invitations()]


def redeemed(office: Aggregate, hellos: Iterable[Hello]) -> list[bool]:
    return [office.members.redeem(one, MONDAY + DAY) for one in hellos]


@pytest.fixture
def office(either: Aggregate) -> Aggregate:
    either.members.invite(invitation())
    return either


def test_whoever_proves_an_invitation_is_enrolled(office: Aggregate) -> None:
    assert redeemed(office, [invited("hall")]) == [True]
    assert names(office) == ["hall"]
    assert (device("hall"), "e1") in office.members.epochs()
    assert office.members.waiting() == ()
    assert used(office) == [1]


def test_one_that_waits_already_is_enrolled(office: Aggregate) -> None:
    office.members.note_hello(hello("hall"), MONDAY)
    assert redeemed(office, [invited("hall")]) == [True]
    assert names(office) == ["hall"]


def test_the_same_station_takes_one_place(office: Aggregate) -> None:
    assert redeemed(office, [invited("hall")] * 3) == [True, False, False]
    assert used(office) == [1]


def test_there_are_as_many_places_as_were_given(office: Aggregate) -> None:
    kiosks = [invited(name) for name in ("one", "two", "three")]
    assert redeemed(office, kiosks) == [True, True, False]
    assert sorted(names(office)) == ["one", "two"]
    assert used(office) == [2]


@pytest.mark.parametrize(
    "said",
    [
        hello("hall"),
        invited("hall", by="other"),
        invited("hall", secret=b"x" * 32),
        replace(invited("hall"), proof=""),
        replace(invited("hall"), proof="ü"),
        replace(invited("hall"), recipient="age1thief"),
        replace(invited("hall"), epoch="e2"),
        replace(invited("hall"), share="share-2"),
    ],
)
def test_without_a_proof_of_all_that_it_says_nobody_is(office: Aggregate, said: Hello) -> None:
    assert redeemed(office, [said]) == [False]
    assert names(office) == []
    assert used(office) == [0]


def test_a_proof_enrols_no_other_key_than_it_is_about(office: Aggregate) -> None:
    enrolled(office, "van")
    office.members.note_hello(hello("hall"), MONDAY)
    assert redeemed(office, [invited("hall", key="van")]) == [False]
    assert names(office) == ["van"]


def test_an_invitation_ends(office: Aggregate) -> None:
    assert not office.members.redeem(invited("hall"), MONDAY + 7 * DAY)
    office.members.withdraw("kiosks", MONDAY + DAY)
    assert not office.members.redeem(invited("hall"), MONDAY + 2 * DAY)
    office.members.withdraw("kiosks", MONDAY + 2 * DAY)
    assert [one.withdrawn for one in office.members.invitations()] == [MONDAY + DAY]
    assert names(office) == []


def test_a_revoked_station_does_not_come_back_by_invitation(office: Aggregate) -> None:
    enrolled(office, "hall")
    office.members.revoke(device("hall"), MONDAY)
    assert redeemed(office, [invited("hall")]) == [False]
    assert names(office) == []


def test_a_copied_disk_still_waits_for_the_admin(office: Aggregate) -> None:
    enrolled(office, "hall")
    assert redeemed(office, [invited("hall", epoch="e2")]) == [False]
    assert (device("hall"), "e2") not in office.members.epochs()
    assert [one.epoch for one in office.members.waiting()] == ["e2"]


def test_invitations_are_listed_newest_first(office: Aggregate) -> None:
    later = replace(invitation("more"), created=MONDAY + DAY)
    office.members.invite(later)
    assert office.members.invitations() == (later, invitation())
    with pytest.raises(UsageError, match="nothing"):
        office.members.withdraw("nothing", MONDAY)
