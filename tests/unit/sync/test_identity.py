from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from keystep.domain.bundles import Reason
from keystep.errors import EnvelopeRefused
from keystep.sync.identity import line, make_identity, read_identity, succession
from keystep.sync.key_pair import KeyPair
from keystep.sync.keys import AdminKeys
from tests.unit.sync.samples import admin, identity, recovery_key, station

LENGTH = 4
OFFICE, STRANGER = admin(), admin()
RECOVERY = [recovery_key() for _ in range(LENGTH)]
ADMINS = [admin(key) for key in RECOVERY]
IDENTITIES = [identity(keys) for keys in ADMINS]
FOREIGN = identity(STRANGER)


def chain(by_recovery: list[bool]) -> list[bytes]:
    """The files of an organisation whose key changed each time by the admin or by recovery."""
    files = [make_identity(IDENTITIES[0], ADMINS[0])]
    endorsers = [
        RECOVERY[n] if recovered else ADMINS[n]
        for n, recovered in zip(range(LENGTH - 1), by_recovery, strict=True)
    ]
    for now, endorser in zip(range(1, LENGTH), endorsers, strict=True):
        files.append(make_identity(IDENTITIES[now], ADMINS[now], endorser))
    return files


def keyed(public: AdminKeys, signing: Ed25519PrivateKey) -> KeyPair:
    """Somebody who puts the id of another's key over a signature of their own."""

    class Impostor(KeyPair):
        @property
        def key_id(self) -> str:
            return public.key_id

    return Impostor(signing, public.identity)


CHANGES = st.lists(st.booleans(), min_size=LENGTH - 1, max_size=LENGTH - 1)
JUNK = st.lists(
    st.sampled_from(
        [
            b"",
            b"{}",
            make_identity(FOREIGN, STRANGER),
            make_identity(IDENTITIES[2], STRANGER),
            make_identity(FOREIGN, STRANGER, keyed(ADMINS[0], STRANGER.signing)),
            make_identity(replace(FOREIGN, share="another"), STRANGER, ADMINS[1]),
            make_identity(replace(FOREIGN, recovery="?"), STRANGER, ADMINS[1]),
            make_identity(replace(FOREIGN, recipients=("age1",)), STRANGER, ADMINS[1]),
            make_identity(replace(FOREIGN, recipients=()), STRANGER, ADMINS[1]),
            make_identity(IDENTITIES[0], ADMINS[0])[:-1],
        ]
    ),
    max_size=6,
)


def refused(data: bytes) -> str:
    with pytest.raises(EnvelopeRefused) as refusal:
        read_identity(data)
    assert str(refusal.value)
    return refusal.value.reason


def test_an_identity_is_signed_by_the_key_it_states() -> None:
    assert read_identity(make_identity(identity(OFFICE), OFFICE)) == identity(OFFICE)
    assert refused(make_identity(identity(OFFICE), STRANGER)) == Reason.UNKNOWN_STATION


@pytest.mark.parametrize(
    "changes",
    [
        {"public_key": "?"},
        {"recovery": "?"},
        {"recipients": ()},
        {"recipients": ("age1",)},
        {"recipients": (station().recipient, "ssh-ed25519 AAAA")},
    ],
    ids=", ".join,
)
def test_nobody_is_asked_to_seal_to_what_is_no_key(changes: dict[str, object]) -> None:
    given = replace(identity(OFFICE), **changes)
    assert refused(make_identity(given, OFFICE)) == Reason.BAD_SHAPE


@given(CHANGES, JUNK, st.data())
def test_the_latest_identity_is_found_among_any_files_in_any_order(
    by_recovery: list[bool], junk: list[bytes], data: st.DataObject
) -> None:
    files = data.draw(st.permutations(chain(by_recovery) + junk))
    pinned = data.draw(st.sampled_from(IDENTITIES))
    if any(by_recovery):
        # By its key alone a later recovery cannot be known: the identity that names it is needed.
        pinned = IDENTITIES[0]
    assert succession(files, pinned.public_key) == IDENTITIES[-1]


