"""Texts with gaps marked as in Anki: ``Turn the {{c1::isolator}} {{c2::off::which way?}}.``

A gap has the number of the card that asks for it, or several with commas between; behind two more
colons may stand a hint. Gaps may lie in each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from keystep.domain.flashcards import Piece

MOST_WITHIN = 5
"""Deeper in each other than this, gaps are words."""
_MARK = r"\{\{c[1-9][0-9]?(?:,[1-9][0-9]?)*::"
_MARKS = re.compile(rf"({_MARK}|\}}\}})")
_NUMBER = re.compile("[0-9]+")
_UNTOLD = "…"


class Gap(Struct, frozen=True):
    """``text`` is what stands in it, ``hint`` what may stand in its place."""

    numbers: frozenset[int]
    text: Marked
    hint: str


Marked = tuple[str | Gap, ...]


def marked(text: str) -> Marked:
    """The words and gaps of a text; a mark that does not end, and the end of none, are words."""
    opened: list[tuple[str, list[str | Gap]]] = [("", [])]
    for part in _MARKS.split(text):
        if part.endswith("::") and _MARKS.fullmatch(part) and len(opened) <= MOST_WITHIN:
            opened.append((part, []))
        elif part == "}}" and len(opened) > 1:
            mark, inside = opened.pop()
            opened[-1][1].append(_gap(mark, inside))
        else:
            opened[-1][1].append(part)
    return tuple(part for mark, inside in opened for part in (mark, *inside) if part)


def gaps_of(text: Marked) -> Iterator[Gap]:
    """Every gap, those inside others too."""
    for part in text:
        if isinstance(part, Gap):
            yield part
            yield from gaps_of(part.text)


def numbers_of(text: Marked) -> list[int]:
    """The numbers of the cards that the text makes, in rising order."""
    return sorted({number for gap in gaps_of(text) for number in gap.numbers})


def words_of(text: Marked) -> str:
    """The whole text, nothing left out."""
    return "".join(part if isinstance(part, str) else words_of(part.text) for part in text)


def pieces_of(text: Marked, number: int) -> tuple[Piece, ...]:
    """The text as the card ``number`` asks it: its gaps hidden, all others filled."""
    made = list[Piece]()
    for piece in _cut(text, number):
        goes_on = made and not (piece.hidden or made[-1].hidden)
        made.append(Piece(text=made.pop().text + piece.text) if goes_on else piece)
    return tuple(made)


def asked(pieces: Iterable[Piece]) -> str:
    """The text with hints in brackets in place of what is hidden."""
    return "".join(f"[{p.hint or _UNTOLD}]" if p.hidden else p.text for p in pieces)


def _gap(mark: str, inside: list[str | Gap]) -> Gap:
    words = next((part for part in inside if isinstance(part, str) and "::" in part), "")
    before, _, hint = words.partition("::")
    text = (before if part is words else part for part in inside)
    numbers = frozenset(map(int, _NUMBER.findall(mark)))
    return Gap(numbers, tuple(part for part in text if part), hint.strip())


def _cut(text: Marked, number: int) -> Iterator[Piece]:
    for part in text:
        if isinstance(part, str):
            yield Piece(text=part)
        elif number in part.numbers:
            yield Piece(text=words_of(part.text), hidden=True, hint=part.hint)
        else:
            yield from _cut(part.text, number)
