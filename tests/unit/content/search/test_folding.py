from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from keystep.content.search.folding import LONGEST, folded, terms, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lock OUT!", ["lock", "out"]),
        ("Müller, Straße", ["muller", "strasse"]),
        ("lock-out", ["lock", "out", "lockout"]),
        ("don’t", ["don", "t"]),
        ("Q3 4.5", ["q3", "4", "5"]),
        ("snake_case", ["snake", "case"]),
        ("Ёлка й", ["елка", "и"]),
        ("قُفْل", ["قفل"]),
        ("القفل", ["قفل", "القفل"]),
        ("أمان إلى", ["امان", "الي"]),
        ("हिन्दी", ["हिन्दी"]),
        ("火災", ["火災", "災"]),
        ("火", ["火"]),
        ("ﾃｽﾄ", ["テス", "スト", "ト"]),
        ("학교", ["학교"]),
        ("soft\u00adware", ["software"]),
        ("\0 \ud800 🙂 — ½", []),
    ],
)
def test_words_are_cut_and_folded_in_every_script(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


@given(st.text(max_size=60))
def test_terms_hold_nothing_that_could_end_a_quotation(text: str) -> None:
    for term in terms(text):
        assert 0 < len(term) <= LONGEST
        assert not set(term) & set(" \"'*^():-+_\0\n\t")
        assert not any(c.isascii() and not c.isalnum() for c in term)


@given(st.text(max_size=60))
def test_the_place_of_a_term_lies_in_its_text(text: str) -> None:
    for at, word in words(text):
        for term in (*word.parts, *word.others):
            assert 0 <= at + term.start < at + term.end <= len(text)


@given(st.text(max_size=40))
def test_what_is_looked_for_is_what_is_indexed(text: str) -> None:
    assert {part.text for _, word in words(text) for part in word.parts} <= set(terms(text))


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "Zs")), max_size=40))
@example("À〽𝘼")
def test_a_folded_text_has_its_terms(text: str) -> None:
    whole = folded(text)
    assert all(term.text in whole for _, word in words(text) for term in word.parts)
