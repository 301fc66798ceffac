"""Tables, Quizlet and Markdown."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystep.content.importers.reading import read_deck_file
from keystep.content.importers.tables import Column, Mapping
from keystep.content.importers.value import Found, Lost
from keystep.domain.flashcards import Card
from keystep.errors import DeckFileRefused

AS_FOUND = Mapping()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def read(folder: Path, name: str, text: str | bytes, mapping: Mapping = AS_FOUND) -> Found:
    file = folder / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_deck_file(file, mapping).found


def sides(found: Found) -> list[tuple[str, str]]:
    return [(card.front, card.back) for card in cards(found)]


def cards(found: Found) -> list[Card]:
    return [card for deck in found.decks for card in deck.cards]


@pytest.mark.parametrize("between", [",", ";", "\t", "|"])
def test_separators_are_found(folder: Path, between: str) -> None:
    rows = (("Hund", "dog"), ("Katze", '"cat, tabby; grey"'), ("Maus", "mouse"))
    text = "\n".join(between.join(row) for row in rows)
    expected = [("Hund", "dog"), ("Katze", "cat, tabby; grey"), ("Maus", "mouse")]
    assert sides(read(folder, "a.csv", text)) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_found(folder: Path, encoding: str) -> None:
    found = read(folder, "a.csv", "Tür;door\nGroß;large\n".encode(encoding))
    assert sides(found) == [("Tür", "door"), ("Groß", "large")]


def test_columns_by_their_names(folder: Path) -> None:
    text = "Tags,Answer,Question,Deck\nx y,dog,Hund,Animals::Pets\n"
    found = read(folder, "a.csv", text)
    [deck] = found.decks
    assert (deck.under, deck.title) == (("Animals",), "Pets")
    assert [(c.front, c.back, c.tags) for c in deck.cards] == [("Hund", "dog", ("x", "y"))]


def test_columns_as_told(folder: Path) -> None:
    mapping = Mapping(header=False, columns={Column.FRONT: 2, Column.BACK: 0})
    found = read(folder, "a.csv", "dog,x,Hund\ncat,y,Katze\n", mapping)
    assert sides(found) == [("Hund", "dog"), ("Katze", "cat")]
    assert [(one.what, one.n) for one in found.left_out] == [(Lost.COLUMN, 1)]


def test_quizlet_with_separators_of_ones_own(folder: Path) -> None:
    assert sides(read(folder, "q.txt", 'Hund\tdog\nKatze\ta "cat\n')) == [
        ("Hund", "dog"),
        ("Katze", 'a "cat'),
    ]
    mapping = Mapping(between="::", after=";;")
    assert sides(read(folder, "q.txt", "a\nb::c;;d::e", mapping)) == [("a\nb", "c"), ("d", "e")]


def test_what_anki_says_of_its_texts(folder: Path) -> None:
    head = "#separator:tab\n#html:true\n#guid column:1\n#deck column:2\n#tags column:5\n"
    found = read(folder, "a.txt", f"{head}guid1\tA::B\tx<br>y\t<b>z</b>\tt\n")
    [card] = cards(found)
    assert (card.front, card.back, card.tags, found.decks[0].title) == ("x\ny", "z", ("t",), "B")


def test_the_same_front_is_the_same_card(folder: Path) -> None:
    first = cards(read(folder, "a.csv", "Hund;dog\nKatze;cat\n"))
    again = cards(read(folder, "b.csv", "Katze;tom cat\n Hund ;dog\n"))
    assert {card.front: card.id for card in first} == {card.front: card.id for card in again}


def test_rows_that_make_no_card_are_counted(folder: Path) -> None:
    found = read(folder, "a.csv", "a;b\na;b\na;c\nd;\n")
    assert sides(found) == [("a", "b"), ("a", "c")]
    assert {one.what: one.n for one in found.left_out} == {Lost.REPEATED: 1, Lost.ROW: 1}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q: One?\nA: 1\n\n**Q:** Two?\n**A:** 2\n- x\n", [("One?", "1"), ("Two?", "2\n• x")]),
        ("- a :: b\nc ::: d\n", [("a", "b"), ("c", "d"), ("d", "c")]),
        ("# Title\n\n## Why?\n\nSo.\n\n## How?\nThus.\n", [("Why?", "So."), ("How?", "Thus.")]),
        (
            "## What is C#?  ##  \nA language.\n# C#\nIt.",
            [("What is C#?", "A language."), ("C#", "It.")],
        ),
        ("Q: The {{c1::cat}} sat\n", [("The […] sat", "The cat sat")]),
    ],
)
def test_ways_of_markdown(folder: Path, text: str, expected: list[tuple[str, str]]) -> None:
    assert sides(read(folder, "a.md", text)) == expected


def test_marks_of_markdown_become_words(folder: Path) -> None:
    text = "Q: **Bold** and *thin*, [a link](https://example.org) ![pic](x.png)\nA: `code`\n"
    found = read(folder, "a.md", text)
    assert sides(found) == [("Bold and thin, a link pic", "code")]
    lost = {one.what: one.n for one in found.left_out}
    assert lost == {Lost.STYLE: 2, Lost.LINK: 1, Lost.MISSING: 1}


@pytest.mark.parametrize("begun", ["Q: " + "[" * 500_000, "# x" + " " * 500_000 + "x"])
def test_marks_that_never_end_take_no_hours(folder: Path, begun: str) -> None:
    assert len(cards(read(folder, "a.md", f"{begun}\nA: b\n"))) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.csv", ""), ("a.csv", "one column\nonly\n"), ("a.md", "nothing"), ("a.exe", "a;b")],
)
def test_what_holds_no_cards_is_refused(folder: Path, name: str, text: str) -> None:
    with pytest.raises(DeckFileRefused, match=f"{name} was not imported"):
        read(folder, name, text)


def test_a_file_that_is_away_is_refused(folder: Path) -> None:
    with pytest.raises(DeckFileRefused, match="cannot be read"):
        read_deck_file(folder / "away.csv")


ODD = st.one_of(
    st.binary(max_size=300), st.text(alphabet="a;,\t\n\"'#:{}cQA-*[]()\r|").map(str.encode)
)


@given(ODD, st.sampled_from(["a.csv", "a.txt", "a.md", "a.apkg"]))
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str
) -> None:
    folder = tmp_path_factory.getbasetemp()
    with suppress(DeckFileRefused):
        assert cards(read(folder, name, data))
