"""Cards that ask something and answer it."""

from __future__ import annotations

from collections.abc import Iterator

from keystep.content.checks.gap_marks import gap_mark_faults
from keystep.content.checks.masks import mask_faults
from keystep.content.checks.twins import twin_faults
from keystep.content.checks.typos import typo_faults
from keystep.content.document import EACH, Spot
from keystep.content.faults import Fault, shown
from keystep.content.names import Kind
from keystep.content.source import Source

_FLIPPED = frozenset({"basic", "reversed"})


def card_faults(source: Source) -> Iterator[Fault]:
    """What keeps a card from asking, or from being answered."""
    for document in source.every(Kind.DECK):
        for entry in document.root.find("cards", EACH):
            yield from _side_faults(entry)
            if entry.at("type").text == "cloze":
                yield from gap_mark_faults(entry.at("text"))
            yield from mask_faults(entry)
            yield from twin_faults(entry)
            yield from typo_faults(entry)


def _side_faults(entry: Spot) -> Iterator[Fault]:
    """Sides on which there is nothing."""
    kind = entry.at("type").text or "basic"
    if kind in _FLIPPED or kind == "typed":
        yield from _side_fault(entry, "front", "")
    if kind in _FLIPPED:
        yield from _side_fault(entry, "back", "back_")


def _side_fault(entry: Spot, words: str, side: str) -> Iterator[Fault]:
    media = (entry.at(f"{side}{key}").text for key in ("picture", "sound"))
    said = entry.at(words)
    is_blank = said.value in (None, said.text) and not said.text.strip()
    if is_blank and not any(media):
        yield entry.fault(f"{shown(words)} is missing.", "Add some text, a picture or a sound.")