@given(CHANGES, JUNK, st.data())
def test_what_does_not_begin_at_the_pinned_key_is_never_followed(
    by_recovery: list[bool], junk: list[bytes], data: st.DataObject
) -> None:
    files = data.draw(st.permutations(chain(by_recovery) + junk))
    assert succession(files, station().public_text) is None
    assert succession(files, STRANGER.public_text) in {
        None,
        FOREIGN,
        replace(FOREIGN, share="another"),
    }


@given(CHANGES, st.integers(1, LENGTH - 1), st.data())
def test_nothing_is_followed_past_a_missing_link(
    by_recovery: list[bool], missing: int, data: st.DataObject
) -> None:
    files = chain(by_recovery)
    del files[missing]
    files = data.draw(st.permutations(files))
    assert succession(files, IDENTITIES[0].public_key) == IDENTITIES[missing - 1]


def test_from_the_pinned_key_earlier_files_are_not_needed() -> None:
    files = chain([False] * (LENGTH - 1))
    for at, pinned in enumerate(IDENTITIES):
        assert succession(files[at:], pinned.public_key) == IDENTITIES[-1]
    assert succession(files[1:], IDENTITIES[0].public_key) == IDENTITIES[-1]


def test_what_the_pinned_key_signed_for_another_share_leads_nowhere() -> None:
    files = chain([False] * (LENGTH - 1))
    astray = make_identity(replace(FOREIGN, share="another"), STRANGER, ADMINS[1])
    for at in range(len(files)):
        assert succession([astray, *files], IDENTITIES[at].public_key) == IDENTITIES[-1]


def test_without_a_pinned_key_the_first_valid_file_begins() -> None:
    files = chain([True, False, True])
    foreign = make_identity(FOREIGN, STRANGER)
    assert succession([b"", *files, foreign], None) == IDENTITIES[-1]
    assert succession([foreign, *files], None) == FOREIGN
    assert succession([b"", b"{}"], None) is None
    assert succession([], None) is None


def test_a_recovery_key_signs_only_while_it_is_the_present_one() -> None:
    files = chain([True, True, True])
    late = make_identity(FOREIGN, STRANGER, RECOVERY[0])
    assert succession([*files, late], IDENTITIES[0].public_key) == IDENTITIES[-1]
    assert succession([*files, late], IDENTITIES[1].public_key) == IDENTITIES[-1]


def test_a_key_may_come_back() -> None:
    back = make_identity(IDENTITIES[0], ADMINS[0], ADMINS[1])
    files = [*chain([False] * (LENGTH - 1))[:2], back]
    assert succession(files, IDENTITIES[1].public_key) == IDENTITIES[0]


def test_of_two_that_follow_the_lower_number_counts() -> None:
    files = [
        make_identity(identity(keys), keys, *also)
        for keys, also in ((OFFICE, ()), (ADMINS[0], (OFFICE,)), (STRANGER, (OFFICE,)))
    ]
    assert succession(files, OFFICE.public_text) == IDENTITIES[0]


def test_where_a_recovery_key_is_named_first_it_signs_and_leads_on_to_nothing() -> None:
    first, second = admin(RECOVERY[0]), admin(RECOVERY[0])
    founding = make_identity(identity(first), first, RECOVERY[0])
    rotated = make_identity(identity(second), second, first)
    for files in ([founding, rotated], [rotated, founding]):
        assert succession(files, second.public_text) == identity(second), "never back"
        assert succession(files, RECOVERY[0].public_text) == identity(second)
        assert line(files, RECOVERY[0].public_text) == (identity(first), identity(second))


def test_nobody_joins_the_line_by_naming_those_who_are_in_it() -> None:
    founding = make_identity(IDENTITIES[0], ADMINS[0], RECOVERY[0])
    files = [founding, *chain([False] * (LENGTH - 1))[1:]]
    posing = replace(FOREIGN, recovery=IDENTITIES[0].public_key)
    forged = make_identity(posing, STRANGER)
    assert line([forged, *files], STRANGER.public_text)[-1] == IDENTITIES[-1], "it points there"
    for known in (RECOVERY[0].public_text, IDENTITIES[0].public_key):
        assert posing not in line([forged, *files], known)
