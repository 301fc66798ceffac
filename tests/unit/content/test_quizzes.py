"""Each kind of question is read as what it asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from keystep.content.loader import read_source
from keystep.domain.interactions import (
    Categorise,
    Cloze,
    ImageHotspot,
    Interaction,
    Matching,
    MultipleResponse,
    Ordering,
    Region,
    ShortText,
    SingleChoice,
    Thing,
)
from keystep.domain.quiz import Item, Quiz, Telling
from keystep.domain.responses import Choice, Filled, Written
from keystep.domain.typed import Heed
from tests.unit.content.kinds import written_german, written_kinds


@pytest.fixture
def quiz(tmp_path: Path, schemas: Path) -> Quiz:
    return read_source(written_kinds(tmp_path).path, schemas).quiz("kinds")


def item(quiz: Quiz, name: str) -> Item:
    return next(item for item in quiz.items if item.id == name)


def test_every_kind_is_read_and_its_solution_earns_everything(quiz: Quiz) -> None:
    kinds = {type(item.asks) for item in quiz.items}
    assert kinds == set(Interaction.__args__)
    earned = {item.id: item.grade(item.asks.solution).score for item in quiz.items}
    assert earned.pop("k-reflection") is None
    assert set(earned.values()) == {1000}


def test_how_a_quiz_is_taken_is_read(quiz: Quiz) -> None:
    assert (quiz.feedback, quiz.attempts, quiz.minutes) == (Telling.AT_THE_END, 3, 5)
    assert quiz.draw == {"basics": 2, "hard": 1}
    assert [item.pool for item in quiz.items[:5]] == ["basics", "basics", "basics", "", "hard"]


def test_what_any_item_may_have_is_read(quiz: Quiz) -> None:
    assert item(quiz, "k-single").hints == ("Not the lock.", "It makes no sound.")
    matching, hotspot = item(quiz, "k-matching"), item(quiz, "k-hotspot")
    assert (matching.sound, matching.spoken) == ("call.ogg", "A call.")
    assert (hotspot.picture, hotspot.alt) == ("drawing.svg", "A handle and a wheel.")


def test_weights_are_read(quiz: Quiz) -> None:
    single, multiple = item(quiz, "k-single").asks, item(quiz, "k-multiple").asks
    assert isinstance(single, SingleChoice)
    assert isinstance(multiple, MultipleResponse)
    assert [option.weight for option in single.options] == [0, 40, 0]
    assert single.grade(Choice((1,))).score == 400
    assert multiple.grade(Choice((0,))).score == 700


def test_gaps_stand_in_the_order_of_the_text(quiz: Quiz) -> None:
    cloze = item(quiz, "k-cloze").asks
    assert isinstance(cloze, Cloze)
    assert [(gap.id, type(gap.entry)) for gap in cloze.gaps] == [
        ("act", SingleChoice),
        ("switch", ShortText),
    ]
    assert cloze.around == ("First ", " the door, then turn off the ", ".")
    assert cloze.grade(Filled((Choice((0,)), Written("isolater")))).score == 1000


def test_what_is_heeded_is_read(quiz: Quiz) -> None:
    text = item(quiz, "k-text").asks
    assert isinstance(text, ShortText)
    assert text.heed == (Heed.CASE, Heed.ACCENTS, Heed.PUNCTUATION)
    assert text.typos == 1


def test_parts_keep_their_order_and_feedback(quiz: Quiz) -> None:
    matching, ordering = item(quiz, "k-matching").asks, item(quiz, "k-ordering").asks
    assert isinstance(matching, Matching)
    assert isinstance(ordering, Ordering)
    assert matching.rights == ("Do not run", "Run", "Out of paper")
    assert matching.pairs[0].feedback == "Ever."
    assert ordering.pieces == ("Stop", "Lock", "Tag")


def test_a_thing_is_a_text_or_has_feedback_too(quiz: Quiz) -> None:
    asks = item(quiz, "k-categorise").asks
    assert isinstance(asks, Categorise)
    assert asks.things == (
        Thing(text="Needles"),
        Thing(text="Blades", feedback="They cut."),
        Thing(text="Notes"),
    )


def test_regions_are_read_in_thousandths(quiz: Quiz) -> None:
    asks = item(quiz, "k-hotspot").asks
    assert isinstance(asks, ImageHotspot)
    assert asks.regions == (
        Region(title="handle", x=100, y=200, width=300, height=150, right=True, feedback="There."),
        Region(title="wheel", x=600, y=700, width=400, height=300),
    )


def test_an_item_shows_the_picture_of_its_language(tmp_path: Path, schemas: Path) -> None:
    pack = read_source(written_german(written_kinds(tmp_path)).path, schemas)
    assert item(pack.quiz("kinds"), "k-hotspot").picture == "drawing.svg"
    assert item(pack.variants["de"].quiz("kinds"), "k-hotspot").picture == "drawing.de.svg"
