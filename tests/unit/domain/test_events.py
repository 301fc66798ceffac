"""Events: one form on disk, one chain, days that start at 04:00."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystep.domain.events import Instant, canonical, decode_event, fact_of, genesis, record
from keystep.domain.facts import LessonStarted

NOW = Instant(datetime(2026, 9, 7, 9, 30, 0, 123_456, tzinfo=UTC), 120, "boot", 42)
STARTED = LessonStarted(pack="p", version="1.0.0", lesson="l", attempt="a")
START = genesis("d" * 32, "e" * 16)


def test_a_generic_decode_and_encode_gives_the_same_bytes() -> None:
    data = record(1, "learner", STARTED, NOW, START).data
    again = json.dumps(
        json.loads(data), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode()
    assert again == data


def test_an_event_reads_back_as_it_was_written() -> None:
    recorded = record(7, "learner", STARTED, NOW, START)
    assert decode_event(recorded.data) == recorded.event
    assert fact_of(recorded.event) == STARTED
    assert recorded.event.at == NOW.at.replace(microsecond=123_000)


def test_the_chain_binds_every_event_to_those_before() -> None:
    first = record(1, "learner", STARTED, NOW, START)
    second = record(2, "learner", STARTED, NOW, first.h)
    assert second.h == hashlib.sha256(first.h + second.data).digest()
    assert record(2, "learner", STARTED, NOW, START).h != second.h


@pytest.mark.fault(45)
def test_unknown_kinds_and_versions_are_kept_as_unknown() -> None:
    event = record(1, "learner", STARTED, NOW, START).event
    assert fact_of(msgspec.structs.replace(event, kind="moon_landed")) is None
    assert fact_of(msgspec.structs.replace(event, v=99)) is None


def test_a_known_body_of_the_wrong_shape_is_refused() -> None:
    event = record(1, "learner", STARTED, NOW, START).event
    with pytest.raises(msgspec.ValidationError):
        fact_of(msgspec.structs.replace(event, body={"pack": 5}))


@pytest.mark.parametrize(
    ("hour", "minute", "day"),
    [(1, 59, date(2026, 9, 6)), (2, 0, date(2026, 9, 7)), (21, 59, date(2026, 9, 7))],
)
def test_a_learners_day_starts_at_four_local(hour: int, minute: int, day: date) -> None:
    at = datetime(2026, 9, 7, hour, minute, tzinfo=UTC)
    assert Instant(at, 120, "boot", 0).day == day


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(json_values)
def test_canonical_bytes_are_those_of_any_json_library(value: object) -> None:
    data = canonical(value)
    assert json.loads(data) == value
    assert (
        json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        == data
    )


def test_clock_readings_keep_the_offset() -> None:
    assert NOW.local == datetime(2026, 9, 7, 11, 30, 0, 123_456)  # noqa: DTZ001
    assert Instant(NOW.at - timedelta(hours=8), -300, "b", 0).day == date(2026, 9, 6)


@given(st.integers(-720, 840), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_learners_day_begins_where_it_says(offset: int, day: date) -> None:
    begins = Instant(NOW.at, offset, "b", 0).start_of(day)
    assert Instant(begins, offset, "b", 0).day == day
    just_before = begins - timedelta(milliseconds=1)
    assert Instant(just_before, offset, "b", 0).day == day - timedelta(days=1)
