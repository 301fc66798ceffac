"""A small sound pack on disk; tests change single files of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from keystep.content.faults import Fault
from keystep.content.source import Source, open_source

_SOUND = {
    "pack.toml": """\
id = "small"
version = "1.2.0"
title = "A small pack"
languages = ["en"]
licence = "CC-BY-4.0"
owner = "Customer care"
review_by = 2027-06-30
audience = ["support"]

[[skills]]
id = "listening"
title = "Listening"

[[key_results]]
id = "response-time"
title = "Median response time"
skills = ["listening"]

[[paths]]
id = "start"
title = "Start here"
lessons = ["first"]

[[assessments]]
id = "all"
title = "All of it"
forms = ["form-a", "form-b"]

[[assessments]]
id = "needs"
title = "What you need"
forms = ["form-b"]
""",
    "lessons/first.md": """\
---
id: first
title: The first lesson
minutes: 4
skills: [listening]
task: Ring one customer back
key_result: response-time
learnt:
  - Say what happened
---

## Why {#why}

Some *text* and a picture:

![A chart](chart.png)

```
## not a step
```

!!! warning "Mind this"
    Never promise a time.

## See it {#see}

::video file=film.webm captions=film.vtt poster=chart.png alt="A film, 3 seconds"

After the film.

## Look {#look}
::infographic file=drawing.svg alt="A drawing"

## Try {#try}
::check quiz=form-a count=2

## Before {#before}
::check assessment=all phase=pre

## Keep {#keep}
::cards deck=answers count=5

## Live it {#live}
::scenario scenario=call
""",
    "lessons/hands-on.md": """\
---
id: hands-on
title: Hands on
minutes: 3
hotspots:
  look:
    - {x: 0, y: 40, title: The bell, text: "It *rings*."}
    - {x: 100, y: 7, title: The door, text: It opens.}
---

## Look {#look}
::infographic file=drawing.svg alt="A drawing" required=yes

## Hear it {#hear}
::audio file=call.ogg captions=film.vtt alt="A call"

## What you need {#need}
::check assessment=needs phase=needs

## Do it {#do}
::checklist

Have the number at hand.

```
1. Not a point
```

1. Take a *breath*.
2. Ring [him](https://example.org) up.

3. Write down the time.

Well done:

- You rang.
""",
    "quizzes/form-a.yaml": """\
id: form-a
title: Form A
items:
  - id: a-one
    type: single
    skill: listening
    question: Is it yes?
    options:
      - {text: yes, right: true, feedback: "Yes: it is."}
      - {text: 1:30}
  - id: a-two
    type: truefalse
    skill: listening
    question: Silence feels long.
    answer: true
  - id: a-three
    type: numeric
    skill: listening
    question: How many minutes?
    answer: "1.50"
    tolerance: "0.1"
    unit: min
""",
    "quizzes/form-b.yaml": """\
id: form-b
title: Form B
pass_mark: 70
items:
  - id: b-one
    type: multiple
    skill: listening
    question: Which two?
    options:
      - {text: This, right: true}
      - {text: That, right: true}
      - {text: Neither}
  - id: b-two
    type: text
    skill: listening
    question: Which word?
    accept: [time, a time]
    typos: 1
  - id: b-three
    type: truefalse
    skill: listening
    question: One word is enough.
    answer: false
""",
    "decks/answers.yaml": """\
id: answers
title: Answers
cards:
  - id: three
    skill: listening
    front: Which three?
    back: These.
    lesson: first
""",
    "decks/more-answers.csv": """\
id,skill,front,back,note,lesson
four,listening,"Which, if any?","None,
at all",,first
""",
    "scenarios/call.yaml": """\
id: call
title: The call
skill: listening
goal: He calms down.
start: ring
meters:
  - {id: trust, title: His trust, start: 2, words: [gone, cold, wary, hopeful, warm, sure]}
scenes:
  - id: ring
    speaker: Mr Hartmann
    text: “Again!”
    choices:
      - {id: check, text: Let me check., to: wait, effects: {trust: -1}}
      - {id: promise, text: At noon., to: calm, when: {trust: {min: 2}}, best: true}
  - id: wait
    speaker: Mr Hartmann
    text: “Well?”
    choices:
      - {id: noon, text: At noon., to: calm}
      - {id: again, text: One moment., to: ring}
endings:
  - {id: calm, title: He is calm, score: 100, text: “Good.”}
""",
    "media/film.vtt": """\
WEBVTT

00:00.000 --> 00:01.500
<v Anna>Good morning &amp; welcome.

00:01.500 --> 00:03.000
How can I help?
""",
    "media/drawing.svg": '<svg xmlns="http://www.w3.org/2000/svg"><rect width="1"/></svg>\n',
}
_MEDIA = {
    "media/film.webm": b"\x1aE\xdf\xa3" + b"film" * 9,
    "media/chart.png": b"\x89PNG\r\n\x1a\n" + b"chart" * 9,
    "media/call.ogg": b"OggS" + b"call" * 9,
}


class PackFolder:
    """A pack being written: files are replaced, added and removed by their path in it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, file: str, content: str | bytes) -> None:
        target = self.path / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)

    def read(self, file: str) -> str:
        return (self.path / file).read_text(encoding="utf-8")

    def replace(self, file: str, old: str, new: str) -> None:
        text = self.read(file)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        self.write(file, text.replace(old, new))


