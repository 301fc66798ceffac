"""Cards back to entries: what A made of them is what comes out."""

from __future__ import annotations

import pytest

from keystep.content.cards import Entry, cards_of
from keystep.content.exporters.csv_decks import csv_of
from keystep.content.exporters.entries import entries_of
from keystep.content.exporters.yaml_decks import yaml_files
from keystep.content.yaml import read_yaml
from keystep.domain.flashcards import Card, Deck

MASKS = [
    {"title": "handle", "x": 10, "y": 10, "width": 20, "height": 10},
    {"title": "lamp", "x": 50, "y": 60, "width": 5, "height": 5},
]
ENTRIES = (
    {"id": "a", "front": "One\ntwo", "back": "2", "note": "n", "lesson": "l", "tags": ["x", "y"]},
    {"id": "b", "type": "reversed", "front": "f", "back": "b", "picture": "p.svg", "alt": "A p"},
    {"id": "c", "type": "cloze", "text": "Turn the {{c1::switch}} {{c2::off::how?}}, {{c1::now}}."},
    {"id": "d", "type": "cloze", "text": "{{c1::outer {{c2::inner}} words::hint}} {{c2,3::both}}"},
    {"id": "e", "type": "typed", "front": "f", "back": "b", "accept": ["c"], "typos": 1,
     "heed": ["case"]},
    {"id": "g", "type": "occlusion", "front": "?", "picture": "p.svg", "alt": "A", "hide": "one",
     "masks": MASKS},
)  # fmt: skip


def cards_from(*entries: Entry) -> list[Card]:
    return [card for entry in entries for card in cards_of({"skill": "s", **entry}, {})]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_an_entry_comes_out_as_it_went_in(entry: Entry) -> None:
    [made] = entries_of(cards_from(entry))
    assert made == {"skill": "s", **entry}


def test_yaml_is_read_as_what_was_written() -> None:
    deck = Deck(id="d", title="yes", cards=tuple(cards_from(*ENTRIES)), under=("1:30",))
    [(name, text)] = yaml_files(deck, "skill")
    read = read_yaml(name, text)
    entries = [{**entry, "skill": "skill"} for entry in ENTRIES]
    assert (read.faults, read.data) == (
        (),
        {"id": "d", "title": "yes", "under": ["1:30"], "cards": entries},
    )


def test_a_large_deck_is_divided() -> None:
    entries = ({"id": f"e-{n}", "front": "x" * 3_000, "back": "b"} for n in range(5))
    most = 18_000
    files = list(yaml_files(Deck(id="d", title="D", cards=tuple(cards_from(*entries))), "s", most))
    assert [name for name, _ in files] == ["d", "d-2", "d-3"]
    assert all(len(text.encode()) <= most for _, text in files)


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless() -> None:
    cards = cards_from({"id": "a", "front": "=1+1", "back": "-x", "tags": ["t"]})
    head, row = csv_of(Deck(id="d", title="D", cards=tuple(cards), under=("U",))).splitlines()
    assert head == "front,back,note,tags,deck,id"
    assert row == "'=1+1,'-x,,t,U::D,a"
