from __future__ import annotations

import tracemalloc
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystep.domain.bundles import Claim, Reason
from keystep.domain.events import canonical
from keystep.errors import EnvelopeRefused
from keystep.sync.canonical import MAX_DEPTH, MAX_INT, MAX_VALUES, parse_canonical, read_canonical

TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_INT, MAX_INT) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


def reason_for(data: bytes) -> str:
    with pytest.raises(EnvelopeRefused) as refusal:
        parse_canonical(data)
    assert str(refusal.value)
    return refusal.value.reason


@given(VALUES)
def test_what_was_written_in_the_one_form_is_read(value: Any) -> None:
    assert parse_canonical(canonical(value)) == value


@pytest.mark.fault(43)
@given(VALUES, st.data())
def test_any_other_spelling_is_refused(value: Any, data: st.DataObject) -> None:
    text = canonical(value)
    at = data.draw(st.integers(0, len(text)))
    spaced = text[:at] + b" " + text[at:]
    in_string = text[:at].replace(b"\\\\", b"").replace(b'\\"', b"").count(b'"') % 2
    if not in_string:
        assert reason_for(spaced) == Reason.BAD_JSON


@pytest.mark.fault(43)
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"NaN",
        b"[Infinity]",
        b"1e999",
        b"1.5",
        b"1.0",
        b"1E2",
        b"-0",
        b"01",
        b'{"a":1,"a":1}',
        b'{"a":1,"a":2}',
        b'{"b":1,"a":1}',
        b'{"a": 1}',
        b"[1,]",
        b"{} ",
        b"{}{}",
        b"\xef\xbb\xbf{}",
        "{}".encode("utf-16"),
        "{}".encode("utf-16-le"),
        b'"\\ud800"',
        b'"\xed\xa0\x80"',
        b'"\xff"',
        b'"\\u0000"',
        b'"\\\\\\u0000"',
        b'{"\\u0000":1}',
        b'"\x00"',
        b'"\\u00e9"',
        b'"\\/"',
        b"9007199254740993",
        b"-9007199254740993",
        b'{"a":[9223372036854775808]}',
        b"1" * 5_000,
        b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b'{"":' * 100_000,
        b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1),
    ],
    ids=lambda data: repr(data[:16]),
)
def test_what_two_readers_could_take_differently_is_bad_json(data: bytes) -> None:
    assert reason_for(data) == Reason.BAD_JSON


def test_bounds_are_included() -> None:
    deep = b"[" * MAX_DEPTH + b"]" * MAX_DEPTH
    assert parse_canonical(b"[9007199254740992,-9007199254740992]") == [MAX_INT, -MAX_INT]
    assert canonical(parse_canonical(deep)) == deep


@pytest.mark.parametrize(
    "text",
    ["\\u0000", "\\\\u0000", "'; DROP TABLE events; --", "\x01\x1f\x7f", "[[[[,,,,{{{{", "é😀"],
)
def test_odd_text_is_kept_as_written(text: str) -> None:
    assert parse_canonical(canonical({"text": text})) == {"text": text}


def test_text_full_of_commas_is_only_text() -> None:
    text = "," * (MAX_VALUES + 1)
    assert parse_canonical(canonical([text])) == [text]


@pytest.mark.fault(44)
@pytest.mark.parametrize("part", [b"[]", b"{}", b"0", b'""'])
def test_content_that_multiplies_in_memory_is_too_large(part: bytes) -> None:
    data = b"[" + b",".join([part] * (1 << 20)) + b"]"
    tracemalloc.start()
    try:
        assert reason_for(data) == Reason.TOO_LARGE
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 2 * len(data)


def test_a_reader_may_allow_more_values() -> None:
    data = b"[" + b",".join([b"0"] * (MAX_VALUES + 1)) + b"]"
    assert len(parse_canonical(data, MAX_VALUES + 2)) == MAX_VALUES + 1
    assert reason_for(data) == Reason.TOO_LARGE


@pytest.mark.fault(44)
def test_counting_values_in_hostile_text_takes_linear_time() -> None:
    assert reason_for(b'"' + b'\\"' * (1 << 19) + b"," * (MAX_VALUES + 1)) == Reason.BAD_JSON


def test_another_shape_is_bad_shape() -> None:
    claim = Claim("l", "Ada", "Hall 7")
    assert read_canonical(canonical(claim), Claim) == claim
    with pytest.raises(EnvelopeRefused) as refusal:
        read_canonical(canonical({"learner": "l", "name": 7, "team": ""}), Claim)
    assert refusal.value.reason == Reason.BAD_SHAPE


def test_fields_of_a_later_minor_version_are_ignored() -> None:
    later = {**msgspec.to_builtins(Claim("l", "Ada", "Hall 7")), "shift": 2}
    assert read_canonical(canonical(later), Claim) == Claim("l", "Ada", "Hall 7")
