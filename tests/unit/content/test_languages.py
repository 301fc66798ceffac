"""A pack in several languages: the same ids, other words, the author's where one says nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from keystep.content.archive import build_pack, install_pack
from keystep.content.built import load_built
from keystep.content.checker import check_pack
from keystep.content.loader import read_source
from keystep.domain.interactions import Option, TrueFalse
from keystep.domain.lesson import Pack
from tests.unit.content.conftest import PackFolder, told


def said(pack: Pack) -> tuple[Option, ...]:
    """What the second question of the first form offers."""
    asks = pack.quiz("form-a").items[1].asks
    assert isinstance(asks, TrueFalse)
    return asks.options


@pytest.fixture
def pack(spoken: PackFolder, schemas: Path) -> Pack:
    return read_source(spoken.path, schemas)


def test_a_pack_in_three_languages_has_no_faults(spoken: PackFolder, schemas: Path) -> None:
    assert check_pack(spoken.path, schemas) == ()


def test_the_author_s_words_stay_as_they_are(
    pack: Pack, sound: PackFolder, schemas: Path, tmp_path: Path
) -> None:
    assert (pack.language, tuple(pack.variants)) == ("en", ("de", "ar"))
    assert pack.title == "A small pack"
    assert pack.lesson("first").title == "The first lesson"
    assert pack.lesson("hands-on").steps[3].points[0] == "Take a *breath*."
    assert pack.quiz("form-a").items[1].question == "Silence feels long."


def test_what_is_said_in_a_language_is_said_in_its_variant(pack: Pack) -> None:
    german, arabic = pack.variants["de"], pack.variants["ar"]
    assert (german.language, arabic.language) == ("de", "ar")
    assert (german.title, arabic.title) == ("Ein kleines Paket", "حزمة صغيرة")
    assert german.skill("listening").title == "Zuhören"
    assert german.paths[0].title == "Hier anfangen"
    assert german.lesson("first").title == "Die erste Lektion"
    assert german.deck("answers").cards[0].front == "Welche drei?"
    assert german.scenario("call").scenes[1].text == "“Nun?”"
    assert arabic.lesson("hands-on").steps[3].points[0] == "خذ *نفسا*."
    assert arabic.deck("more-answers").cards[0].front == "أيها؟"


def test_what_a_language_lacks_is_the_author_s(pack: Pack) -> None:
    german, arabic = pack.variants["de"], pack.variants["ar"]
    assert german.lesson("hands-on").title == "Hands on"
    assert german.language_of(german.lesson("hands-on")) == "en"
    assert german.language_of(german.lesson("first")) == "de"
    assert german.assessments == pack.assessments
    assert arabic.quiz("form-a") == pack.quiz("form-a")
    assert arabic.skills == pack.skills


def test_true_and_false_are_said_in_the_language_of_the_question(pack: Pack) -> None:
    words = {
        tag: [option.text for option in said(one)]
        for tag, one in {"en": pack, **pack.variants}.items()
    }
    assert words == {"en": ["True", "False"], "de": ["Richtig", "Falsch"], "ar": ["True", "False"]}


def test_media_of_a_language_serve_all_its_lessons(pack: Pack) -> None:
    german, arabic = pack.variants["de"], pack.variants["ar"]
    why, see, *_ = german.lesson("first").steps
    assert "![A chart](chart.de.png)" in why.text
    assert (see.poster, see.captions) == ("chart.de.png", "film.vtt")
    assert german.lesson("hands-on").steps[0].file == "drawing.de.svg"
    assert arabic.lesson("first").steps[1].captions == "film.ar.vtt"
    assert "![A chart](chart.png)" in pack.lesson("first").steps[0].text
    assert german.media == pack.media
    assert "drawing.de.svg" in pack.media


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("![a](<chart.png> 'b')", "![a](<chart.de.png> 'b')"),
        ("![a][b]\n\n[b]: chart.png", "![a][b]\n\n[b]: chart.de.png"),
        ('<img src="chart.png" alt="a">', '<img src="chart.de.png" alt="a">'),
        ("See chart.png, ![a](drawing.svg)", "See chart.png, ![a](drawing.de.svg)"),
    ],
)
def test_pictures_are_found_however_they_are_named(
    written: str, read: str, spoken: PackFolder, schemas: Path
) -> None:
    spoken.replace("lessons/first.md", "![A chart](chart.png)", written)
    spoken.replace("lessons/first.de.md", "![A chart](chart.png)", written)
    pack = read_source(spoken.path, schemas)
    assert read in pack.variants["de"].lesson("first").steps[0].text
    assert written in pack.lesson("first").steps[0].text


def test_a_language_that_says_nothing_is_none(sound: PackFolder, schemas: Path) -> None:
    sound.replace("pack.toml", '["en"]', '["en", "fr", "pt-BR"]')
    sound.write("quizzes/form-a.pt-BR.yaml", sound.read("quizzes/form-a.yaml"))
    pack = read_source(sound.path, schemas)
    assert tuple(pack.variants) == ("pt-BR",)
    assert said(pack.variants["pt-BR"])[0].text == "Verdadeiro"


def test_an_installed_pack_keeps_its_languages(
    spoken: PackFolder, pack: Pack, schemas: Path, tmp_path: Path
) -> None:
    built = build_pack(spoken.path, schemas, tmp_path / "out")
    assert load_built(install_pack(built, tmp_path / "packs", schemas)) == pack


def test_every_difference_but_words_is_told(spoken: PackFolder, schemas: Path) -> None:
    lesson = "lessons/first.de.md"
    spoken.replace(lesson, "id: first", "id: frist")
    spoken.replace(lesson, "minutes: 4", "minutes: 5")
    spoken.replace(lesson, "skills: [listening]\n", "")
    spoken.replace(lesson, "## Why {#why}", "## Why {#wy}")
    spoken.replace(lesson, "count=2", "count=3 required=no")
    spoken.replace(lesson, "phase=pre", "phase=post")
    spoken.replace(lesson, "## Live it {#live}\n::scenario scenario=call", "## See {#see}")
    other = "lessons/hands-on.ar.md"
    spoken.replace(other, "    - {x: 100, y: 7, title: The door, text: It opens.}\n", "")
    spoken.replace(other, "2. Ring [him](https://example.org) up.\n", "")
    quiz = "quizzes/form-a.de.yaml"
    spoken.replace(quiz, "title: Form A", "title: Formular A\npass_mark: 60")
    spoken.replace(quiz, ", right: true, feedback", ", feedback")
    spoken.replace(quiz, "{text: 1:30}", "{text: 1:30, right: true}")
    spoken.replace(quiz, "answer: true", "answer: false")
    spoken.replace(quiz, 'tolerance: "0.1"', 'tolerance: "0.2"')
    deck = "decks/answers.de.yaml"
    spoken.replace(deck, "lesson: first", "lesson: second")
    spoken.write(deck, spoken.read(deck) + "  - {id: for, skill: s, front: a, back: b}\n")
    spoken.write(deck, spoken.read(deck) + "  - {id: three, skill: s, front: a, back: b}\n")
    story = "scenarios/call.de.yaml"
    spoken.replace(story, "effects: {trust: -1}", "effects: {trust: 1}")
    spoken.replace(
        story,
        "      - {id: noon, text: At noon., to: calm}\n"
        "      - {id: again, text: One moment., to: ring}\n",
        "      - {id: again, text: Moment., to: ring}\n"
        "      - {id: noon, text: Mittags., to: calm, best: false, effects: {}}\n",
    )
    assert told(check_pack(spoken.path, schemas)) == [
        "decks/answers.de.yaml:8: “lesson” is other than in decks/answers.yaml.",
        "decks/answers.de.yaml:9: decks/answers.yaml has no “for” here.",
        "decks/answers.de.yaml:10: The id “three” is here twice.",
        "lessons/first.de.md:1: “steps” has no “live” as lessons/first.md has.",
        "lessons/first.de.md:1: “steps” has no “why” as lessons/first.md has.",
        "lessons/first.de.md:2: “id” is other than in lessons/first.md.",
        "lessons/first.de.md:2: “skills” is other than in lessons/first.md.",
        "lessons/first.de.md:4: “minutes” is other than in lessons/first.md.",
        "lessons/first.de.md:11: lessons/first.md has no “wy” here.",
        "lessons/first.de.md:34: “count” is other than in lessons/first.md.",
        "lessons/first.de.md:34: “required” is other than in lessons/first.md.",
        "lessons/first.de.md:37: “phase” is other than in lessons/first.md.",
        "lessons/first.de.md:42: The id “see” is here twice.",
        "lessons/hands-on.ar.md:6: “look” counts 1, in lessons/hands-on.md 2.",
        "lessons/hands-on.ar.md:6: “look” has too few entries.",
        "lessons/hands-on.ar.md:19: The checklist counts 2 points, in lessons/hands-on.md 3.",
        "quizzes/form-a.de.yaml:3: “pass_mark” is other than in quizzes/form-a.yaml.",
        "quizzes/form-a.de.yaml:10: “right” is other than in quizzes/form-a.yaml.",
        "quizzes/form-a.de.yaml:11: “right” is other than in quizzes/form-a.yaml.",
        "quizzes/form-a.de.yaml:16: “answer” is other than in quizzes/form-a.yaml.",
        "quizzes/form-a.de.yaml:22: “tolerance” is other than in quizzes/form-a.yaml.",
        "scenarios/call.de.yaml:13: “trust” is other than in scenarios/call.yaml.",
        "scenarios/call.de.yaml:18: “choices” is in another order than in scenarios/call.yaml.",
    ]


def test_how_to_mend_a_difference_is_told(spoken: PackFolder, schemas: Path) -> None:
    spoken.replace("lessons/first.de.md", "key_result: response-time", "key_result: time")
    spoken.replace("lessons/first.de.md", "## Why {#why}", "## Why {#wy}")
    spoken.replace("scenarios/call.de.yaml", "id: noon,", "id: non,")
    assert [fault.mend for fault in check_pack(spoken.path, schemas)] == [
        "Add it with the same id.",
        "Write “response-time”.",
        "Did you mean “why”?",
        "Add it with the same id.",
        "Did you mean “noon”?",
    ]


def test_words_may_differ_however_they_like(spoken: PackFolder, schemas: Path) -> None:
    spoken.replace("lessons/first.de.md", "  - Say what happened\n", "  - Eins\n  - Zwei\n")
    spoken.replace("lessons/hands-on.ar.md", "x: 0, y: 40", "x: 100, y: 41")
    spoken.replace("quizzes/form-a.de.yaml", ', feedback: "Yes: it is."', "")
    spoken.replace("quizzes/form-a.de.yaml", "unit: min", "unit: Minuten")
    spoken.replace("quizzes/form-a.de.yaml", "{text: 1:30}", "{text: 1.30 Uhr, right: false}")
    assert check_pack(spoken.path, schemas) == ()


def test_a_variant_is_held_to_its_own_rules_too(spoken: PackFolder, schemas: Path) -> None:
    spoken.replace("lessons/first.de.md", "Some *text*", "<marquee>Text</marquee>")
    spoken.replace("lessons/first.de.md", "file=film.webm", "file=film.avi")
    spoken.replace("lessons/hands-on.ar.md", "2. Ring", "2. - Ring")
    spoken.replace("decks/answers.de.yaml", "back: These.", "bak: Diese.")
    spoken.write("media/drawing.de.svg", "<svg><script/></svg>")
    spoken.write("media/film.ar.vtt", "Film")
    assert told(check_pack(spoken.path, schemas)) == [
        "decks/answers.de.yaml:4: “back” is missing.",
        "decks/answers.de.yaml:7: “bak” is not a known key.",
        "decks/answers.de.yaml:7: “bak” is other than in decks/answers.yaml.",
        "lessons/first.de.md:14: The HTML tag “<marquee>” is not shown.",
        "lessons/first.de.md:27: There is no file “film.avi” in media/.",
        "lessons/hands-on.ar.md:30: The point is more than a line of text.",
        "media/drawing.de.svg:1: The picture has a <script>.",
        "media/film.ar.vtt:1: The first line is not WEBVTT.",
    ]


def test_files_and_titles_in_no_language_of_the_pack_are_faults(
    spoken: PackFolder, schemas: Path
) -> None:
    for name in ("first.fr.md", "first.en.md", "frist.de.md"):
        spoken.write(f"lessons/{name}", spoken.read("lessons/first.md"))
    spoken.write("decks/answers.de.csv", "id,skill,front,back,lesson\nthree,listening,a,b,first\n")
    more = "[variants.fr]\n[variants.en]\n[variants.ar.skills]\nlisning = 'a'\n"
    spoken.write("pack.toml", spoken.read("pack.toml") + more)
    assert told(check_pack(spoken.path, schemas)) == [
        "decks/answers.de.yaml: decks/answers.de.csv says the same in “de”.",
        "lessons/first.en.md: “en” is no other language of the pack.",
        "lessons/first.fr.md: “fr” is no other language of the pack.",
        "lessons/frist.de.md: There is no file “lessons/frist.md” that this could say in “de”.",
        "pack.toml:45: “fr” is no other language of the pack.",
        "pack.toml:46: “en” is no other language of the pack.",
        "pack.toml:48: There is no “lisning” among “skills”.",
    ]


def test_a_deck_may_be_said_in_the_other_kind_of_file(spoken: PackFolder, schemas: Path) -> None:
    (spoken.path / "decks/more-answers.ar.csv").unlink()
    spoken.write(
        "decks/more-answers.de.yaml",
        "id: more-answers\ntitle: Mehr\ncards:\n"
        "  - {id: four, skill: listening, front: a, back: b, lesson: first}\n",
    )
    pack = read_source(spoken.path, schemas)
    assert pack.variants["de"].deck("more-answers").title == "Mehr"


def test_a_name_with_a_dot_is_no_language(sound: PackFolder, schemas: Path) -> None:
    quiz = sound.read("quizzes/form-b.yaml").replace("form-b", "form-c")
    sound.write("quizzes/form-b.old.yaml", quiz.replace("id: b-", "id: c-"))
    assert "form-c" in {quiz.id for quiz in read_source(sound.path, schemas).quizzes}


def test_a_manifest_that_cannot_be_read_brings_no_second_faults(
    spoken: PackFolder, schemas: Path
) -> None:
    spoken.write("pack.toml", "id = ")
    assert {fault.file for fault in check_pack(spoken.path, schemas)} == {"pack.toml"}


def test_an_author_s_file_that_cannot_be_read_brings_no_second_faults(
    spoken: PackFolder, schemas: Path
) -> None:
    spoken.write("quizzes/form-a.yaml", "title: [")
    assert {f.file for f in check_pack(spoken.path, schemas)} == {"quizzes/form-a.yaml"}


def test_every_language_counts_into_the_limits(sound: PackFolder, schemas: Path) -> None:
    tags = ["en", *(f"{a}{b}" for a in "abcdefgh" for b in "qrstuvwx")]
    sound.replace("pack.toml", '["en"]', json.dumps(tags[:64]))
    for n in range(9):
        sound.write(f"media/long-{n}.vtt", "WEBVTT\n\nNOTE " + "a" * 1_000_000)
    (fault,) = check_pack(sound.path, schemas)
    assert (fault.file, "in 64 languages" in fault.what) == ("pack.toml", True)
    sound.replace("pack.toml", json.dumps(tags[:64]), json.dumps(tags))
    assert "pack.toml:4: “languages” has too many entries." in told(check_pack(sound.path, schemas))
