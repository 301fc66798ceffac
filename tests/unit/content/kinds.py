"""A small pack with a quiz that has every kind of question, and the same in German."""

from __future__ import annotations

from pathlib import Path

from tests.unit.content.conftest import PackFolder

KINDS, GERMAN = "quizzes/kinds.yaml", "quizzes/kinds.de.yaml"

_MANIFEST = """\
id = "kinds"
version = "1.2.0"
title = "A pack of questions"
languages = ["en", "de", "ar"]
licence = "CC-BY-4.0"
owner = "Customer care"
review_by = 2027-06-30

[[skills]]
id = "listening"
title = "Listening"
"""
_DRAWING = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="1"/></svg>\n'
EVERY_KIND = """\
id: kinds
title: Every kind
shuffle: true
feedback: at-the-end
attempts: 3
minutes: 5
draw: {basics: 2, hard: 1}
items:
  - id: k-single
    type: single
    skill: listening
    pool: basics
    question: Which first?
    hints: [Not the lock., It makes no sound.]
    options:
      - {text: Stop, right: true, feedback: Yes.}
      - {text: Lock, weight: 40}
      - {text: Tag}
  - id: k-multiple
    type: multiple
    skill: listening
    pool: basics
    question: Which two?
    options: [{text: A, right: true, weight: 70}, {text: B, right: true, weight: 30}, {text: Go}]
  - id: k-true
    type: truefalse
    skill: listening
    pool: basics
    question: A lock holds.
    answer: false
  - id: k-numeric
    type: numeric
    skill: listening
    question: How many?
    answer: "2"
    unit: locks
  - id: k-text
    type: text
    skill: listening
    pool: hard
    question: What is it called?
    accept: [isolator, Main Switch]
    typos: 1
    heed: [case, accents, punctuation]
  - id: k-cloze
    type: cloze
    skill: listening
    question: Fill in the gaps.
    text: First {act} the door, then turn off the {switch}.
    gaps:
      switch: {accept: [isolator, main switch], typos: 1}
      act: {options: [{text: lock, right: true}, {text: leave}]}
  - id: k-matching
    type: matching
    skill: listening
    question: What belongs together?
    sound: call.ogg
    spoken: A call.
    pairs:
      - {left: Red tag, right: Do not run, feedback: Ever.}
      - {left: Green tag, right: Run}
    others: [Out of paper]
  - id: k-ordering
    type: ordering
    skill: listening
    question: In which order?
    pieces: [Stop, Lock, Tag]
  - id: k-hotspot
    type: hotspot
    skill: listening
    question: Where does the lock go?
    picture: drawing.svg
    alt: A handle and a wheel.
    regions:
      - {title: handle, x: 10, y: 20, width: 30, height: 15, right: true, feedback: There.}
      - {title: wheel, x: 60, y: 70, width: 40, height: 30}
  - id: k-categorise
    type: categorise
    skill: listening
    question: Which bin?
    bins:
      - {title: Sharps, things: [Needles, {text: Blades, feedback: They cut.}]}
      - {title: Paper, things: [Notes]}
  - id: k-reflection
    type: reflection
    skill: listening
    question: When did you last listen?
    feedback: Talk about it.
"""


def written_kinds(parent: Path) -> PackFolder:
    folder = PackFolder(parent / "kinds")
    folder.write("pack.toml", _MANIFEST)
    folder.write(KINDS, EVERY_KIND)
    folder.write("media/drawing.svg", _DRAWING)
    folder.write("media/drawing.de.svg", _DRAWING)
    folder.write("media/call.ogg", b"OggS" + b"call" * 9)
    return folder


def written_german(folder: PackFolder) -> PackFolder:
    folder.write(GERMAN, EVERY_KIND.replace("Do not run", "Nicht starten"))
    return folder
