"""A small pack with a deck that has every kind of card, and the same in German."""

from __future__ import annotations

from pathlib import Path

from tests.unit.content.conftest import PackFolder

DECK, GERMAN_DECK = "decks/verbs.yaml", "decks/verbs.de.yaml"

_MANIFEST = """\
id = "cards"
version = "1.2.0"
title = "A pack of cards"
languages = ["en", "de"]
licence = "CC-BY-4.0"
owner = "Customer care"
review_by = 2027-06-30

[[skills]]
id = "listening"
title = "Listening"
"""
_DRAWING = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="1"/></svg>\n'
EVERY_CARD = """\
id: verbs
title: Verbs
under: [Languages, Spanish]
cards:
  - {id: plain, skill: listening, front: Which?, back: This., note: Mind it., tags: [x, y-z]}
  - id: seen
    type: basic
    skill: listening
    picture: drawing.svg
    alt: A handle.
    back_sound: call.ogg
    back_spoken: A bell.
  - id: both
    type: reversed
    skill: listening
    front: TILE
    back: Four looks
    picture: drawing.svg
    alt: Four tiles.
    note: Before a lift.
  - id: gaps
    type: cloze
    skill: listening
    text: "Turn the {{c1::isolator}} off, then {{c2::lock::with what?}} it."
  - id: typed
    type: typed
    skill: listening
    front: What cuts the power?
    back: The isolator
    accept: [isolator]
    typos: 2
    heed: [case]
  - id: panel
    type: occlusion
    skill: listening
    front: What is it called?
    picture: drawing.svg
    alt: A panel.
    hide: all
    masks:
      - {title: handle, x: 10, y: 20, width: 30, height: 15}
      - {title: wheel, x: 60, y: 70, width: 40, height: 30}
"""


def written_cards(parent: Path) -> PackFolder:
    folder = PackFolder(parent / "cards")
    folder.write("pack.toml", _MANIFEST)
    folder.write(DECK, EVERY_CARD)
    folder.write("media/drawing.svg", _DRAWING)
    folder.write("media/drawing.de.svg", _DRAWING)
    folder.write("media/call.ogg", b"OggS" + b"call" * 9)
    return folder


def written_german_cards(folder: PackFolder) -> PackFolder:
    folder.write(GERMAN_DECK, EVERY_CARD.replace("Which?", "Welche?"))
    return folder
