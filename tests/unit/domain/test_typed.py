"""Numbers and words as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystep.domain.typed import (
    DIGITS,
    Heed,
    Stretch,
    differences,
    edit_distance,
    matches,
    nearest,
    parse_number,
)


@pytest.mark.parametrize(
    ("typed", "read"), [("1,200.5", "1200.5"), ("1,5", "1.5"), ("−3", "-3"), (" 1 200 ", "1200")]
)
def test_a_number_has_either_decimal_mark(typed: str, read: str) -> None:
    assert str(parse_number(typed)) == read


@pytest.mark.parametrize("typed", ["", "fifteen", "nan", "inf", "1e", "--1"])
def test_what_is_no_number_is_none(typed: str) -> None:
    assert parse_number(typed) is None


def test_a_number_has_a_size_that_people_mean() -> None:
    assert parse_number("9" * DIGITS) == 10**DIGITS - 1
    assert parse_number("9" * (DIGITS + 1)) is None
    assert parse_number("1e999999999") is None
    assert parse_number("-1e-999999999") is None


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


@pytest.mark.parametrize(
    ("typed", "wanted", "stretches"),
    [
        ("isolater", "isolator", ["isolat", "e|o", "r"]),
        ("islator", "isolator", ["is", "|o", "lator"]),
        ("isollator", "isolator", ["iso", "l|", "lator"]),
        ("", "lock", ["|lock"]),
        ("Cafe,  noir!", "café noir", ["Cafe,  noir!"]),
        (" (left) ", "left", ["(left)"]),
        ("a-b", "ab", ["a", "-|", "b"]),
        ("an isle", "recommend", ["an isle|recommend"]),
    ],
)
def test_differences_are_told_letter_by_letter(
    typed: str, wanted: str, stretches: list[str]
) -> None:
    found = differences(typed, wanted, ())
    told = [each.typed if each.same else f"{each.typed}|{each.wanted}" for each in found]
    assert told == stretches


def test_a_mark_stays_with_its_letter() -> None:
    found = differences("ni\u0300ño", "nino", (Heed.ACCENTS,))
    assert found == (
        Stretch("n", "n", True),
        Stretch("ìñ", "in", False),
        Stretch("o", "o", True),
    )


def test_what_is_heeded_is_a_difference() -> None:
    assert differences("Ma", "ma", (Heed.CASE,))[0] == Stretch("M", "m", False)
    assert differences("ma.", "ma", (Heed.PUNCTUATION,))[-1] == Stretch(".", "", False)


@given(st.text(max_size=12), st.text(max_size=12), st.sets(st.sampled_from(Heed)))
def test_nothing_differs_exactly_where_it_matches(a: str, b: str, heeds: set[Heed]) -> None:
    same = all(stretch.same for stretch in differences(a, b, heeds))
    assert same is matches(a, b, 0, heeds)


def test_the_answer_that_was_meant_is_the_nearest() -> None:
    assert nearest("isolater", ("main switch", "Isolator"), ()) == "Isolator"
    assert nearest("lamp", ("main switch", "lock"), ()) == "main switch", "none was"
    assert nearest("", ("lock", "keys"), ()) == "lock"