_SPOKEN = {
    "lessons/first": ("The first lesson", "Die erste Lektion", "de"),
    "lessons/hands-on": ("Take a *breath*.", "خذ *نفسا*.", "ar"),
    "quizzes/form-a": ("Silence feels long.", "Stille dauert.", "de"),
    "decks/answers": ("Which three?", "Welche drei?", "de"),
    "decks/more-answers": ("Which, if any?", "أيها؟", "ar"),
    "scenarios/call": ("Well?", "Nun?", "de"),
}
_TITLES = """
[variants.de]
title = "Ein kleines Paket"

[variants.de.skills]
listening = "Zuhören"

[ variants . "de" . paths ]
start = "Hier anfangen"

[variants.ar]
title = "حزمة صغيرة"
"""


@pytest.fixture
def sound(tmp_path: Path) -> PackFolder:
    return written_pack(tmp_path)


@pytest.fixture(scope="session")
def sound_source(tmp_path_factory: pytest.TempPathFactory) -> Source:
    """The sound pack as read, for tests that change no file."""
    return open_source(written_pack(tmp_path_factory.mktemp("sound")).path)


@pytest.fixture
def spoken(tmp_path: Path) -> PackFolder:
    """The sound pack in three languages."""
    return written_variants(written_pack(tmp_path))


@pytest.fixture(scope="session")
def schemas() -> Path:
    return Path(__file__).parents[3] / "resources" / "schemas"


def written_pack(parent: Path) -> PackFolder:
    folder = PackFolder(parent / "small")
    for file, content in (_SOUND | _MEDIA).items():
        folder.write(file, content)
    return folder


def written_variants(folder: PackFolder) -> PackFolder:
    """Some of the pack in German and some in Arabic, with media of their own."""
    folder.replace("pack.toml", '["en"]', '["en", "de", "ar"]')
    folder.write("pack.toml", folder.read("pack.toml") + _TITLES)
    for file, (old, new, tag) in _SPOKEN.items():
        name = next(name for name in _SOUND if name.startswith(f"{file}."))
        stem, _, ending = name.rpartition(".")
        folder.write(f"{stem}.{tag}.{ending}", _SOUND[name].replace(old, new))
    for name, tag in (("drawing.svg", "de"), ("chart.png", "de"), ("film.vtt", "ar")):
        stem, _, ending = name.rpartition(".")
        data = (folder.path / "media" / name).read_bytes()
        folder.write(f"media/{stem}.{tag}.{ending}", data)
    return folder


def told(faults: Iterable[Fault]) -> list[str]:
    """Each as "file:line: what"."""
    return [f"{fault.where}: {fault.what}" for fault in faults]
