"""Numbers and words as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystep.domain.typed import Heed, edit_distance, matches, parse_number


@pytest.mark.parametrize(
    ("typed", "read"), [("1,200.5", "1200.5"), ("1,5", "1.5"), ("−3", "-3"), (" 1 200 ", "1200")]
)
def test_a_number_has_either_decimal_mark(typed: str, read: str) -> None:
    assert str(parse_number(typed)) == read


@pytest.mark.parametrize("typed", ["", "fifteen", "nan", "inf", "1e", "--1"])
def test_what_is_no_number_is_none(typed: str) -> None:
    assert parse_number(typed) is None


@pytest.mark.parametrize("typed", ["Café", "  cafe ", "CAFÉ!", "cafe."])
def test_case_accents_and_punctuation_do_not_decide(typed: str) -> None:
    assert matches(typed, "café", 0, ())


@pytest.mark.parametrize(
    ("heed", "same", "other"),
    [
        (Heed.CASE, "mâ", "Mâ"),
        (Heed.ACCENTS, "MÂ", "ma"),
        (Heed.PUNCTUATION, "Ma", "m-a"),
    ],
)
def test_the_author_says_what_decides(heed: Heed, same: str, other: str) -> None:
    assert matches(f" {same} ", "mâ", 0, (heed,))
    assert not matches(other, "mâ", 0, (heed,))


def test_typos_are_forgiven_up_to_the_authors_limit() -> None:
    assert matches("reciept", "receipt", 2, ())
    assert not matches("reciept", "receipt", 1, ())


@given(st.text(max_size=12), st.text(max_size=12))
def test_edit_distance_is_a_distance(a: str, b: str) -> None:
    assert edit_distance(a, b) == edit_distance(b, a)
    assert (edit_distance(a, b) == 0) is (a == b)
    assert abs(len(a) - len(b)) <= edit_distance(a, b) <= max(len(a), len(b))


@given(st.text(max_size=12), st.sets(st.sampled_from(Heed)))
def test_every_word_is_itself(word: str, heeds: set[Heed]) -> None:
    assert matches(word, word, 0, heeds)
