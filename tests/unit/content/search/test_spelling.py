from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystep.content.search.spelling import Vocabulary

WORDS = (
    "algebra",
    "lockout",
    "isolator",
    "tag",
    "tags",
    "the",
    "of",
    "machine",
    "forklift",
    "ab12",
)


def near(word: str, *, begun: bool = False) -> set[str]:
    return {found for _, found in Vocabulary(WORDS).near(word, begun=begun)}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("algibra", "algebra"),
        ("lokout", "lockout"),
        ("lockuot", "lockout"),
        ("isolatorr", "isolator"),
        ("isulatar", "isolator"),
        ("tga", "tag"),
        ("fo", "of"),
        ("rforklift", "forklift"),
        ("mashcine", "machine"),
    ],
)
def test_a_letter_wrong_missing_added_or_turned_is_mended(typed: str, meant: str) -> None:
    assert meant in near(typed)


@pytest.mark.parametrize("typed", ["zzzzzz", "x", "12", "ab13", "lo", "isoxyzor"])
def test_what_is_far_from_everything_stays(typed: str) -> None:
    assert near(typed) == set()


def test_a_word_that_is_being_typed_is_mended_too() -> None:
    assert near("algib") == set()
    assert "algeb" in near("algib", begun=True)


@given(st.sampled_from([word for word in WORDS if len(word) > 4]), st.data())
def test_any_one_wrong_letter_is_mended(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    other = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    wrong = data.draw(
        st.sampled_from(
            [
                word[:at] + word[at + 1 :],
                word[:at] + other + word[at + 1 :],
                word[:at] + other + word[at:],
            ]
        )
    )

    assert word in near(wrong) or wrong == word
