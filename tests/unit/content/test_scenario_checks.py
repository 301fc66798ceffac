"""Stories that could stop, go round for ever or name what is not there are refused, by line."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from keystep.content.checker import check_pack
from keystep.content.checks.story_states import explored
from keystep.content.loader import read_source
from keystep.domain.scenario import Bound, Scene, SceneChoice, Variable
from tests.stories import CALL, STORY
from tests.unit.content.conftest import PackFolder

FILE = "scenarios/call.yaml"
CHECK = "to: wait, effects: {trust: -1}"
AGAIN = "{id: again, text: One moment., to: ring}"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>'


def told(sound: PackFolder, schemas: Path) -> list[str]:
    faults = check_pack(sound.path, schemas)
    return [f"{fault.line}: {fault.what}" for fault in faults if fault.file == FILE]


def swap(sound: PackFolder, *pairs: tuple[str, str]) -> None:
    for old, new in pairs:
        sound.replace(FILE, old, new)


def test_everything_that_a_scene_can_hold_is_sound(sound: PackFolder, schemas: Path) -> None:
    sound.write("media/desk.svg", SVG)
    swap(
        sound,
        ("start: ring\n", "start: ring\nback: true\nvariables:\n  - {id: waits, start: -3}\n"),
        ("    text: “Well?”\n", "    text: “Well?”\n    picture: desk.svg\n    alt: A desk.\n"),
        ("    alt: A desk.\n", "    alt: A desk.\n    seconds: 20\n    late: again\n"),
        ("    late: again\n", "    late: again\n    discuss: Why does he ask?\n"),
        (CHECK, "to: wait, points: -1, effects: {trust: -1, waits: 40}"),
        ("{id: noon, text: At noon., to: calm}", "{id: noon, text: Noon., to: calm, points: 2}"),
    )
    assert told(sound, schemas) == []
    story = read_source(sound.path, schemas).scenario("call")
    scene = story.scenes[1]
    assert (scene.picture, scene.seconds, scene.late) == ("desk.svg", 20, "again")
    assert (story.back, story.variables[0].start) == (True, -3)


def test_the_picture_is_that_of_the_language(spoken: PackFolder, schemas: Path) -> None:
    for name in ("desk.svg", "desk.de.svg"):
        spoken.write(f"media/{name}", SVG)
    for tag in ("", ".de"):
        file = f"scenarios/call{tag}.yaml"
        text = "“Nun?”" if tag else "“Well?”"
        spoken.replace(file, text, f"{text}\n    picture: desk.svg\n    alt: Words{tag}")
    pack = read_source(spoken.path, schemas)
    shown = [one.scenario("call").scenes[1] for one in (pack, pack.variants["de"])]
    assert [(scene.picture, scene.alt) for scene in shown] == [
        ("desk.svg", "Words"),
        ("desk.de.svg", "Words.de"),
    ]


def test_a_scene_whose_conditions_never_hold_together_is_a_dead_end(
    sound: PackFolder, schemas: Path
) -> None:
    swap(
        sound,
        ("text: At noon., to: calm}", "text: At noon., to: calm, when: {trust: {min: 2}}}"),
        (AGAIN, "{id: again, text: One moment., to: ring, when: {trust: {max: 0}}}"),
    )
    assert told(sound, schemas) == ["18: No choice of this scene is open where trust is 1."]


def test_conditions_that_always_leave_a_way_are_sound(sound: PackFolder, schemas: Path) -> None:
    swap(
        sound,
        ("text: At noon., to: calm}", "text: At noon., to: calm, when: {trust: {max: 1}}}"),
        (AGAIN, "{id: again, text: One moment., to: ring, when: {trust: {min: 2}}}"),
    )
    assert told(sound, schemas) == []


def test_a_circle_without_a_way_out_is_found_through_its_conditions(
    sound: PackFolder, schemas: Path
) -> None:
    swap(sound, ("text: At noon., to: calm}", "text: No., to: calm, when: {trust: {min: 4}}}"))
    assert told(sound, schemas) == [
        "9: From the scene “ring” no ending can be reached where trust is 1.",
        "15: From the scene “wait” no ending can be reached.",
    ]
    swap(sound, (CHECK, "to: wait, effects: {trust: 0}"), ("when: {trust: {min: 4}}", "points: 0"))
    assert told(sound, schemas) == []


def test_a_circle_that_only_some_values_lead_into_says_which(
    sound: PackFolder, schemas: Path
) -> None:
    swap(
        sound,
        ("text: At noon., to: calm}", "text: No., to: calm, when: {trust: {min: 2}}}"),
        (CHECK, "to: wait"),
        (AGAIN, "{id: again, text: One moment., to: wait, effects: {trust: -2}}"),
    )
    assert told(sound, schemas) == [
        "15: From the scene “wait” no ending can be reached where trust is 0."
    ]


def test_what_conditions_close_for_good_cannot_be_reached(sound: PackFolder, schemas: Path) -> None:
    swap(
        sound,
        (CHECK, "to: wait, when: {trust: {min: 3}}"),
        ("endings:\n", "endings:\n  - {id: cold, title: He is cold, score: 0, text: “Bye.”}\n"),
    )
    assert told(sound, schemas) == [
        "15: The scene “wait” cannot be reached.",
        "22: The ending “cold” cannot be reached.",
    ]


@pytest.mark.parametrize(
    ("limit", "faults"),
    [
        ("seconds: 20\n    late: later", ["20: There is no choice “later” in this scene."]),
        ("seconds: 20", ["19: “late” is missing."]),
        ("late: noon", ["19: “seconds” is missing."]),
        ("seconds: 4\n    late: noon", ["19: “seconds” is 4, which is too low."]),
        (
            "picture: desk.svg",
            ["19: There is no file “desk.svg” in media/.", "19: “alt” is missing."],
        ),
    ],
)
def test_a_time_limit_and_a_picture_need_what_goes_with_them(
    sound: PackFolder, schemas: Path, limit: str, faults: list[str]
) -> None:
    swap(sound, ("    text: “Well?”\n", f"    text: “Well?”\n    # more\n    {limit}\n"))
    assert told(sound, schemas) == faults


def test_the_reply_of_a_time_limit_is_always_open(sound: PackFolder, schemas: Path) -> None:
    swap(
        sound,
        ("    text: “Well?”\n", "    text: “Well?”\n    seconds: 9\n    late: again\n"),
        (AGAIN, "{id: again, text: One moment., to: ring, when: {trust: {min: 1}}}"),
    )
    assert told(sound, schemas) == [
        "19: The choice “again” has a condition, so it may not be open then."
    ]


def test_effects_and_conditions_name_what_there_is_and_can_be(
    sound: PackFolder, schemas: Path
) -> None:
    swap(
        sound,
        (
            "start: ring\n",
            "start: ring\nvariables: [{id: trust, start: 0}, {id: score, start: 0}]\n",
        ),
        (CHECK, "to: wait, effects: {trust: 9, score: 1, tryst: 1}"),
        ("when: {trust: {min: 2}}", "when: {trust: {min: -1}, score: {min: -50}, t: {}}"),
    )
    assert told(sound, schemas) == [
        "6: The id “trust” is taken: it stands in scenarios/call.yaml:8 too.",
        "6: “score” is the name of the points.",
        "14: Points are no effect.",
        "14: There is no meter or variable “tryst”.",
        "14: “trust” moves by 9; a meter has 5 levels.",
        "15: There is no meter or variable “t”.",
        "15: “trust” is never -1.",
    ]


def test_too_many_states_are_not_explored() -> None:
    """Three variables that all count, and a scene that moves each on its own."""
    names = ("a", "b", "c")
    counts = tuple(
        SceneChoice(id=name, text=name, to="call", effects={name: 1}, when={name: Bound(max=98)})
        for name in names
    )
    out = SceneChoice(id="out", text="Out", to="calm")
    scene = Scene(id="call", speaker="He", text="Well?", choices=(*counts, out))
    many = tuple(Variable(id=name, start=0) for name in names)
    huge = replace(STORY, scenes=(scene,), variables=many)
    assert explored(huge, most=200) is None
    small = explored(
        replace(huge, variables=many[:1], scenes=(replace(scene, choices=(counts[0], out)),))
    )
    assert small is not None
    assert small.reached == {"call", "calm"}


def test_what_no_condition_asks_for_makes_no_states() -> None:
    calm = SceneChoice(id="calm", text="Calm", to="calm", points=1, effects={"trust": 1})
    loop = SceneChoice(id="loop", text="Again", to="call", points=1, effects={"waits": 1})
    free = replace(STORY, scenes=(replace(CALL, choices=(calm, loop)),))
    states = explored(free)
    assert states is not None
    assert (states.stuck, states.circling) == ({}, {})
