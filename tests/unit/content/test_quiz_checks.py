"""Faults of quizzes: items that cannot be answered, pools, forms of assessments, languages."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from keystep.content.checker import check_pack
from tests.unit.content.conftest import PackFolder, told
from tests.unit.content.kinds import EVERY_KIND, GERMAN, KINDS, written_german, written_kinds

TYPES = (
    "single, multiple, truefalse, numeric, text, cloze, matching, ordering, hotspot, categorise or "
    "reflection"
)


@pytest.fixture
def kinds(tmp_path: Path) -> PackFolder:
    return written_kinds(tmp_path)


@pytest.fixture
def german(kinds: PackFolder) -> PackFolder:
    return written_german(kinds)


class Case(NamedTuple):
    """``old`` made ``new`` is ``what``, told in the line of ``at``."""

    old: str
    new: str
    at: str
    what: str


CHOICES = (
    Case("right: true, feedback: Yes.", "feedback: Yes.", "options:", "0 options are right."),
    Case("{text: Tag}\n", "{text: Tag, right: true}\n", "options:", "2 options are right."),
    Case(
        "{text: A, right: true, weight: 70}, {text: B, right: true, weight: 30}",
        "{text: A}, {text: B}",
        "options: [{text: A}",
        "No option is right.",
    ),
    Case(
        "{text: Stop, right: true,",
        "{text: Stop, right: true, weight: 50,",
        "{text: Stop",
        "A right option has a weight: it earns everything anyway.",
    ),
    Case("weight: 40", "weight: 100", "weight: 100", "A wrong option earns everything."),
    Case("weight: 40", "weight: 101", "weight: 101", "“weight” is 101, which is too high."),
    Case("{text: Go}", "{text: Go, weight: 9}", "{text: Go,", "A wrong option has a weight."),
    Case(
        "weight: 30",
        "weight: 60",
        "weight: 60",
        "The weights of the right options make 130 together.",
    ),
    Case(
        "right: true, weight: 30",
        "right: true",
        "weight: 70",
        "Some right options have weights and some have none.",
    ),
    Case(
        "lock, right: true}, {text: leave",
        "lock}, {text: leave",
        "{text: lock}",
        "0 options are right.",
    ),
)
TWINS = (
    Case("{text: Tag}\n", '{text: " LOCK"}\n', " LOCK", "“ LOCK” stands here twice."),
    Case("Main Switch]", " isolator]", " isolator]", "“isolator” stands here twice."),
    Case("main switch]", "Isolator ]", "Isolator ]", "“Isolator” stands here twice."),
    Case("{text: leave}", "{text: Lock}", "{text: lock", "“Lock” stands here twice."),
    Case("left: Green tag", "left: red  tag", "red  tag", "“red  tag” stands here twice."),
    Case("right: Run}", "right: do not run}", "do not run}", "“do not run” stands here twice."),
    Case("[Out of paper]", "[Run]", "others:", "“Run” stands here twice."),
    Case("Lock, Tag]", "Lock, stop]", "stop]", "“stop” stands here twice."),
    Case("[Notes]", "[blades]", "[blades]", "“blades” stands here twice."),
    Case("title: Paper", "title: sharps", "title: sharps", "“sharps” stands here twice."),
    Case("title: wheel", "title: Handle", "title: Handle", "“Handle” stands here twice."),
)
TYPOS = (
    Case(
        "[isolator, Main Switch]\n    typos: 1",
        "[isolator, lock]\n    typos: 2",
        "typos: 2",
        "“lock” is so short that 2 of its letters must not be wrong.",
    ),
    Case(
        "[isolator, main switch], typos: 1",
        "[isolator, out], typos: 1",
        "typos: 1}",
        "“out” is so short that 1 of its letters must not be wrong.",
    ),
)
PARTS = (
    Case("{act} the", "the", "act: {options", "The gap “act” does not stand in the text."),
    Case("{act} the", "{act} and {act} the", "{act}", "The gap “act” stands in the text 2 times."),
    Case("{switch}.", "{switch} {swich}.", "{swich}", "There is no gap “swich”."),
    Case("height: 15, right: true", "height: 15", "regions:", "No region is right."),
    Case(
        "y: 70, width: 40",
        "y: 70, width: 41",
        "width: 41",
        "The region goes beyond the picture: x and width make more than 100.",
    ),
    Case(
        "width: 40, height: 30",
        "width: 40, height: 31",
        "height: 31",
        "The region goes beyond the picture: y and height make more than 100.",
    ),
    Case(
        "x: 60, y: 70, width: 40, height: 30",
        "x: 20, y: 25, width: 10, height: 10",
        "title: handle",
        "The middle of this right region lies in “wheel”, which is smaller.",
    ),
    Case("[Notes]", "[a, b, c, d, e, f, g, h, i]", "[a, b", "There are 11 things to sort."),
)
FILES = (
    Case("drawing.svg", "drawn.svg", "drawn.svg", "There is no file “drawn.svg” in media/."),
    Case("drawing.svg", "call.ogg", "picture:", "“call.ogg” does not serve as “picture”."),
    Case("call.ogg", "drawing.svg", "sound:", "“drawing.svg” does not serve as “sound”."),
    Case("    alt: A handle and a wheel.\n", "", "picture:", "“alt” is missing."),
    Case("    spoken: A call.\n", "", "sound:", "“spoken” is missing."),
    Case("    sound: call.ogg\n", "", "spoken:", "“sound” is missing."),
)
SHAPES = (
    Case("    pieces:", "    bins:\n    pieces:", "bins:\n", "“bins” is not a known key."),
    Case("feedback: Talk", "unit: m\n    feedback: Talk", "unit: m", "“unit” is not a known key."),
    Case("{text: leave}]}", "{text: leave}], typos: 1}", "act: {", "“typos” is not a known key."),
    Case("{accept: [isolator, main switch], typos: 1}", "{}", "{}", "“accept” is missing."),
    Case("[Not the lock.,", "[a, b, c,", "hints:", "“hints” has too many entries."),
    Case("[case, accents", "[spelling, accents", "heed:", "“spelling” is not known as “heed”."),
    Case("feedback: at-the-end", "feedback: a", "feedback: a", "“a” is not known as “feedback”."),
    Case("attempts: 3", "attempts: 10", "attempts:", "“attempts” is 10, which is too high."),
    Case("minutes: 5", "minutes: 61", "minutes:", "“minutes” is 61, which is too high."),
)
POOLS = (
    Case("basics: 2", "basics: 4", "draw:", "4 are drawn of “basics”, which has 3."),
    Case("hard: 1}", "hard: 1, heard: 1}", "draw:", "No item is in the pool “heard”."),
    Case("{basics: 2, hard: 1}", "{basics: 2}", "pool: hard", "The pool “hard” is never drawn."),
)


@pytest.mark.parametrize("case", CHOICES + TWINS + TYPOS + PARTS + FILES + SHAPES + POOLS)
def test_a_bad_item_is_told_where_it_stands(case: Case, kinds: PackFolder, schemas: Path) -> None:
    kinds.replace(KINDS, case.old, case.new)
    lines = kinds.read(KINDS).split("\n")
    (line, *_) = (n for n, text in enumerate(lines, 1) if case.at.strip("\n") in text)
    assert told(check_pack(kinds.path, schemas)) == [f"{KINDS}:{line}: {case.what}"]


def test_one_in_four_letters_may_be_wrong(kinds: PackFolder, schemas: Path) -> None:
    kinds.replace(KINDS, "[isolator, Main Switch]\n    typos: 1", "[isolator]\n    typos: 2")
    assert check_pack(kinds.path, schemas) == ()
    kinds.replace(KINDS, "[isolator]\n", "[isolate]\n")
    (fault,) = check_pack(kinds.path, schemas)
    assert fault.mend == "Forgive one in 4 letters: 1 at most."


def test_a_gap_that_none_is_written_for_is_told_once(kinds: PackFolder, schemas: Path) -> None:
    kinds.replace(KINDS, "    gaps:\n", "    gapes:\n")
    kinds.replace(KINDS, "    picture: drawing.svg\n    alt: A handle and a wheel.\n", "")
    assert told(check_pack(kinds.path, schemas)) == [
        f"{KINDS}:45: “gaps” is missing.",
        f"{KINDS}:50: “gapes” is not a known key.",
        f"{KINDS}:68: “picture” is missing.",
    ]


def test_a_type_that_is_not_known_brings_no_second_faults(kinds: PackFolder, schemas: Path) -> None:
    kinds.replace(KINDS, "type: hotspot", "type: hotspots")
    kinds.replace(KINDS, "type: ordering", "tipe: ordering")
    assert [str(fault) for fault in check_pack(kinds.path, schemas)] == [
        f"{KINDS}:63: “type” is missing. Add {TYPES}.",
        f"{KINDS}:69: “hotspots” is not known as “type”. Write {TYPES}.",
    ]


def test_words_that_heed_tells_apart_are_no_twins(kinds: PackFolder, schemas: Path) -> None:
    kinds.replace(KINDS, "Main Switch]", "Isolator]")
    assert check_pack(kinds.path, schemas) == ()


def test_a_wrong_region_may_lie_within_a_right_one(kinds: PackFolder, schemas: Path) -> None:
    kinds.replace(KINDS, "x: 60, y: 70, width: 40, height: 30", "x: 10, y: 20, width: 9, height: 9")
    assert check_pack(kinds.path, schemas) == ()


def test_a_step_does_not_count_what_its_quiz_draws(sound: PackFolder, schemas: Path) -> None:
    sound.write(KINDS, EVERY_KIND)
    sound.replace("lessons/first.md", "quiz=form-a count=2", "quiz=kinds count=2")
    assert told(check_pack(sound.path, schemas)) == [
        "lessons/first.md:35: The quiz “kinds” says itself how many it draws."
    ]
    sound.replace("lessons/first.md", "quiz=kinds count=2", "quiz=kinds")
    assert check_pack(sound.path, schemas) == ()


def test_a_form_measures_without_help(sound: PackFolder, schemas: Path) -> None:
    form = "quizzes/form-b.yaml"
    sound.replace(form, "pass_mark: 70\n", "attempts: 2\nminutes: 10\n")
    sound.replace(form, "    accept:", "    hints: [It ticks.]\n    accept:")
    assert told(check_pack(sound.path, schemas)) == [
        f"{form}:3: An assessment is taken once, and this quiz is a form of one.",
        f"{form}:18: An assessment gives no hints, and this quiz is a form of one.",
    ]
    sound.replace(form, "attempts: 2", "attempts: 1")
    sound.replace(form, "    hints: [It ticks.]\n", "")
    assert check_pack(sound.path, schemas) == ()


def test_forms_ask_as_much_on_the_same_skills(sound: PackFolder, schemas: Path) -> None:
    second = "[[skills]]\nid = 'asking'\ntitle = 'Asking'\n"
    sound.write("pack.toml", f"{sound.read('pack.toml')}{second}")
    form = "quizzes/form-b.yaml"
    sound.replace(form, "type: text\n    skill: listening", "type: text\n    skill: asking")
    (fault,) = check_pack(sound.path, schemas)
    assert (fault.where, fault.what) == (
        "pack.toml:27",
        "“form-b” asks 3 items: 1 on asking, 2 on listening, and “form-a” 3 items: 3 on listening.",
    )
    assert fault.mend == "Let both ask as many items on each skill."
    sound.replace(form, "skill: asking", "skill: listening\n    pool: one")
    sound.replace(form, "type: truefalse", "type: truefalse\n    pool: one")
    sound.replace(form, "items:", "draw: {one: 1}\nitems:")
    (fault,) = check_pack(sound.path, schemas)
    assert fault.what == (
        "“form-b” asks 2 items: 1 on listening, some on listening, and “form-a” 3 items: "
        "3 on listening."
    )


def test_a_form_grades_something(sound: PackFolder, schemas: Path) -> None:
    item = "  - {{id: r-{}, type: reflection, skill: listening, question: And you?}}\n"
    items = "".join(item.format(n) for n in range(3))
    sound.write("quizzes/form-b.yaml", f"id: form-b\ntitle: Form B\nitems:\n{items}")
    assert told(check_pack(sound.path, schemas)) == [
        "quizzes/form-b.yaml:3: This form of an assessment has nothing that is graded."
    ]


OTHERWISE = (
    Case("feedback: at-the-end", "feedback: at-once", "feedback: at-once", "“feedback” is other"),
    Case("basics: 2", "basics: 1", "draw:", "“basics” is other"),
    Case("type: ordering", "type: reflection", "type: reflection", "“type” is other"),
    Case("    pool: hard\n", "", "id: k-text", "“pool” is other"),
    Case("[Not the lock., It makes no sound.]", "[Nein.]", "hints:", "“hints” counts 1"),
    Case("weight: 40", "weight: 50", "weight: 50", "“weight” is other"),
    Case("\n      - {text: Tag}\n", "\n", "options:", "“options” counts 2"),
    Case("text: A, right: true, weight: 70}", "text: Sperren}", "Sperren", "“right” is other"),
    Case("lock, right: true}, {text: leave}", "a}, {text: b, right: true}", "act:", "“right” is"),
    Case(
        "{accept: [isolator, main switch], typos: 1}", "{options: []}", "options: []", "“options”"
    ),
    Case("      - {left: Green tag, right: Run}\n", "", "pairs:", "“pairs” counts 1"),
    Case("[Out of paper]", "[Leer, Voll]", "others:", "“others” counts 2"),
    Case("[Stop, Lock, Tag]", "[Halt, Sperren, Zettel, Los]", "pieces:", "“pieces” counts 4"),
    Case("[Notes]", "[Zettel, Karten]", "[Zettel", "“things” counts 2"),
    Case("      - {title: Paper, things: [Notes]}\n", "", "bins:", "“bins” counts 1"),
    Case("height: 30", "height: 30, right: true", "title: wheel", "“right” is other"),
)


@pytest.mark.parametrize("case", OTHERWISE)
def test_another_language_asks_the_same(case: Case, german: PackFolder, schemas: Path) -> None:
    german.replace(GERMAN, case.old, case.new)
    lines = german.read(GERMAN).split("\n")
    (line, *_) = (n for n, text in enumerate(lines, 1) if case.at in text)
    faults = told(check_pack(german.path, schemas))
    assert any(fault.startswith(f"{GERMAN}:{line}: {case.what}") for fault in faults), faults


def test_another_language_has_its_own_words(german: PackFolder, schemas: Path) -> None:
    for old, new in (
        ("[Not the lock., It makes no sound.]", "[Kein Schloss., Es ist still.]"),
        ("First {act} the door, then turn off the", "Erst {act}, dann aus mit dem"),
        ("{accept: [isolator, main switch], typos: 1}", "{accept: [Hauptschalter]}"),
        ("accept: [isolator, Main Switch]", "accept: [Trenner]"),
        ("heed: [case, accents, punctuation]", "heed: []"),
        ("right: Run}", "right: Starten, feedback: Jetzt.}"),
        ("pieces: [Stop, Lock, Tag]", "pieces: [Halt, Sperren, Zettel]"),
        ("Needles, {text: Blades, feedback: They cut.}", "{text: Nadeln, feedback: A.}, Klingen"),
        ("alt: A handle and a wheel.", "alt: Ein Griff und ein Rad."),
        ("title: wheel, x: 60, y: 70, width: 40", "title: Rad, x: 50, y: 69, width: 39"),
        ("feedback: Talk about it.", "feedback: Sprecht darüber."),
        ("text: Lock, weight: 40", "text: Sperren, feedback: Fast., weight: 40"),
    ):
        german.replace(GERMAN, old, new)
    assert check_pack(german.path, schemas) == ()


def test_gaps_stand_in_one_order_in_all_languages(german: PackFolder, schemas: Path) -> None:
    german.replace(
        GERMAN, "First {act} the door, then turn off the {switch}.", "Aus {switch}, {act}."
    )
    (fault,) = check_pack(german.path, schemas)
    assert (fault.where, fault.mend) == (f"{GERMAN}:49", "Write in this order: act, switch.")
