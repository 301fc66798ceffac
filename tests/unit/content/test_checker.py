"""Every fault of a pack is told, with its file, its line and the mend."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from keystep.content.checker import check_pack
from tests.unit.content.conftest import PackFolder, told


def test_a_sound_pack_has_no_faults(sound: PackFolder, schemas: Path) -> None:
    assert check_pack(sound.path, schemas) == ()


def test_every_fault_of_a_broken_pack_is_told_at_once(sound: PackFolder, schemas: Path) -> None:
    sound.replace("pack.toml", 'version = "1.2.0"', 'version = "1.2"')
    sound.replace("pack.toml", 'owner = "Customer care"\n', "")
    sound.replace("pack.toml", "2027-06-30", '"2027-06-31"')
    sound.replace("pack.toml", 'lessons = ["first"]', 'lessons = [\n  "first",\n  "frist",\n]')
    sound.replace("pack.toml", '"form-a", "form-b"', '"form-a", "form-c"')
    sound.write(
        "lessons/first.md",
        """\
---
id: first
title: The first lesson
minutes: 11
skills: [listening, dancing]
task: Ring one customer back
key_result: respnse-time
lernt: []
title: Twice
---
Too early.

## Why

Look <script>alert(1)</script> here.

[out](../secret) and <b style="color: red">red</b>

![A chart](chrt.png)

!!! example "Not one"
    Text.

## See it {#see}
::video file=chart.png captions=film.vtt poster=nowhere.png alt="A film"

## Look {#see}
::infografic file=drawing.svg alt="A drawing"

## Try {#try}
::check quiz=form-a assessment=all count=many loose

Text.

::cards deck=answers

## Keep {#keep}
::cards deck=answrs cuont=5

