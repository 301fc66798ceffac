"""Each entry of a deck becomes its cards."""

from __future__ import annotations

from pathlib import Path

import pytest

from keystep.content.archive import build_pack, install_pack
from keystep.content.built import load_built
from keystep.content.loader import read_source
from keystep.domain.flashcards import (
    Card,
    Deck,
    Flip,
    Gaps,
    Mask,
    Media,
    Occlusion,
    Piece,
    Typing,
)
from keystep.domain.typed import Heed
from tests.unit.content.conftest import PackFolder
from tests.unit.content.entries import DECK, written_cards, written_german_cards

CSV = """\
id,type,skill,front,back,text,accept,typos,heed,picture,alt,back_sound,back_spoken,tags
one,,listening,Which?,This.,,,,,,,,,a|b
two,typed,listening,Which?,The isolator,,isolator | main switch,2,case|accents,,,,,
three,cloze,listening,,,"{{c1::Stop}}, then go.",,,,,,,,
four,reversed,listening,,,,,,,drawing.svg,A handle.,call.ogg,A bell.,
"""


@pytest.fixture
def cards(tmp_path: Path) -> PackFolder:
    return written_cards(tmp_path)


@pytest.fixture
def deck(cards: PackFolder, schemas: Path) -> Deck:
    return read_source(cards.path, schemas).deck("verbs")


def card(deck: Deck, name: str) -> Card:
    return next(card for card in deck.cards if card.id == name)


def test_entries_become_cards_in_their_order(deck: Deck) -> None:
    assert [(card.id, card.entry, type(card.asks)) for card in deck.cards] == [
        ("plain", "", Flip),
        ("seen", "", Flip),
        ("both", "both", Flip),
        ("both/reversed", "both", Flip),
        ("gaps/1", "gaps", Gaps),
        ("gaps/2", "gaps", Gaps),
        ("typed", "", Typing),
        ("panel/1", "panel", Occlusion),
        ("panel/2", "panel", Occlusion),
    ]


def test_a_deck_knows_where_it_lies(deck: Deck) -> None:
    assert deck.under == ("Languages", "Spanish")


def test_a_basic_card_has_words_or_something_to_see_and_hear(deck: Deck) -> None:
    plain, seen = card(deck, "plain"), card(deck, "seen")
    assert (plain.front, plain.back, plain.note) == ("Which?", "This.", "Mind it.")
    assert plain.tags == ("x", "y-z")
    assert (seen.front, seen.back) == ("", "")
    assert seen.asked == Media(picture="drawing.svg", alt="A handle.")
    assert seen.answered == Media(sound="call.ogg", spoken="A bell.")


def test_a_reversed_card_is_asked_from_its_back_too(deck: Deck) -> None:
    one, other = card(deck, "both"), card(deck, "both/reversed")
    assert (one.front, one.back) == (other.back, other.front) == ("TILE", "Four looks")
    assert (one.asked, one.answered) == (other.answered, other.asked)
    assert one.note == other.note == "Before a lift."


def test_each_gap_is_asked_with_the_others_filled(deck: Deck) -> None:
    one, other = card(deck, "gaps/1"), card(deck, "gaps/2")
    assert one.front == "Turn the […] off, then lock it."
    assert other.front == "Turn the isolator off, then [with what?] it."
    assert one.back == other.back == "Turn the isolator off, then lock it."
    assert isinstance(other.asks, Gaps)
    assert other.asks.pieces == (
        Piece(text="Turn the isolator off, then "),
        Piece(text="lock", hidden=True, hint="with what?"),
        Piece(text=" it."),
    )


def test_what_may_be_typed_is_read(deck: Deck) -> None:
    asks = Typing(accept=("isolator",), typos=2, heeds=(Heed.CASE,))
    assert card(deck, "typed").asks == asks


def test_each_mask_is_asked_in_thousandths(deck: Deck) -> None:
    other = card(deck, "panel/2")
    assert (other.front, other.back) == ("What is it called?", "wheel")
    assert other.asked == Media(picture="drawing.svg", alt="A panel.")
    assert isinstance(other.asks, Occlusion)
    assert (other.asks.asked, other.asks.hides_others) == (1, True)
    assert other.asks.masks[1] == Mask(title="wheel", x=600, y=700, width=400, height=300)


def test_one_mask_may_be_shown_at_a_time(cards: PackFolder, schemas: Path) -> None:
    cards.replace(DECK, "hide: all", "hide: one")
    asks = card(read_source(cards.path, schemas).deck("verbs"), "panel/1").asks
    assert isinstance(asks, Occlusion)
    assert not asks.hides_others


def test_a_card_shows_the_picture_of_its_language(cards: PackFolder, schemas: Path) -> None:
    german = read_source(written_german_cards(cards).path, schemas).variants["de"].deck("verbs")
    assert card(german, "plain").front == "Welche?"
    assert card(german, "panel/1").asked.picture == "drawing.de.svg"
    assert card(german, "both/reversed").answered.picture == "drawing.de.svg"


def test_an_installed_pack_keeps_its_cards(
    cards: PackFolder, deck: Deck, schemas: Path, tmp_path: Path
) -> None:
    built = build_pack(cards.path, schemas, tmp_path / "out")
    installed = load_built(install_pack(built, tmp_path / "packs", schemas))
    assert installed.deck("verbs") == deck


def test_a_csv_deck_has_them_in_rows(cards: PackFolder, schemas: Path) -> None:
    cards.write("decks/rows.csv", CSV)
    rows = read_source(cards.path, schemas).deck("rows")
    assert [card.id for card in rows.cards] == ["one", "two", "three/1", "four", "four/reversed"]
    one, two, three, four, _ = rows.cards
    assert one.tags == ("a", "b")
    assert two.asks == Typing(
        accept=("isolator", "main switch"), typos=2, heeds=(Heed.CASE, Heed.ACCENTS)
    )
    assert three.front == "[…], then go."
    assert four.answered == Media(sound="call.ogg", spoken="A bell.")
