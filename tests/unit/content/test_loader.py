"""Sources become a pack of domain values."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from keystep.content.loader import read_source
from keystep.domain.lesson import Phase, StepKind
from keystep.domain.quiz import Choice, Item, Written, grade
from keystep.domain.scenario import walk
from keystep.errors import PackRefused

if TYPE_CHECKING:
    from tests.unit.content.conftest import PackFolder


def test_every_part_of_a_pack_is_read(sound: PackFolder, schemas: Path) -> None:
    pack = read_source(sound.path, schemas)
    assert (pack.id, pack.version, pack.review_by) == ("small", "1.2.0", "2027-06-30")
    assert pack.paths[0].lessons == ("first",)
    assert pack.key_results[0].skills == ("listening",)
    assert pack.quiz("form-b").pass_mark == 70
    assert pack.media["film.webm"] == 40
    assert [deck.id for deck in pack.decks] == ["answers", "more-answers"]
    assert pack.deck("more-answers").cards[0].back == "None,\nat all"


def test_directives_make_steps(sound: PackFolder, schemas: Path) -> None:
    steps = read_source(sound.path, schemas).lesson("first").steps
    assert [(step.id, step.kind, step.target, step.count) for step in steps] == [
        ("why", StepKind.ARTICLE, "", 0),
        ("see", StepKind.VIDEO, "", 0),
        ("look", StepKind.INFOGRAPHIC, "", 0),
        ("try", StepKind.CHECK, "form-a", 2),
        ("before", StepKind.CHECK, "all", 0),
        ("keep", StepKind.CARDS, "answers", 5),
        ("live", StepKind.SCENARIO, "call", 0),
    ]
    assert (steps[1].captions, steps[1].poster) == ("film.vtt", "chart.png")
    assert (steps[1].alt, steps[1].text) == ("A film, 3 seconds", "After the film.")
    assert "## not a step" in steps[0].text
    assert steps[4].phase is Phase.PRE


def test_items_can_be_graded(sound: PackFolder, schemas: Path) -> None:
    pack = read_source(sound.path, schemas)
    one, two, three = pack.quiz("form-a").items
    assert [option.text for option in one.options] == ["yes", "1:30"]
    assert [option.text for option in two.options] == ["True", "False"]
    assert grade(one, Choice((0,))).right
    assert grade(two, Choice((0,))).right
    assert grade(three, Written("1,6 min")).right


def test_a_false_statement_is_right_to_deny(sound: PackFolder, schemas: Path) -> None:
    sound.replace("quizzes/form-a.yaml", "answer: true", "answer: false")
    item: Item = read_source(sound.path, schemas).quiz("form-a").items[1]
    assert item.right_options == (1,)


def test_a_story_can_be_walked(sound: PackFolder, schemas: Path) -> None:
    story = read_source(sound.path, schemas).scenario("call")
    end = walk(story, ("check", "noon"))
    assert end.meters == {"trust": 1}
    assert end.ending is not None
    assert end.ending.score == 100
    assert [choice.id for choice in walk(story, ("check", "again")).open_choices] == ["check"]


def test_a_pack_with_faults_is_refused_with_all_of_them(sound: PackFolder, schemas: Path) -> None:
    sound.replace("lessons/first.md", "minutes: 4", "minutes: 40")
    sound.replace("lessons/first.md", "{#why}", "")
    with pytest.raises(PackRefused, match=r"small.*lessons/first.md:4: .*in all: 2") as refused:
        read_source(sound.path, schemas)
    assert len(refused.value.values["faults"]) == 2  # type: ignore[arg-type]
