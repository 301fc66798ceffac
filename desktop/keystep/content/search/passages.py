"""What matched in a text: the stretches to mark, and the sentence that shows it best."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from keystep.content.search.folding import Word, folded, words
from keystep.domain.library import Marks

LONGEST = 160
"""Characters of a line; of a longer sentence the part around what matched is shown."""

_ENDS = re.compile(r"[.!?…।؟۔][\"”’»)\]]*\s+|[。！？][」』）]*|\n+")


@dataclass(frozen=True)
class Sought:
    """``terms`` are looked for whole, of ``beginnings`` what begins with them."""

    terms: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()

    def mark(self, text: str) -> Marks:
        """Where ``text`` has what is looked for: whole words, and single signs of what is written
        without spaces."""
        if not self.in_folded(folded(text)):
            return ()
        return _merged([mark for at, word in words(text) for mark in self._marks(at, word)])

    def in_folded(self, text: str) -> int:
        """How much of what is looked for a folded text seems to have."""
        return sum(term in text for term in (*self.terms, *self.beginnings))

    @property
    def _longer(self) -> tuple[str, ...]:
        return tuple(beginning for beginning in self.beginnings if len(beginning) > 1)

    def _marks(self, at: int, word: Word) -> Iterator[tuple[int, int]]:
        for term in (*word.parts, *word.others):
            if term.text in self.terms:
                yield at + term.start, at + term.end
            elif term.text.startswith(self.beginnings):
                is_sign = word.unspaced and not term.text.startswith(self._longer)
                yield at + term.start, at + (term.start + 1 if is_sign else term.end)


def passage(text: str, sought: Sought) -> tuple[str, Marks]:
    """The sentence of ``text`` that has most of what is sought, the first of equals, and its marks;
    "" where none has any."""
    if not sought.in_folded(folded(text)):
        return "", ()
    sentences = list(_sentences(text))
    found = map(sought.in_folded, folded("\n".join(sentences)).split("\n"))
    rated = [(n, sentence) for n, sentence in zip(found, sentences, strict=True) if n]
    for _, sentence in sorted(rated, key=lambda one: -one[0]):
        if marks := sought.mark(sentence):
            return _cut(sentence, marks)
    return "", ()


def _merged(marks: list[tuple[int, int]]) -> Marks:
    apart: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return tuple(apart)


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for end in _ENDS.finditer(text):
        if said := text[start : end.end()].strip():
            yield said
        start = end.end()
    if said := text[start:].strip():
        yield said


def _cut(sentence: str, marks: Marks) -> tuple[str, Marks]:
    """Of a long sentence what begins a little before its first mark, between two words."""
    if len(sentence) <= LONGEST:
        return sentence, marks
    start, end = _window(sentence, marks[0][0] if marks else 0)
    before, after = "…" * (start > 0), "…" * (end < len(sentence))
    moved = len(before) - start
    seen = [(max(a, start), min(b, end)) for a, b in marks]
    inside = tuple((a + moved, b + moved) for a, b in seen if a < b)
    return f"{before}{sentence[start:end]}{after}", inside


def _window(text: str, at: int) -> tuple[int, int]:
    """A part of ``text`` that is short enough and has what begins ``at``."""
    start = 0
    if at > LONGEST // 2:
        start = at - LONGEST // 4
        start = text.find(" ", start, at) + 1 or start
    end = start + LONGEST - 2
    if end < len(text):
        space = text.rfind(" ", max(at, start + LONGEST // 2), end)
        end = end if space < 0 else space
    return start, min(end, len(text))
