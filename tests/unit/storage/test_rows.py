from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from enum import IntEnum, StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from keystep.domain.responses import Choice, Response, Written
from keystep.storage.rows import Rows, from_ms, to_ms


class Colour(StrEnum):
    RED = "red"


class Size(IntEnum):
    LARGE = 3


class Everything(Struct, frozen=True):
    text: str
    whole: int
    real: float
    yes: bool
    colour: Colour
    size: Size
    at: datetime
    day: date
    words: tuple[str, ...]
    response: Response
    maybe_at: datetime | None = None
    maybe_colour: Colour | None = None
    maybe_words: tuple[str, ...] | None = None


AT = datetime(2026, 5, 1, 8, 30, 0, 123_000, tzinfo=UTC)
PLAIN = Everything(
    "é", 7, 0.1, True, Colour.RED, Size.LARGE, AT, date(2026, 5, 1), ("b", "a"), Choice((1, 2))
)
FULL = Everything(
    "",
    0,
    -0.0,
    False,
    Colour.RED,
    Size.LARGE,
    AT,
    date(1, 1, 1),
    (),
    Written("x"),
    AT,
    Colour.RED,
    (),
)


def test_each_type_has_its_column_form() -> None:
    row = Rows(Everything).row(PLAIN)
    assert row == (
        "é",
        7,
        0.1,
        1,
        "red",
        3,
        1_777_624_200_123,
        "2026-05-01",
        '["b","a"]',
        '{"options":[1,2],"type":"choice"}',
        None,
        None,
        None,
    )
    assert {type(value) for value in row} == {str, int, float, type(None)}


@pytest.mark.parametrize("value", [PLAIN, FULL])
def test_a_struct_comes_back_as_it_was(value: Everything) -> None:
    rows = Rows(Everything)
    assert rows.struct_of(rows.row(value)) == value


def test_columns_follow_the_fields() -> None:
    assert Rows(Choice).columns == ("options",)


@given(st.integers(-(10**13), 10**14))
def test_milliseconds_come_back(ms: int) -> None:
    assert to_ms(from_ms(ms)) == ms


def test_milliseconds_are_rounded_down_and_know_zones() -> None:
    tokyo = timezone(timedelta(hours=9))
    assert to_ms(datetime(1970, 1, 1, 9, 0, 0, 1_999, tzinfo=tokyo)) == 1
