"""The shelf: packs in the learner's language, paths across packs."""

from __future__ import annotations

from keystep.domain.flashcards import Card, Deck
from keystep.domain.lesson import Path
from keystep.services.packs import open_shelf
from keystep.services.station import Station
from tests.made import LESSON, PACK, made_pack, put_on_shelf

GERMAN = made_pack(title="Freischalten", languages=("de",))
ARABIC = made_pack(title="العزل", languages=("ar",))
SPOKEN = made_pack(variants={"de": GERMAN, "ar": ARABIC})


def test_a_pack_is_shown_in_the_first_language_wanted_that_it_has(station: Station) -> None:
    put_on_shelf(station, SPOKEN, spoken=("fr", "de-AT", "ar"))
    assert station.shelf.pack(PACK).title == "Freischalten"
    put_on_shelf(station, SPOKEN, spoken=("fr",))
    assert station.shelf.pack(PACK).title == "Lock-out"
    assert station.shelf.languages == ("ar", "de", "en")


def test_a_shelf_opened_anew_keeps_the_language(station: Station) -> None:
    shelf = open_shelf(station.home, spoken=("de",))
    assert shelf.spoken == ("de",)


def test_a_path_leads_through_other_packs(station: Station) -> None:
    path = Path(id="week", title="Week", lessons=("tag-it", f"other/{LESSON}", "gone/x", "gone"))
    put_on_shelf(station, made_pack(paths=(path,)), made_pack("other", paths=()))
    [pack, _] = station.shelf.packs.values()
    along = station.shelf.along(pack, path)
    assert [(of.id, lesson.id) for of, lesson in along] == [(PACK, "tag-it"), ("other", LESSON)]
    assert station.shelf.paths == {f"{PACK}/week": (f"{PACK}/tag-it", f"other/{LESSON}")}


def test_a_card_is_found_with_its_deck_and_its_siblings(station: Station) -> None:
    cards = tuple(
        Card(id=card, entry=entry, skill="locking", front=card, back=card)
        for card, entry in (("a/1", "a"), ("a/2", "a"), ("b", ""))
    )
    deck = Deck(id="deck", title="Deck", cards=cards)
    put_on_shelf(station, made_pack(decks=(deck,)), made_pack("other"))
    book = station.shelf.cards(PACK)
    assert book.places["b"] == (deck, cards[2])
    assert book.siblings(cards[1]) == ("a/1", "a/2")
    assert book.siblings(cards[2]) == ("b",)
    assert station.shelf.cards(PACK) is book
    assert station.shelf.cards("other").places == {}
