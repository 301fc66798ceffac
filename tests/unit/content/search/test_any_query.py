"""Whatever anybody types, and whatever stands in packs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keystep.content.search.index import Index
from keystep.domain.lesson import StepKind
from keystep.domain.library import Found, Wanted
from tests.unit.content.search.shelves import article, card, find, index_of, lesson, pack, titles

SIGNS = [
    '"',
    "'",
    "*",
    "^",
    "(",
    ")",
    "-",
    ":",
    "\0",
    "\n",
    " AND ",
    " OR NOT ",
    "NEAR(",
    "🙂",
    "火",
]
PIECES = st.sampled_from([*SIGNS, "lock", "title", "lokc", "a", "é", "ال", "0", " "])
QUERIES = st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=30).map("".join))
WANTED = st.builds(
    Wanted,
    task=st.sampled_from(["", "Climb", '"']),
    role=st.sampled_from(["", "all", "x' OR 1"]),
    format=st.sampled_from([None, StepKind.ARTICLE]),
    minutes=st.integers(0, 20),
)
RARE = [
    f"{a}{b}{c}" for a in ("bar", "tin", "vex") for b in ("olu", "emi", "ash") for c in ("k", "th")
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    lessons = [
        lesson(f"About the {word}", article(f"Using it {n}", "Lock é 火災 title 🙂."), id=f"l{n}")
        for n, word in enumerate(RARE)
    ]
    with index_of(
        tmp_path_factory.mktemp("index"), pack(*lessons, cards=(card("Lock?", "Tag."),))
    ) as made:
        yield made


@given(QUERIES, WANTED)
def test_no_query_breaks_anything_and_marks_lie_inside(
    index: Index, query: str, wanted: Wanted
) -> None:
    assert_sound(find(index, query, wanted))


@pytest.mark.parametrize("piece", ["a", "lock ", '"', "火", "a-", "\0", "é🙂"])
def test_nor_do_ten_thousand_characters(index: Index, piece: str) -> None:
    assert_sound(find(index, piece * (10_000 // len(piece))))


@pytest.mark.parametrize("word", RARE)
def test_every_lesson_is_found_by_a_rare_word_of_its_title(index: Index, word: str) -> None:
    assert titles(find(index, word)) == [f"About the {word}"]
    assert titles(find(index, f"{word.upper()} the")) == [f"About the {word}"]


@settings(max_examples=20)
@given(st.text(min_size=1, max_size=60), st.text(max_size=200))
def test_any_title_and_text_can_be_indexed_and_taken_out(
    tmp_path_factory: pytest.TempPathFactory, title: str, text: str
) -> None:
    folder: Path = tmp_path_factory.mktemp("any")
    with index_of(folder, pack(lesson(title, article(title, text)))) as index:
        assert_sound(find(index, title))
        index.fill((), lambda: None)
        assert find(index, title).total == 0


def assert_sound(found: Found) -> None:
    for hit in found.hits:
        for text, marks in ((hit.title, hit.marks), (hit.line, hit.line_marks)):
            edges = [edge for mark in marks for edge in mark]
            assert edges == sorted(set(edges))
            assert not edges or 0 <= edges[0] < edges[-1] <= len(text)
    assert len(found.hits) <= found.total
