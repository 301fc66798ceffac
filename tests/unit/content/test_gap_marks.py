"""Texts with gaps, as Anki reads them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystep.content.gap_marks import asked, marked, numbers_of, pieces_of, words_of

ANY_MARKS = st.lists(
    st.sampled_from(["{{c1::", "{{c2,3::", "{{c0::", "}}", "::", "word"]) | st.text(max_size=3),
    max_size=40,
).map("".join)


def cards(text: str) -> dict[int, str]:
    """What each card of the text asks."""
    read = marked(text)
    return {number: asked(pieces_of(read, number)) for number in numbers_of(read)}


@pytest.mark.parametrize(
    ("text", "fronts"),
    [
        ("{{c2::a}} {{c1::b}}", {1: "a […]", 2: "[…] b"}),
        ("{{c1::a}} {{c1::b::hint}} c", {1: "[…] [hint] c"}),
        ("{{c1,3::a}} {{c3::b}}", {1: "[…] b", 3: "[…] […]"}),
        ("{{c1::a {{c2::b::h}} c::k}}", {1: "[k]", 2: "a [h] c"}),
        ("{{c1::a {{c1::b}}}}", {1: "[…]"}),
        ("{{c99::a::b::c}}", {99: "[b::c]"}),
        ("}} a::b {{c1::a}}", {1: "}} a::b […]"}),
        ("{{c1::a {{c2::b}}", {2: "{{c1::a […]"}),
        ("{{c0::a}} {{c100::a}} {{C1::a}} {c1::a}", {}),
    ],
)
def test_every_number_makes_a_card(text: str, fronts: dict[int, str]) -> None:
    assert cards(text) == fronts


def test_what_is_not_hidden_is_one_piece() -> None:
    pieces = pieces_of(marked("a {{c2::b}} c {{c1::d}} {{c3::e}}."), 1)
    assert [piece.text for piece in pieces] == ["a b c ", "d", " e."]
    assert [piece.hidden for piece in pieces] == [False, True, False]


def test_gaps_that_lie_too_deep_in_each_other_are_words() -> None:
    assert numbers_of(marked("".join(f"{{{{c{n}::" for n in range(1, 10)) + "}}" * 9)) == [
        *range(1, 6)
    ]


@given(ANY_MARKS)
def test_no_word_is_lost_whatever_is_asked(text: str) -> None:
    read = marked(text)
    for number in numbers_of(read):
        pieces = pieces_of(read, number)
        assert "".join(piece.text for piece in pieces) == words_of(read)
        assert any(piece.hidden for piece in pieces)


@given(ANY_MARKS.filter(lambda text: "{{c1::" not in text and "{{c2,3::" not in text))
def test_a_text_without_gaps_is_itself(text: str) -> None:
    assert words_of(marked(text)) == text
