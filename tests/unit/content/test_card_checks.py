"""Faults of decks: cards that cannot be asked or answered, languages that differ."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from keystep.content.checker import check_pack
from tests.unit.content.conftest import PackFolder, told
from tests.unit.content.entries import DECK, GERMAN_DECK, written_cards, written_german_cards

TYPES = "basic, reversed, cloze, typed or occlusion"
TEXT = "Turn the {{c1::isolator}} off, then {{c2::lock::with what?}} it."


class Case(NamedTuple):
    """``old`` made ``new`` is ``what``, told in the line of ``at``."""

    old: str
    new: str
    at: str
    what: str


SIDES = (
    Case("front: Which?, ", "", "id: plain", "“front” is missing."),
    Case("front: Which?", 'front: " "', "id: plain", "“front” is missing."),
    Case("back: This., ", "", "id: plain", "“back” is missing."),
    Case("    front: What cuts the power?\n", "", "id: typed", "“front” is missing."),
    Case("    back: The isolator\n", "", "id: typed", "“back” is missing."),
    Case("    front: What is it called?\n", "", "id: panel", "“front” is missing."),
    Case("    picture: drawing.svg\n    alt: A panel.\n", "", "id: panel", "“picture” is missing."),
    Case("    back: Four looks\n", "", "id: both", "“back” is missing."),
)
GAPS = (
    Case(TEXT, "Turn it off.", "text:", "The text has no gap."),
    Case("{{c1::isolator}}", "{{c1:: }}", "text:", "A gap has no words."),
    Case("{{c1::isolator}}", "{{c1::isolator", "text:", "“{{c1::” opens no gap."),
    Case("{{c1::isolator}}", "{{c0::isolator}}", "text:", "“{{c0::” opens no gap."),
    Case("{{c1::isolator}}", "{{c1:isolator}}", "text:", "“{{c1:” opens no gap."),
)
MASKS = (
    Case(
        "y: 70, width: 40",
        "y: 70, width: 41",
        "width: 41",
        "The mask goes beyond the picture: x and width make more than 100.",
    ),
    Case(
        "x: 60, y: 70, width: 40, height: 30",
        "x: 20, y: 25, width: 20, height: 10",
        "title: wheel",
        "The mask lies wholly below “handle”.",
    ),
    Case(
        "x: 60, y: 70, width: 40, height: 30",
        "x: 10, y: 20, width: 30, height: 15",
        "title: wheel",
        "The mask lies wholly below “handle”.",
    ),
    Case("hide: all", "hide: none", "hide:", "“none” is not known as “hide”."),
    Case("{title: wheel, x: 60, ", "{title: wheel, ", "title: wheel", "“x” is missing."),
)
TYPED = (
    Case("[isolator]", "[isolator, Out]", "typos:", "“Out” is so short that 2 of its letters must"),
    Case("The isolator", "Power", "typos:", "“Power” is so short that 2 of its letters must"),
    Case("[isolator]", "[isolator, isolator]", "accept:", "“isolator” stands here twice."),
    Case("[case]", "[spelling]", "heed:", "“spelling” is not known as “heed”."),
)
NAMES = (
    Case("plain, skill: listening", "plain, skill: lisening", "plain", "There is no skill “lis"),
    Case("tags: [x", "lesson: first, tags: [x", "plain", "There is no lesson “first”."),
    Case("id: seen", "id: plain", "id: plain\n", "The id “plain” is taken: it stands in"),
    Case("id: seen", "id: both/reversed", "both/reversed", "“both/reversed” does not have the"),
    Case("type: typed", "type: types", "types", "“types” is not known as “type”."),
    Case("    heed: [case]", "    heed: [case]\n    text: a", "text: a", "“text” is not a known"),
    Case("[x, y-z]", "[x, y z]", "plain", "“y z” does not have the form of “tags”."),
    Case("[x, y-z]", "[x, x]", "plain", "“tags” names something twice."),
)
MEDIA = (
    Case("back_sound: call.ogg", "back_sound: c.ogg", "c.ogg", "There is no file “c.ogg” in"),
    Case("back_sound: call.ogg", "back_sound: drawing.svg", "back_sound", "“drawing.svg” does not"),
    Case("    back_spoken: A bell.\n", "", "back_sound", "“back_spoken” is missing."),
    Case("    alt: A handle.\n", "", "picture:", "“alt” is missing."),
    Case("picture: drawing.svg\n    alt: Four", "alt: Four", "alt: Four", "“picture” is missing."),
)


@pytest.fixture
def cards(tmp_path: Path) -> PackFolder:
    return written_cards(tmp_path)


@pytest.fixture
def german(cards: PackFolder) -> PackFolder:
    return written_german_cards(cards)


def line_of(folder: PackFolder, file: str, text: str) -> int:
    lines = folder.read(file).splitlines(keepends=True)
    return next(n for n, line in enumerate(lines, 1) if text in line)


@pytest.mark.parametrize("case", SIDES + GAPS + MASKS + TYPED + NAMES + MEDIA)
def test_a_bad_card_is_told_where_it_stands(case: Case, cards: PackFolder, schemas: Path) -> None:
    cards.replace(DECK, case.old, case.new)
    (fault,) = told(check_pack(cards.path, schemas))
    assert fault.startswith(f"{DECK}:{line_of(cards, DECK, case.at)}: {case.what}")


def test_a_good_deck_has_no_faults(german: PackFolder, schemas: Path) -> None:
    assert check_pack(german.path, schemas) == ()


def test_a_fault_says_what_would_do(cards: PackFolder, schemas: Path) -> None:
    cards.replace(DECK, "type: cloze", "type: closed")
    cards.replace(DECK, "front: Which?, ", "")
    assert [fault.mend for fault in check_pack(cards.path, schemas)] == [
        "Add some text, a picture or a sound.",
        f"Write {TYPES}.",
    ]


def test_a_mask_may_lie_in_another_where_one_is_shown(cards: PackFolder, schemas: Path) -> None:
    cards.replace(DECK, "hide: all", "hide: one")
    cards.replace(DECK, "x: 60, y: 70, width: 40, height: 30", "x: 20, y: 25, width: 9, height: 9")
    assert check_pack(cards.path, schemas) == ()


def test_a_bad_row_of_csv_is_told_in_its_line(cards: PackFolder, schemas: Path) -> None:
    rows = 'id,type,skill,front,back,typos\na,typed,listening,A?,"Two\nlines",x\nb,,listening,B,,\n'
    cards.write("decks/rows.csv", rows)
    assert told(check_pack(cards.path, schemas)) == [
        "decks/rows.csv:2: “typos” must be a whole number, and is the text “x”.",
        "decks/rows.csv:4: “back” is missing.",
    ]


OTHERWISE = (
    Case("{{c2::lock::with what?}}", "lock", "text:", "The gaps have other numbers than in"),
    Case("[Languages, Spanish]", "[Sprachen]", "under:", "“under” counts 1"),
    Case("hide: all", "hide: one", "hide:", "“hide” is other than in"),
    Case(
        "      - {title: wheel, x: 60, y: 70, width: 40, height: 30}\n",
        "",
        "masks:",
        "“masks” counts 1",
    ),
)


@pytest.mark.parametrize("case", OTHERWISE)
def test_another_language_has_the_same_cards(case: Case, german: PackFolder, schemas: Path) -> None:
    german.replace(GERMAN_DECK, case.old, case.new)
    (fault,) = told(check_pack(german.path, schemas))
    assert fault.startswith(f"{GERMAN_DECK}:{line_of(german, GERMAN_DECK, case.at)}: {case.what}")


def test_another_language_has_its_own_words(german: PackFolder, schemas: Path) -> None:
    for old, new in (
        ("[Languages, Spanish]", "[Sprachen, Spanisch]"),
        ("tags: [x, y-z]", "tags: [u, v]"),
        ("alt: A handle.", "alt: Ein Griff."),
        ("back_spoken: A bell.", "back_spoken: Ein Anruf."),
        (TEXT, "Erst {{c2::sperren}}, dann {{c1::Strom::was?}} aus."),
        ("accept: [isolator]", "accept: [Trennschalter, Hauptschalter]"),
        ("typos: 2\n    heed: [case]", "typos: 1"),
        ("title: wheel, x: 60, y: 70, width: 40", "title: Rad, x: 50, y: 69, width: 39"),
    ):
        german.replace(GERMAN_DECK, old, new)
    assert check_pack(german.path, schemas) == ()
