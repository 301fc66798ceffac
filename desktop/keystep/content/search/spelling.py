"""What somebody meant who typed a word that stands nowhere."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

MOST_WORDS = 100_000
"""Held in memory: the most frequent. A rarer word is found, but nothing is corrected to it."""
LONG = 7
"""Letters of a word from which on two of them may be wrong."""
BEGINS = 4
"""Letters that tell what a word begins with, one of them being wrong."""
BEST = 3
_LAST = "\U0010ffff"


class Meant(NamedTuple):
    """``term`` is to be looked for, where the word is being typed as a beginning; ``shown`` is a
    whole word as it was first written."""

    term: str
    shown: str


class Vocabulary:
    """The words of the index by their first letter and length."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_start: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in words:
            self._by_start[word[0], len(word)].append(word)
        self._starts = sorted({start for start, _ in self._by_start})

    @classmethod
    def of(cls, index: sqlite3.Connection) -> Vocabulary:
        words = "SELECT word FROM word WHERE word NOT GLOB '*[0-9]*' ORDER BY n DESC LIMIT ?"
        return cls(word for (word,) in index.execute(words, (MOST_WORDS,)))

    def near(self, word: str, *, begun: bool) -> list[tuple[int, str]]:
        """The words nearest to ``word``, each with how many letters are wrong; else, where it is
        only ``begun``, the nearest beginnings of words."""
        if len(word) == 1 or any(map(str.isdigit, word)):
            return []
        for wrong in (1, 2) if len(word) >= LONG else (1,):
            for pool in self._pools(word, wrong, begun=begun):
                if near := list(_closest(word, pool, wrong)):
                    return near
        return []

    def _pools(self, word: str, wrong: int, *, begun: bool) -> Iterator[Iterable[str]]:
        """Few people get the first letter wrong, so the other words are looked at later."""
        yield self._about_as_long(word, word[0], wrong)
        yield self._about_as_long(word, self._starts, wrong)
        if begun and len(word) >= BEGINS:
            yield self._beginnings(word)

    def _about_as_long(self, word: str, starts: Iterable[str], wrong: int) -> Iterable[str]:
        lengths = range(max(1, len(word) - wrong), len(word) + wrong + 1)
        words = (self._by_start.get((start, n), ()) for start in starts for n in lengths)
        return chain.from_iterable(words)

    def _beginnings(self, word: str) -> set[str]:
        """As long as ``word``, or a letter longer or shorter."""
        lengths = range(max(2, len(word) - 1), len(word) + 2)
        longer = [
            found
            for (start, n), words in self._by_start.items()
            if start == word[0] and n > lengths[0]
            for found in words
        ]
        return {found[:n] for n in lengths for found in longer if len(found) > n}


def _closest(word: str, pool: Iterable[str], wrong: int) -> Iterator[tuple[int, str]]:
    """Those of ``pool`` with at most so many letters wrong, left out, added or in turned order."""
    near = process.extract_iter(word, pool, scorer=OSA.distance, score_cutoff=wrong)
    return ((int(apart), found) for found, apart, _ in near)


def meant(
    index: sqlite3.Connection, vocabulary: Vocabulary, word: str, *, begun: bool
) -> list[Meant]:
    """The likeliest words for one that stands nowhere, the best first.

    Of those with equally many wrong letters, one with the same letters in another order is likelier
    than others, and then the more frequent.
    """
    rated = []
    for apart, near in vocabulary.near(word, begun=begun):
        n, shown = _known(index, near, begun=begun)
        rated.append((apart, sorted(near) != sorted(word), -n, near, shown))
    return [Meant(term, shown) for *_, term, shown in sorted(rated)[:BEST]]


def _known(index: sqlite3.Connection, term: str, *, begun: bool) -> tuple[int, str]:
    """How many entries have the term, and how it is written; of what begins with it the word that
    most have."""
    if not begun:
        known = index.execute("SELECT n, shown FROM word WHERE word = ?", (term,)).fetchone()
    else:
        begins = "SELECT n, shown FROM word WHERE word >= ? AND word < ? ORDER BY n DESC LIMIT 1"
        known = index.execute(begins, (term, term + _LAST)).fetchone()
    return known or (0, term)
