from __future__ import annotations

import base64
import hmac
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from keystep.domain.bundles import Hello, Reason
from keystep.domain.events import canonical
from keystep.domain.trust import proof_of
from keystep.errors import EnvelopeRefused, UsageError
from keystep.sync.envelope import Family, seal_envelope
from keystep.sync.hello import WrittenHello, make_hello, read_hello
from keystep.sync.identity import make_identity
from keystep.sync.key_pair import KeyPair, seal
from keystep.sync.keys import StationKeys
from tests.unit.sync.samples import EPOCH, SHARE_ID, admin, identity, renewed, station

OFFICE, STATION = admin(), station()
SHARE = identity(OFFICE)
INVITATION = ("7f0c", b"sixteen bytes ..")
SIGNED = {"device", "epoch", "public_key", "recipient", "share"}


def written(*signers: KeyPair, **changes: object) -> bytes:
    """A hello of the station's, with ``changes``, signed by ``signers``."""
    fields = {
        "share": SHARE_ID,
        "device": STATION.device,
        "epoch": EPOCH,
        "public_key": STATION.public_text,
        "recipient": STATION.recipient,
        "sealed": seal(b"Van 12", SHARE.recipients),
    }
    hello = WrittenHello(**{**fields, **changes})
    return seal_envelope(canonical(hello), Family.HELLO, *(signers or (STATION,)))


def refused(data: bytes) -> str:
    with pytest.raises(EnvelopeRefused) as refusal:
        read_hello(data, OFFICE.unseal)
    assert str(refusal.value)
    return refusal.value.reason


def payload_of(data: bytes) -> dict[str, object]:
    return json.loads(base64.b64decode(json.loads(data)["payload"]))


def test_the_office_reads_who_asks() -> None:
    assert read_hello(make_hello(STATION, SHARE, EPOCH, "Van 12"), OFFICE.unseal) == Hello(
        share=SHARE_ID,
        device=STATION.device,
        epoch=EPOCH,
        name="Van 12",
        public_key=STATION.public_text,
        recipient=STATION.recipient,
        signers=(STATION.key_id,),
    )


def test_nobody_else_reads_the_name() -> None:
    data = make_hello(STATION, SHARE, EPOCH, "Ada Krüger's laptop")
    hello = payload_of(data)
    assert "Krüger" not in json.dumps(hello, ensure_ascii=False)
    assert "Krüger".encode() not in base64.b64decode(str(hello["sealed"]))
    for unseal in (None, station().unseal):
        assert read_hello(data, unseal).name == ""
    assert read_hello(data, STATION.unseal) == read_hello(data, OFFICE.unseal)


@pytest.mark.parametrize("name", ["two\nlines", "\x1b[2J", "x" * 201])
def test_a_name_that_cannot_be_shown_is_refused(name: str) -> None:
    sealed = seal(name.encode(), SHARE.recipients)
    assert refused(written(sealed=sealed)) == Reason.BAD_SHAPE
    with pytest.raises(UsageError, match="200"):
        make_hello(STATION, SHARE, EPOCH, name)


def test_a_hello_in_somebody_elses_name_is_refused() -> None:
    other = station()
    assert refused(written(other)) == Reason.UNKNOWN_STATION
    assert refused(written(other, public_key=other.public_text)) == Reason.BAD_SHAPE
    assert (
        refused(written(other, public_key=other.public_text, earlier=(STATION.public_text,)))
        == Reason.BAD_SHAPE
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"public_key": "?"},
        {"recipient": "age1"},
        {"epoch": "1"},
        {"epoch": EPOCH.upper()},
        {"device": "../.."},
        {"earlier": ("?",)},
        {"sealed": seal(b"\xff", SHARE.recipients)},
    ],
    ids=", ".join,
)
def test_what_the_office_could_not_use_is_bad_shape(changes: dict[str, object]) -> None:
    assert refused(written(**changes)) == Reason.BAD_SHAPE


def test_one_kind_of_document_is_not_taken_for_another() -> None:
    assert refused(make_identity(SHARE, OFFICE)) == Reason.BAD_ENVELOPE


def test_renewed_keys_are_vouched_for_by_the_earlier_ones() -> None:
    second = renewed(STATION)
    third = renewed(second)
    hello = read_hello(make_hello(third, SHARE, EPOCH, "Van 12"), OFFICE.unseal)
    assert hello.device == STATION.device
    assert hello.public_key == third.public_text
    assert hello.recipient == third.recipient
    assert hello.signers == (third.key_id, second.key_id, STATION.key_id)


def test_however_often_keys_are_renewed_the_first_and_the_last_ones_sign() -> None:
    keys: list[StationKeys] = [STATION]
    for _ in range(12):
        keys.append(renewed(keys[-1]))
        signers = read_hello(make_hello(keys[-1], SHARE, EPOCH, "Van 12"), None).signers
        assert STATION.key_id in signers
        assert (
            signers[: len(signers) - 1] == tuple(k.key_id for k in keys[::-1])[: len(signers) - 1]
        )
    assert len(signers) == 8


def test_only_keys_that_signed_are_named() -> None:
    other = station()
    hello = read_hello(written(STATION, earlier=(other.public_text,)), None)
    assert hello.signers == (STATION.key_id,)
    hello = read_hello(written(STATION, other), None)
    assert hello.signers == (STATION.key_id,)


def test_an_earlier_key_alone_does_not_speak_for_a_new_one() -> None:
    later = renewed(STATION)
    data = written(STATION, public_key=later.public_text, earlier=(STATION.public_text,))
    assert refused(data) == Reason.UNKNOWN_STATION


def test_a_wrong_signature_of_an_earlier_key_is_refused() -> None:
    data = json.loads(make_hello(renewed(STATION), SHARE, EPOCH, "Van 12"))
    data["signatures"][1]["sig"] = data["signatures"][0]["sig"]
    assert refused(json.dumps(data).encode()) == Reason.BAD_SIGNATURE


def test_an_invitation_is_named_and_proven_but_not_told() -> None:
    id_, secret = INVITATION
    data = make_hello(STATION, SHARE, EPOCH, "", invitation=INVITATION)
    hello = read_hello(data, None)
    assert (hello.invitation, hello.proof) == (id_, proof_of(secret, hello))
    for spelled in (secret, base64.b64encode(secret)):
        assert spelled not in base64.b64decode(json.loads(data)["payload"])
    plain = read_hello(make_hello(STATION, SHARE, EPOCH, ""), None)
    assert (plain.invitation, plain.proof) == ("", "")


def test_the_proof_is_hmac_sha256_over_what_is_asked_for() -> None:
    hello = read_hello(written(), None)
    text = canonical({name: getattr(hello, name) for name in SIGNED})
    mac = hmac.new(b"secret", text, "sha256").digest()
    assert base64.b64decode(proof_of(b"secret", hello)) == mac


@given(
    st.binary(min_size=1, max_size=32),
    st.binary(min_size=1, max_size=32),
    st.sampled_from(sorted(SIGNED)),
    st.text(),
)
def test_a_proof_serves_no_other_station_epoch_share_or_invitation(
    secret: bytes, other: bytes, field: str, value: str
) -> None:
    hello = read_hello(HELLO, None)
    proof = proof_of(secret, hello)
    assert (proof_of(other, hello) == proof) == (other.rstrip(b"\0") == secret.rstrip(b"\0"))
    if getattr(hello, field) != value:
        assert proof_of(secret, replace(hello, **{field: value})) != proof


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=200))
def test_any_name_arrives(name: str) -> None:
    assert read_hello(make_hello(STATION, SHARE, EPOCH, name), OFFICE.unseal).name == name


HELLO = written()
