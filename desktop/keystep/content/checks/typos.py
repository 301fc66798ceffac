"""Words that are still accepted with a slip of the keyboard."""

from __future__ import annotations

from collections.abc import Iterator

from keystep.content.document import EACH, Spot
from keystep.content.faults import Fault, shown

LETTERS_A_TYPO = 4
"""In fewer letters, one slip makes another word: saw and say, out and our."""


def typo_faults(item: Spot) -> Iterator[Fault]:
    """So many typos forgiven, in an item, gap or card, that another word is accepted as well."""
    gaps = item.at("gaps")
    for typed in (item, *map(gaps.at, gaps.keys)):
        yield from _loose_faults(typed)


def _loose_faults(typed: Spot) -> Iterator[Fault]:
    words = (*typed.texts("accept", EACH), *typed.texts("back"))
    typos, accepted = typed.at("typos"), [word.text for word in words]
    if typos.value not in (1, 2) or not accepted:
        return  # another figure is told by its form
    shortest = min(accepted, key=_letters)
    most = _letters(shortest) // LETTERS_A_TYPO
    if typos.value > most:
        what = f"{shown(shortest)} is so short that {typos.value} of its letters must not be wrong."
        yield typos.fault(what, f"Forgive one in {LETTERS_A_TYPO} letters: {most} at most.")


def _letters(word: str) -> int:
    return sum(map(str.isalnum, word))
