"""Anki itself imports what we export."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from keystep.content.cards import cards_of
from keystep.content.exporters.anki_decks import write_apkg
from keystep.content.importers.anki import read_anki
from keystep.domain.flashcards import Deck, Occlusion
from tests.unit.content.exporters.test_entries import ENTRIES


@pytest.fixture(scope="module")
def deck() -> Deck:
    made = [{"skill": "s", **entry} for entry in ENTRIES if entry["id"] != "d"]
    cards = (card for entry in made for card in cards_of(entry, {}))
    return Deck(id="d", title="Deck", cards=tuple(cards), under=("Outer",))


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory, deck: Deck) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    picture = folder / "p.svg"
    picture.write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg"/>')
    target = folder / "deck.apkg"
    write_apkg(deck, "pack/d", {"p.svg": picture}, target, 1_700_000_000)
    return target


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory, exported: Path) -> Iterator[Collection]:
    folder = tmp_path_factory.mktemp("anki")
    with closing(Collection(str(folder / "collection.anki2"))) as collection:
        request = ImportAnkiPackageRequest(
            package_path=str(exported), options=ImportAnkiPackageOptions()
        )
        for _ in range(2):
            collection.import_anki_package(request)
        yield collection


def test_anki_has_the_same_notes_once(imported: Collection, deck: Deck) -> None:
    fields = {tuple(imported.get_note(no).fields) for no in imported.find_notes("")}
    assert len(fields) == len(imported.find_notes("")) == 5
    assert ("One<br>two", "2", "n") in fields
    assert ('f<br><img src="p.svg" alt="A p">', "b", "") in fields
    assert ("Turn the {{c1::switch}} {{c2::off::how?}}, {{c1::now}}.", "") in fields
    assert len(imported.find_cards("deck:Outer::Deck")) == len(deck.cards)
    assert imported.find_notes("tag:x tag:y")
    assert (Path(imported.media.dir()) / "p.svg").is_file()


def test_anki_takes_hidden_parts_as_its_own(imported: Collection) -> None:
    [no] = imported.find_notes('"note:Keystep: Image occlusion"')
    shown = imported.get_image_occlusion_note(no).note
    shapes = [occlusion.shapes[0] for occlusion in shown.occlusions]
    assert [shape.shape for shape in shapes] == ["rect", "rect"]
    assert not shown.occlude_inactive
    assert imported.get_note(no).note_type()["originalStockKind"] == 6


def test_we_read_our_own_export(exported: Path, deck: Deck) -> None:
    found = read_anki(exported)
    [again] = found.decks
    assert (again.title, again.under) == (deck.title, deck.under)
    assert sorted((card.front, card.back) for card in again.cards) == sorted(
        (card.front, card.back if card.entry != "g" else str(n))
        for n, card in zip((0, 0, 0, 0, 0, 0, 1, 2), deck.cards, strict=True)
    )


def test_guids_stay(tmp_path: Path, exported: Path) -> None:
    first = read_anki(exported)
    write_apkg(first.decks[0], "imported/x", {}, tmp_path / "again.apkg", 1_800_000_000)
    second = read_anki(tmp_path / "again.apkg")
    ids = [{card.id for card in found.decks[0].cards} for found in (first, second)]
    hidden = {card.id for card in first.decks[0].cards if isinstance(card.asks, Occlusion)}
    assert ids[0] - hidden == ids[1], "without its picture nothing of that can be hidden"
