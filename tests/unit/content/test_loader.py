"""Sources become a pack of domain values."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from keystep.content.loader import read_source
from keystep.domain.interactions import SingleChoice, TrueFalse
from keystep.domain.lesson import Hotspot, Phase, StepKind
from keystep.domain.quiz import Item
from keystep.domain.responses import Choice, Written
from keystep.domain.story import walk
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


def test_sound_hotspots_and_checklists_are_read(sound: PackFolder, schemas: Path) -> None:
    look, hear, need, do = read_source(sound.path, schemas).lesson("hands-on").steps
    assert (look.is_required, hear.is_required, do.is_required) == (True, False, True)
    assert look.hotspots == (
        Hotspot(x=0, y=400, title="The bell", text="It *rings*."),
        Hotspot(x=1000, y=70, title="The door", text="It opens."),
    )
    assert (hear.kind, hear.file, hear.captions) == (StepKind.AUDIO, "call.ogg", "film.vtt")
    assert (need.phase, need.target) == (Phase.NEEDS, "needs")
    assert do.points == (
        "Take a *breath*.",
        "Ring [him](https://example.org) up.",
        "Write down the time.",
    )
    assert do.around_points == (
        "Have the number at hand.\n\n```\n1. Not a point\n```",
        "Well done:\n\n- You rang.",
    )


@pytest.mark.parametrize(
    ("text", "around"),
    [
        ("1. One\n2. Two", ("", "")),
        ("1. One\n2. Two\n\nAfter", ("", "After")),
        ("Before\n\n1. One\n2. Two\n", ("Before", "")),
        ("Before\n1. One\n\n\n2. Two\n\n```\n1. Code\n```", ("Before", "```\n1. Code\n```")),
    ],
)
def test_what_stands_around_points_is_kept(
    text: str, around: tuple[str, str], sound: PackFolder, schemas: Path
) -> None:
    lesson = sound.read("lessons/hands-on.md").split("## Do it")[0]
    sound.write(
        "lessons/hands-on.md", f"{lesson}## Do it {{#do}}\n::checklist required=no\n{text}\n"
    )
    step = read_source(sound.path, schemas).lesson("hands-on").steps[-1]
    assert (step.points, step.around_points) == (("One", "Two"), around)
    assert not step.is_required


def test_items_can_be_graded(sound: PackFolder, schemas: Path) -> None:
    pack = read_source(sound.path, schemas)
    one, two, three = pack.quiz("form-a").items
    assert isinstance(one.asks, SingleChoice)
    assert isinstance(two.asks, TrueFalse)
    assert [option.text for option in one.asks.options] == ["yes", "1:30"]
    assert [option.text for option in two.asks.options] == ["True", "False"]
    assert one.grade(Choice((0,))).right
    assert two.grade(Choice((0,))).right
    assert three.grade(Written("1,6 min")).right


def test_a_false_statement_is_right_to_deny(sound: PackFolder, schemas: Path) -> None:
    sound.replace("quizzes/form-a.yaml", "answer: true", "answer: false")
    item: Item = read_source(sound.path, schemas).quiz("form-a").items[1]
    assert item.asks.solution == Choice((1,))


def test_a_story_can_be_walked(sound: PackFolder, schemas: Path) -> None:
    story = read_source(sound.path, schemas).scenario("call")
    end = walk(story, ("check", "noon"))
    assert end.values["trust"] == 1
    assert end.ending is not None
    assert end.ending.score == 100
    assert [choice.id for choice in walk(story, ("check", "again")).open_choices] == ["check"]


def test_a_pack_with_faults_is_refused_with_all_of_them(sound: PackFolder, schemas: Path) -> None:
    sound.replace("lessons/first.md", "minutes: 4", "minutes: 40")
    sound.replace("lessons/first.md", "{#why}", "")
    with pytest.raises(PackRefused, match=r"small.*lessons/first.md:4: .*in all: 2") as refused:
        read_source(sound.path, schemas)
    assert len(refused.value.values["faults"]) == 2  # type: ignore[arg-type]
