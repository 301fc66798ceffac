"""Cards of every kind are found by what they ask, answer and show, each entry once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from keystep.content.loader import read_source
from keystep.content.search.edition import words_of
from keystep.content.search.index import Index
from keystep.domain.lesson import Pack
from tests.unit.content.entries import written_cards
from tests.unit.content.search.shelves import card, edition, find, index_of, pack


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    schemas = Path(__file__).parents[4] / "resources" / "schemas"
    return read_source(written_cards(tmp_path_factory.mktemp("cards")).path, schemas)


@pytest.fixture(scope="module")
def index(cards: Pack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with index_of(tmp_path_factory.mktemp("index"), cards) as index:
        yield index


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("which this", "plain"),
        ("mind", "plain"),
        ("TILE", "both"),
        ("four looks", "both"),
        ("four tiles", "both"),
        ("isolator lock", "gaps/1"),
        ("cuts the power", "typed"),
        ("panel", "panel/1"),
        ("wheel", "panel/1"),
        ("bell", "seen"),
    ],
)
def test_an_entry_is_found_once_by_all_it_says(query: str, found: str, index: Index) -> None:
    assert [hit.card for hit in find(index, query).hits] == [found]


def test_a_card_without_words_is_told_by_what_is_to_be_seen(index: Index, cards: Pack) -> None:
    (hit,) = find(index, "a handle a bell").hits
    assert hit.title == "A handle."
    assert words_of(cards, hit).text == "A bell."


def test_a_hit_answers_for_all_its_siblings(index: Index, cards: Pack) -> None:
    texts = [words_of(cards, find(index, query).hits[0]).text for query in ("wheel", "looks")]
    assert texts == ["handle\n\nwheel", "Four looks\n\nBefore a lift."]


def test_a_card_is_found_by_the_author_s_words_too(tmp_path: Path) -> None:
    authored = pack(cards=(card("Who locks?", "I do."),))
    (asked,) = authored.decks[0].cards
    told = replace(asked, front="Wer sperrt?", back="Ich.")
    german = replace(
        authored, languages=("de",), decks=(replace(authored.decks[0], cards=(told,)),)
    )
    with index_of(tmp_path, edition(german, authored)) as index:
        assert [hit.title for hit in find(index, "locks").hits] == ["Wer sperrt?"]
