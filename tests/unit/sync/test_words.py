from __future__ import annotations

import hashlib
import json
from pathlib import Path

import mnemonic
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from keystep.sync.words import eight_words
from tests.unit.sync.samples import admin, identity, station

SHARE, STATION = identity(admin()), station()
HELLO = {
    "device": STATION.device,
    "public_key": STATION.public_text,
    "recipient": STATION.recipient,
}
WORDS = eight_words(SHARE, **HELLO)
CHANGES = st.one_of(
    st.tuples(st.sampled_from(sorted(HELLO)), st.text()),
    st.tuples(st.sampled_from(["share", "public_key of the admin", "recovery"]), st.text()),
    st.tuples(st.just("recipients"), st.lists(st.text(), max_size=3).map(tuple)),
)


def test_words_are_those_of_the_specification() -> None:
    pinned = {
        **HELLO,
        "admin": SHARE.public_key,
        "recipients": list(SHARE.recipients),
        "recovery": SHARE.recovery,
        "share": SHARE.share,
    }
    text = json.dumps(pinned, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    salt = b"keystep eight words"
    stretched = hashlib.scrypt(text.encode(), salt=salt, n=16_384, r=8, p=1, dklen=11)
    bits = "".join(f"{byte:08b}" for byte in stretched)
    listed = Path(mnemonic.__file__).with_name("wordlist") / "english.txt"
    words = listed.read_text().split()
    assert tuple(words[int(bits[at : at + 11], 2)] for at in range(0, 88, 11)) == WORDS


def test_the_same_keys_give_the_same_words_on_both_sides() -> None:
    assert eight_words(replace(SHARE), **dict(HELLO)) == WORDS
    assert len(WORDS) == 8


def test_the_words_do_not_hang_on_what_the_organisation_calls_itself() -> None:
    assert eight_words(replace(SHARE, organisation="Another"), **HELLO) == WORDS


@settings(max_examples=10, deadline=None)
@given(CHANGES)
def test_any_other_key_gives_other_words(change: tuple[str, object]) -> None:
    field, value = change
    share, hello = SHARE, HELLO
    if field in HELLO:
        hello = {**HELLO, field: value}
    else:
        share = replace(SHARE, **{field.removesuffix(" of the admin"): value})
    same = (share, hello) == (SHARE, HELLO)
    assert (eight_words(share, **hello) == WORDS) == same


@settings(max_examples=10, deadline=None)
@given(st.lists(st.text(max_size=3), max_size=4), st.lists(st.text(max_size=3), max_size=4))
def test_lists_of_recipients_cannot_be_cut_otherwise(one: list[str], other: list[str]) -> None:
    def words(recipients: list[str]) -> tuple[str, ...]:
        return eight_words(replace(SHARE, recipients=tuple(recipients)), **HELLO)

    assert (words(one) == words(other)) == (one == other)


@pytest.mark.fault(57)
def test_a_swapped_identity_is_seen() -> None:
    assert eight_words(identity(admin()), **HELLO) != WORDS
