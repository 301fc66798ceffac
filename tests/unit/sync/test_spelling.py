"""Bytes in an envelope, and what is sealed in a payload, have one spelling only."""

from __future__ import annotations

import base64
import binascii
import json

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import Struct

from keystep.domain.bundles import Reason
from keystep.domain.events import canonical
from keystep.errors import EnvelopeRefused
from keystep.sync.canonical import read_canonical, read_sealed
from keystep.sync.envelope import Family, parse_envelope

spellings = st.text("AQRUJDIg+/=_- \n\\é", max_size=12) | st.binary(max_size=40).map(
    lambda data: base64.b64encode(data).decode()
)


class Letter(Struct, frozen=True):
    no: int
    sealed: bytes
    to: str = ""


LETTER = canonical(Letter(7, b"nobody else reads this", "hall"))


def written(payload: str) -> bytes:
    envelope = {
        "payload": payload,
        "payloadType": Family.BUNDLE.payload_type,
        "signatures": [{"keyid": "k", "sig": ""}],
    }
    return json.dumps(envelope, ensure_ascii=False).encode()


def decoded(text: str) -> bytes | None:
    """The bytes that ``text`` is the one spelling of."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if base64.b64encode(data).decode() == text else None


@given(spellings)
@example("QQ==")
@example("QR==")
@example("QUI=")
@example("QUJ=")
@example("QUJD=")
@example("QUJDQQ==QQ==")
def test_only_the_one_spelling_is_taken(text: str) -> None:
    expected = decoded(text)
    if expected is None:
        with pytest.raises(EnvelopeRefused) as caught:
            parse_envelope(written(text), Family.BUNDLE)
        assert caught.value.reason == Reason.BAD_ENVELOPE
    else:
        assert parse_envelope(written(text), Family.BUNDLE).payload == expected


@pytest.mark.parametrize("text", ["QUI=", "QQ==", "QUJD"])
def test_json_may_escape_any_character_of_it(text: str) -> None:
    escaped = "".join(f"\\u{ord(character):04x}" for character in text)
    data = written("@").replace(b"@", escaped.encode())
    assert parse_envelope(data, Family.BUNDLE).payload == base64.b64decode(text)


def test_escaped_stray_bits_are_stray_all_the_same() -> None:
    data = written("@").replace(b"@", b"Q\\u0052\\u003d=")
    with pytest.raises(EnvelopeRefused):
        parse_envelope(data, Family.BUNDLE)


@given(
    st.integers(0, len(LETTER)),
    st.integers(0, 6),
    st.binary(max_size=4)
    | st.sampled_from([b"9007199254740993", b"\\u0000", b" ", b"1.0", b'","more":"', b"R=="]),
)
def test_a_sealed_document_is_read_as_strictly_as_any(at: int, length: int, other: bytes) -> None:
    text = LETTER[:at] + other + LETTER[at + length :]

    def told(read: object) -> object:
        try:
            return read(text, Letter)  # type: ignore[operator]
        except EnvelopeRefused as refusal:
            return refusal.reason

    assert told(read_sealed) == told(read_canonical)


def test_a_sealed_document_may_hold_fields_of_later_versions() -> None:
    text = canonical(msgspec.json.decode(LETTER) | {"later": [1]})
    assert read_sealed(text, Letter) == msgspec.json.decode(LETTER, type=Letter)
