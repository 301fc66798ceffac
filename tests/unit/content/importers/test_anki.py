"""Packages that Anki itself wrote, old and new, read by us."""

from __future__ import annotations

from pathlib import Path

import pytest

from keystep.content.exporters.entries import entries_of
from keystep.content.importers.anki import read_anki
from keystep.content.importers.media import copy_media
from keystep.content.importers.value import UNTOLD, Found, Lost
from keystep.domain.flashcards import Flip, Gaps, Mask, Occlusion, Piece, Typing
from tests.apkg import png
from tests.unit.content.importers.conftest import FORMS, REVIEWS, WHOLE, cards_in


@pytest.fixture(scope="module", params=(*FORMS, WHOLE))
def package(request: pytest.FixtureRequest, packages: dict[str, Path]) -> Path:
    return packages[request.param]


@pytest.fixture(scope="module")
def found(package: Path) -> Found:
    return read_anki(package)


def test_decks_keep_their_place_in_the_tree(found: Found) -> None:
    assert {(*deck.under, deck.title) for deck in found.decks} >= {
        ("Languages", "Spanish"),
        ("Safety",),
    }
    assert all(card.skill == deck.id for deck in found.decks for card in deck.cards)


def test_both_forms_give_the_same(packages: dict[str, Path]) -> None:
    old, new = (read_anki(packages[form]) for form in FORMS)
    bare = [[card.id for card in deck.cards] for deck in old.decks]
    assert bare == [[card.id for card in deck.cards] for deck in new.decks]
    assert (old.left_out, old.history) == (new.left_out, new.history)


def test_words_lines_and_tags(found: Found) -> None:
    card = cards_in(found)["Hola\namigo"]
    assert (card.back, card.tags, card.asks) == ("Hi", ("tag-a", "tag-b"), Flip())


def test_pictures_and_sounds_come_along(found: Found, package: Path, tmp_path: Path) -> None:
    card = cards_in(found)["Look"]
    assert (card.asked.alt, card.answered.spoken) == (UNTOLD, UNTOLD)
    assert card.answered.sound.endswith(".mp3")
    copy_media(package, found.media, tmp_path, lambda: None)
    assert (tmp_path / card.asked.picture).read_bytes() == png(1)
    assert (tmp_path / card.answered.sound).read_bytes() == b"ID3 sound"


def test_a_reversed_note_is_two_siblings(found: Found) -> None:
    cards = cards_in(found)
    assert (cards["perro"].back, cards["dog"].back) == ("dog", "perro")
    assert cards["dog"].entry == cards["perro"].entry == cards["perro"].id
    assert cards["dog"].id == f"{cards['perro'].id}/reversed"
    assert cards["uno"].entry == "", "the card the other way round was not wanted"


def test_a_typed_answer(found: Found) -> None:
    assert (cards_in(found)["Type it"].asks, cards_in(found)["Type it"].back) == (
        Typing(),
        "isolator",
    )


def test_gaps_with_their_hints(found: Found) -> None:
    cards = cards_in(found)
    first = cards["Turn off the […], then lock it."]
    second = cards["Turn off the isolator, then [what?] it."]
    assert first.id.removesuffix("/1") == second.id.removesuffix("/2") == second.entry
    assert second.asks == Gaps(
        pieces=(
            Piece(text="Turn off the isolator, then "),
            Piece(text="lock", hidden=True, hint="what?"),
            Piece(text=" it."),
        )
    )
    assert second.note == "Always."


def test_hidden_parts_of_a_picture(found: Found) -> None:
    hidden = [c for deck in found.decks for c in deck.cards if isinstance(c.asks, Occlusion)]
    assert [card.front for card in hidden] == ["Which part?"] * 2
    asks = hidden[1].asks
    assert isinstance(asks, Occlusion)
    assert (asks.asked, asks.hides_others, hidden[1].note) == (1, True, "Below")
    assert asks.masks == (
        Mask(x=100, y=200, width=300, height=400, title="1"),
        Mask(x=500, y=500, width=200, height=400, title="2"),
    )
    assert hidden[0].asked.picture in found.media


def test_other_kinds_join_their_fields(found: Found) -> None:
    card = cards_in(found)["Peru"]
    assert (card.back, card.note) == ("Lima", "33 million")


def test_three_templates_are_three_siblings(found: Found) -> None:
    siblings = [cards_in(found)[front] for front in ("casa", "house", "KA-sa")]
    no = siblings[0].id
    assert [card.back for card in siblings] == ["house", "casa", "casa"]
    assert [card.id for card in siblings] == [no, f"{no}-2", f"{no}-3"]
    assert {card.entry for card in siblings} == {no}
    assert len(list(entries_of(siblings))) == 3


def test_nothing_is_dropped_in_silence(found: Found) -> None:
    lost = {one.what: one.n for one in found.left_out}
    assert lost == {
        Lost.STYLE: 1,
        Lost.SCRIPT: 1,
        Lost.FORMULA: 1,
        Lost.VIDEO: 1,
        Lost.WORDS: 1,
        Lost.SHAPE: 1,
        Lost.MISSING: 1,
        Lost.UNFIT: 1,
    }
    assert all("{" not in str(one.words) for one in found.left_out)


def test_reviews_go_with_their_card(found: Found) -> None:
    [(card, reviews)] = found.history.items()
    assert card == cards_in(found)["perro"].id
    assert [(past.at, past.rating) for past in reviews] == [(at, e) for at, e, _ in REVIEWS]


def test_ids_follow_from_guids(packages: dict[str, Path]) -> None:
    again = read_anki(packages["new"])
    ids = [card.id for deck in again.decks for card in deck.cards]
    assert len(set(ids)) == len(ids)
