"""Codes of certificates: what is signed comes out, and nothing else does."""

from __future__ import annotations

import base64
from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from keystep.domain.certificates import Certificate
from keystep.domain.trust import key_id
from keystep.errors import CertificateRefused
from keystep.sync.certifying import certified, certify, grouped, read

STATED = Certificate(
    name="Amara Osei",
    organisation="Hartmann Tableware",
    title="First knots",
    pack="knots",
    path="first",
    lessons=1,
    completed=date(2026, 9, 7),
    issued=date(2026, 9, 8),
)


class Admin:
    """Keys of an office."""

    def __init__(self, seed: int) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)

    @property
    def public(self) -> bytes:
        return self._key.public_key().public_bytes_raw()

    @property
    def public_text(self) -> str:
        return base64.b64encode(self.public).decode()

    @property
    def key_id(self) -> str:
        return key_id(self.public)

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)


ADMIN, OTHER = Admin(1), Admin(2)
KEYS = (ADMIN.public_text,)
CODE = certify(STATED, ADMIN)


@given(
    name=st.text(max_size=80),
    lessons=st.integers(0, 999),
    completed=st.dates(),
    title=st.text(max_size=80),
)
def test_what_was_signed_comes_out(name: str, lessons: int, completed: date, title: str) -> None:
    stated = Certificate(
        name=name,
        organisation=title,
        title=title,
        pack="p",
        path="p",
        lessons=lessons,
        completed=completed,
        issued=completed,
    )
    code = certify(stated, ADMIN)
    assert read(code) == certified(code, KEYS) == stated


@given(at=st.integers(0, len(CODE) - 1), other=st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_a_changed_letter_proves_nothing(at: int, other: str) -> None:
    changed = CODE[:at] + other + CODE[at + 1 :]
    if changed == CODE:
        assert certified(changed, KEYS) == STATED
        return
    with pytest.raises(CertificateRefused):
        certified(changed, KEYS)


@pytest.mark.parametrize("between", [" ", "-", "\n", "\u200e \u2011"])
def test_a_code_may_be_copied_with_what_stands_between_its_letters(between: str) -> None:
    assert certified(between.join(grouped(CODE).lower().split()), KEYS) == STATED


@pytest.mark.parametrize("code", ["", "hello", "A" * 9_000, "ÄÖÜ" * 80, "0" * 200])
def test_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(CertificateRefused, match="not the code of a certificate"):
        certified(code, KEYS)


@given(st.text(max_size=400))
def test_whatever_is_typed_is_refused_in_words(code: str) -> None:
    with pytest.raises(CertificateRefused):
        certified(code, KEYS)


def test_somebody_elses_key_proves_nothing() -> None:
    with pytest.raises(CertificateRefused, match="not known here"):
        certified(CODE, (OTHER.public_text,))
    assert certified(CODE, (OTHER.public_text, *KEYS)) == STATED