```
never closed
""",
    )
    sound.replace("quizzes/form-a.yaml", "{text: 1:30}", "{text: 1:30, right: true}")
    sound.replace("quizzes/form-a.yaml", 'answer: "1.50"', 'answer: "1,50"')
    sound.replace("quizzes/form-a.yaml", "answer: true", "answer: yes")
    sound.replace("quizzes/form-b.yaml", "  - id: b-one", "  - id: a-one")
    sound.replace("quizzes/form-b.yaml", "{text: This, right: true}", "{text: 15}")
    sound.replace("quizzes/form-b.yaml", "{text: That, right: true}", "{text: That}")
    sound.replace("quizzes/form-b.yaml", "type: text", "type: txt")
    sound.replace("decks/answers.yaml", "lesson: first", "lesson: second")
    sound.replace("decks/more-answers.csv", "four,", "three,")
    sound.write("decks/Wrong.csv", "id,front,bakc\n")
    sound.replace("scenarios/call.yaml", "to: wait, effects: {trust: -1}", "to: w, effects: {t: 9}")
    sound.replace("scenarios/call.yaml", "hopeful, warm, sure", "warm, sure")
    sound.replace("scenarios/call.yaml", "text: At noon., to: calm}", "text: At noon., to: ring}")
    sound.replace("scenarios/call.yaml", "{id: again,", '{id: "ag\\u202eain",')
    sound.replace("media/film.vtt", "00:01.500 --> 00:03.000", "00:01.500 -> 00:03.000")
    sound.write("media/chart.png", b"GIF89a")
    sound.write("media/sound.mp3", b"ID3")
    sound.write("media/drawing.svg", '<svg>\n<image href="file:///etc/passwd"/></svg>')
    sound.write("lessons/latin.md", b"---\nid: latin\ntitle: Caf\xe9\n---\n")
    sound.write("notes/todo.md", "x")
    assert told(check_pack(sound.path, schemas)) == [
        "decks/Wrong.csv:1: “bakc” is not a column of a deck.",
        "decks/answers.yaml:8: There is no lesson “second”.",
        "decks/more-answers.csv:2: The id “three” is taken: it stands in decks/answers.yaml:4 too.",
        "lessons/first.md:4: “minutes” is 11, which is too high.",
        "lessons/first.md:5: There is no skill “dancing”.",
        "lessons/first.md:7: There is no key result “respnse-time”.",
        "lessons/first.md:8: “lernt” is not a known key.",
        "lessons/first.md:9: The key “title” is here twice.",
        "lessons/first.md:11: Text stands before the first step.",
        "lessons/first.md:13: “id” is missing.",
        "lessons/first.md:15: The HTML tag “<script>” is not shown.",
        "lessons/first.md:17: The attribute “style” of <b> is dropped.",
        "lessons/first.md:17: The link “../secret” leads neither to the web nor into this step.",
        "lessons/first.md:19: There is no picture “chrt.png” in media/.",
        "lessons/first.md:21: “example” is not a kind of call-out.",
        "lessons/first.md:25: There is no file “nowhere.png” in media/.",
        "lessons/first.md:25: “chart.png” does not serve as “file”.",
        "lessons/first.md:27: The id “see” is taken: it stands in lessons/first.md:24 too.",
        "lessons/first.md:28: “infografic” is not known as “kind”.",
        "lessons/first.md:31: These keys do not go together.",
        "lessons/first.md:31: “count” must be a whole number, and is the text “many”.",
        "lessons/first.md:31: “loose” is not written as key=value.",
        "lessons/first.md:35: A directive stands below text.",
        "lessons/first.md:38: There is no deck “answrs”.",
        "lessons/first.md:38: “cuont” is not a known key.",
        "lessons/first.md:40: The code block that begins here does not end.",
        "lessons/latin.md:3: The text is not UTF-8.",
        "media/chart.png: The file is not what its ending .png says.",
        "media/drawing.svg:2: The picture fetches “file:///etc/passwd”.",
        "media/film.vtt:7: This is not a time line.",
        "media/sound.mp3: “.mp3” is not an ending for files in media/.",
        "notes: The folder has no place in a pack.",
        "pack.toml:1: “owner” is missing.",
        "pack.toml:2: “1.2” does not have the form of “version”.",
        "pack.toml:6: “2027-06-31” does not have the form of “review_by”.",
        "pack.toml:23: There is no lesson “frist”.",
        "pack.toml:29: There is no quiz “form-c”.",
        "quizzes/form-a.yaml:8: 2 options are right.",
        "quizzes/form-a.yaml:15: “answer” must be true or false, and is the text “yes”.",
        "quizzes/form-a.yaml:20: “1,50” does not have the form of “answer”.",
        "quizzes/form-b.yaml:5: The id “a-one” is taken: it stands in quizzes/form-a.yaml:4 too.",
        "quizzes/form-b.yaml:9: No option is right.",
        "quizzes/form-b.yaml:10: “text” must be text, and is 15.",
        "quizzes/form-b.yaml:14: “txt” is not known as “type”.",
        "scenarios/call.yaml:7: “words” has too few entries.",
        "scenarios/call.yaml:13: There is no meter or variable “t”.",
        "scenarios/call.yaml:13: There is no scene or ending “w”.",
        "scenarios/call.yaml:15: The scene “wait” cannot be reached.",
        "scenarios/call.yaml:20: “ag[U+202E]ain” does not have the form of “id”.",
    ]


def test_a_file_name_that_no_text_can_hold_is_spelled_out(sound: PackFolder, schemas: Path) -> None:
    Path(os.fsdecode(os.fsencode(sound.path) + b"/media/\xff.svg")).touch()
    faults = check_pack(sound.path, schemas)
    assert "media/[U+DCFF].svg" in {fault.file for fault in faults}
    assert all(str(fault).encode() for fault in faults)


def test_a_fault_says_how_to_mend_it(sound: PackFolder, schemas: Path) -> None:
    sound.replace("pack.toml", "lessons =", "lesons =")
    sound.replace("decks/answers.yaml", "skill: listening", "skill: lisening")
    sound.replace("quizzes/form-b.yaml", "typos: 1", "typos: 3")
    assert [fault.mend for fault in check_pack(sound.path, schemas)] == [
        "Did you mean “listening”?",
        "Add a list of at least one lesson, by id or as pack/lesson.",
        "Did you mean “lessons”?",
        "Write 0, 1 or 2 edits forgiven.",
    ]


SINGLE = {
    "bom": ("quizzes/form-a.yaml", b"\xef\xbb\xbfid: a\n", 1, "byte order mark"),
    "nul": ("quizzes/form-a.yaml", b"id: a\ntitle: x\x00\n", 2, "U+0000"),
    "utf-16": ("quizzes/form-a.yaml", "id: a".encode("utf-16"), 1, "not UTF-8"),
    "empty": ("quizzes/form-a.yaml", b" \n", 1, "empty"),
    "yaml syntax": ("quizzes/form-a.yaml", b"id: a\ntitle: [\n", 3, "not YAML"),
    "yaml list": ("quizzes/form-a.yaml", b"- a\n", 1, "no keys"),
    "yaml alias": ("quizzes/form-a.yaml", b"id: form-a\ntitle: &t x\nitems: *t\n", 2, "alias"),
    "yaml tag": ("quizzes/form-a.yaml", b"id: !!python/name:os.system a\n", 1, "tag"),
    "yaml deep": ("quizzes/form-a.yaml", b"[" * 600, 1, "too deeply"),
    "yaml escape": ("quizzes/form-a.yaml", b'id: form-a\ntitle: "\\0"\n', 2, "U+0000"),
    "yaml surrogate": ("quizzes/form-a.yaml", b'id: form-a\ntitle: "\\ud800"\n', 2, "U+D800"),
    "yaml overflow": ("quizzes/form-a.yaml", b'title: "\\UFFFFFFFF"\n', 1, "not YAML"),
    "toml syntax": ("pack.toml", b'id = "small"\ntitle = \n', 2, "not TOML"),
    "toml twice": ("pack.toml", b'id = "small"\nid = "small"\n', 2, "not TOML"),
    "toml end": ("pack.toml", b'id = "small"\ntitle = """a\n', 3, "not TOML"),
    "toml escape": ("pack.toml", b'id = "small"\ntitle = "\\u0001"\n', 2, "U+0001"),
    "csv quotes": ("decks/more-answers.csv", b'id,front\na,"b\n', 2, "not CSV"),
    "csv cells": ("decks/more-answers.csv", b"id,skill,front,back\na,listening,b\n", 2, "3 cells"),
    "no front matter": ("lessons/first.md", b"## A {#a}\n", 1, "front matter"),
    "open front matter": ("lessons/first.md", b"---\nid: first\n## A {#a}\n", 1, "front matter"),
    "no steps": (
        "lessons/first.md",
        b"---\nid: first\ntitle: A\nminutes: 2\n---\n",
        1,
        "“steps” has too few",
    ),
    "deep markdown": (
        "lessons/first.md",
        b"---\nid: first\n---\n## A {#a}\n" + b"- " * 2_000 + b"x",
        5,
        "nested too deeply",
    ),
    "captions": ("media/film.vtt", b"00:00.000 --> 00:01.000\nHello\n", 1, "WEBVTT"),
    "svg doctype": ("media/drawing.svg", b"<!DOCTYPE svg>\n<svg/>", 1, "DOCTYPE"),
    "svg script": ("media/drawing.svg", b"<svg>\n<script/></svg>", 2, "<script>"),
    "svg style": (
        "media/drawing.svg",
        b"<svg>\n<style>a{b:url(//x)}</style></svg>",
        2,
        "style",
    ),
    "svg broken": ("media/drawing.svg", b"<svg>", 1, "not XML"),
    "blank in name": ("media/a b.svg", b"<svg/>", 0, "every system"),
    "reserved name": ("media/con.svg", b"<svg/>", 0, "reserved"),
    "nested": ("media/inner/a.svg", b"<svg/>", 0, "folder"),
}


@pytest.mark.parametrize("case", SINGLE)
def test_an_unreadable_file_is_a_fault_of_that_file(
    case: str, sound: PackFolder, schemas: Path
) -> None:
    file, content, line, what = SINGLE[case]
    sound.write(file, content)
    faults = [f for f in check_pack(sound.path, schemas) if file.startswith(f.file)]
    assert (line, True) in [(fault.line, what in fault.what) for fault in faults]


def test_broken_html_is_judged_too(sound: PackFolder, schemas: Path) -> None:
    sound.replace("lessons/first.md", "Some *text*", "<div>]<![&#<marquee>x")
    assert told(check_pack(sound.path, schemas)) == [
        "lessons/first.md:14: The HTML tag “<marquee>” is not shown."
    ]


def test_a_file_that_cannot_be_read_brings_no_second_faults(
    sound: PackFolder, schemas: Path
) -> None:
    sound.write("quizzes/form-a.yaml", "title: [")
    assert {fault.file for fault in check_pack(sound.path, schemas)} == {"quizzes/form-a.yaml"}
    sound.write("pack.toml", "id = ")
    assert {f.file for f in check_pack(sound.path, schemas)} == {"quizzes/form-a.yaml", "pack.toml"}


def test_every_fault_of_the_newer_formats_is_told(sound: PackFolder, schemas: Path) -> None:
    sound.replace("pack.toml", 'forms = ["form-a", "form-b"]', 'forms = ["form-a"]')
    sound.write(
        "lessons/hands-on.md",
        """\
---
id: hands-on
title: Hands on
minutes: 3
hotspots:
  hear:
    - {x: 0, y: 40, title: The bell, text: "It <b style='x'>rings</b>."}
    - {x: 101, y: 7.5, title: The door, text: It opens.}
  look:
    - {x: 1, y: 1, titel: The bell, text: It rings.}
  lok: []
---

## Look {#look}
::infographic file=call.ogg alt="A drawing" required=true

## Hear it {#hear}
::audio file=film.webm captions=film.vtt

## What you need {#need}
::check assessment=needs phase=need

## Do it {#do}
::checklist count=3

Ready?

1. Take a breath,
   a deep one.
2. ![Ring](chart.png)
3. - Write
4. The end[^1]
Off you go.

5. <script>

Well done.

1. Again
2. And again

## Do little {#little}
::checklist

1. Once

## Do nothing {#nothing}
::checklist
""",
    )
    sound.write("media/call.ogg", b"RIFF")
    assert told(check_pack(sound.path, schemas)) == [
        "lessons/hands-on.md:6: There is no infographic step “hear”.",
        "lessons/hands-on.md:7: The attribute “style” of <b> is dropped.",
        "lessons/hands-on.md:8: “x” is 101, which is too high.",
        "lessons/hands-on.md:8: “y” must be a whole number, and is the text “7.5”.",
        "lessons/hands-on.md:9: “look” has too few entries.",
        "lessons/hands-on.md:10: “titel” is not a known key.",
        "lessons/hands-on.md:10: “title” is missing.",
        "lessons/hands-on.md:11: There is no infographic step “lok”.",
        "lessons/hands-on.md:11: “lok” has too few entries.",
        "lessons/hands-on.md:15: “call.ogg” does not serve as “file”.",
        "lessons/hands-on.md:15: “true” is not known as “required”.",
        "lessons/hands-on.md:18: “alt” is missing.",
        "lessons/hands-on.md:18: “film.webm” does not serve as “file”.",
        "lessons/hands-on.md:21: “need” is not known as “phase”.",
        "lessons/hands-on.md:24: “count” is not a known key.",
        "lessons/hands-on.md:29: A point goes on in a second line.",
        "lessons/hands-on.md:30: The point is more than a line of text.",
        "lessons/hands-on.md:31: The point is more than a line of text.",
        "lessons/hands-on.md:32: The point is more than a line of text.",
        "lessons/hands-on.md:33: A point goes on in a second line.",
        "lessons/hands-on.md:35: The HTML tag “<script>” is not shown.",
        "lessons/hands-on.md:35: The point is more than a line of text.",
        "lessons/hands-on.md:39: A second numbered list stands here.",
        "lessons/hands-on.md:45: The step has no numbered list with 2 to 20 points.",
        "lessons/hands-on.md:48: The step has no numbered list with 2 to 20 points.",
        "media/call.ogg: The file is not what its ending .ogg says.",
        "pack.toml:27: The assessment “all” has one form only.",
    ]


@pytest.mark.fault(48)
@pytest.mark.parametrize(
    "text",
    [
        "[a](file:///etc/passwd)",
        "![a](http://127.0.0.1/a.png)",
        "![a](../../secret.png)",
        "<img src=nowhere.png onerror=alert(1)>",
        "<script>a</script>",
    ],
)
@pytest.mark.parametrize("place", ["It *rings*.", "Take a *breath*.", "- You rang."])
def test_what_reaches_out_is_a_fault_wherever_there_is_text(
    text: str, place: str, sound: PackFolder, schemas: Path
) -> None:
    sound.replace("lessons/hands-on.md", place, f"{place} {text}")
    faults = check_pack(sound.path, schemas)
    line = 1 + sound.read("lessons/hands-on.md").split(place)[0].count("\n")
    assert {fault.where for fault in faults} == {f"lessons/hands-on.md:{line}"}


@pytest.mark.parametrize(("points", "sound_ones"), [(1, False), (2, True), (20, True), (21, False)])
def test_a_checklist_has_two_to_twenty_points(
    points: int, sound_ones: bool, sound: PackFolder, schemas: Path
) -> None:
    text = sound.read("lessons/hands-on.md").split("1. Take")[0]
    rows = "".join(f"{n}. Point\n" for n in range(1, points + 1))
    sound.write("lessons/hands-on.md", text + rows)
    assert (check_pack(sound.path, schemas) == ()) is sound_ones


def test_lessons_of_other_packs_are_taken_on_their_word(sound: PackFolder, schemas: Path) -> None:
    listed = '"first", "other/far", "small/hands-on"'
    sound.replace("pack.toml", '"first"', listed)
    assert check_pack(sound.path, schemas) == ()
    sound.replace("pack.toml", listed, '"first", "small/first", "small/third", "a/b/c"')
    assert told(check_pack(sound.path, schemas)) == [
        "pack.toml:22: There is no lesson “third”.",
        "pack.toml:22: “a/b/c” does not have the form of “lessons”.",
        "pack.toml:22: “small/first” is on this path twice.",
    ]


def test_a_story_that_stops_is_a_fault(sound: PackFolder, schemas: Path) -> None:
    sound.replace("scenarios/call.yaml", "text: At noon., to: calm}", "text: No., to: wait}")
    sound.replace("scenarios/call.yaml", "to: ring}", "to: wait, when: {trust: {min: 3, max: 1}}}")
    sound.replace("scenarios/call.yaml", "text: No.,", "text: No., when: {trust: {}},")
    sound.replace("scenarios/call.yaml", "start: ring", "start: calm")
    assert told(check_pack(sound.path, schemas)) == [
        "scenarios/call.yaml:5: The start “calm” is not a scene.",
        "scenarios/call.yaml:15: From the scene “wait” no ending can be reached.",
        "scenarios/call.yaml:18: Every choice of this scene has a condition: the story could stop.",
        "scenarios/call.yaml:20: No level is both at least 3 and at most 1.",
    ]


def test_what_is_not_there_is_a_fault(tmp_path: Path, schemas: Path) -> None:
    (tmp_path / "a-file").write_text("x")
    (tmp_path / "empty").mkdir()
    for name in ("a-file", "nowhere"):
        (fault,) = check_pack(tmp_path / name, schemas)
        assert fault.what == "There is no such folder."
    (fault,) = check_pack(tmp_path / "empty", schemas)
    assert fault.what == "pack.toml is missing."


def test_folders_and_links_in_place_of_files_are_faults(sound: PackFolder, schemas: Path) -> None:
    (sound.path / "media/linked.svg").symlink_to(sound.path / "media/drawing.svg")
    (sound.path / "decks/answers.yaml").unlink()
    (sound.path / "decks/answers.yaml").mkdir()
    os.mkfifo(sound.path / "quizzes/pipe.yaml")
    faults = told(check_pack(sound.path, schemas))
    assert "media/linked.svg: This is a link." in faults
    assert "decks/answers.yaml: The folder has no place in a pack." in faults
    assert "quizzes/pipe.yaml: This is not a file." in faults


def test_files_that_systems_leave_behind_are_overlooked(sound: PackFolder, schemas: Path) -> None:
    for name in (".DS_Store", "media/Thumbs.db", "lessons/.first.md.swp", "desktop.ini"):
        sound.write(name, b"\x00")
    assert check_pack(sound.path, schemas) == ()


def test_files_beyond_the_limits_are_faults(sound: PackFolder, schemas: Path) -> None:
    sound.write("quizzes/form-a.yaml", b"#" * (1024 * 1024 + 1))
    with (sound.path / "media/film.webm").open("r+b") as film:
        film.truncate(64 * 1024 * 1024 + 1)
    assert told(check_pack(sound.path, schemas)) == [
        "media/film.webm: The file has 67,108,865 bytes.",
        "quizzes/form-a.yaml: The file has 1,048,577 bytes.",
    ]


def test_names_that_differ_in_capitals_only_are_faults(sound: PackFolder, schemas: Path) -> None:
    sound.write("media/Drawing.svg", "<svg/>")
    assert "differs from “media/Drawing.svg”" in str(check_pack(sound.path, schemas)[0])
