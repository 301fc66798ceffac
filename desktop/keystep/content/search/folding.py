"""Text to terms, in any script: the one rule for what is indexed, asked for and marked.

A term is a word without its case and accents. Where words are not set apart, as in Chinese or Thai,
every two neighbouring characters are a term; whatever is written together with hyphens is one more.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

LONGEST = 64
"""Characters of a term: what is the same so far is the same."""

_ACCENTS = (
    *range(0x0300, 0x0370),
    *range(0x0591, 0x05C8),
    *range(0x0610, 0x061B),
    *range(0x064B, 0x0660),
    0x0640,
    0x0670,
    *range(0x06D6, 0x06EE),
    *range(0x1AB0, 0x1B00),
    *range(0x1DC0, 0x1E00),
    0x3099,
    0x309A,
)
_UNSEEN = (0x00AD, 0x200C, 0x200D, 0x2060)
_HYPHENS = "-\u2010\u2011"
_ALIKE = str.maketrans(
    dict.fromkeys((*_ACCENTS, *_UNSEEN, *map(ord, _HYPHENS)))
    | {ord(one): other for one, other in zip("ىیېةک", "يييهك", strict=True)}
    | {ord("ı"): "i", ord("ł"): "l", ord("ø"): "o", ord("đ"): "d", ord("æ"): "ae", ord("œ"): "oe"}
)
_ODD = re.compile(f"[{re.escape(''.join(map(chr, _ALIKE)))}]")
_TOGETHER = re.compile(f"[{_HYPHENS}]")
_UNSPACED = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]+)"
)
_ARTICLE = re.compile("[وفبك]?ال(?=.{3})|لل(?=.{3})")
"""Arabic writes “the”, and what may stand before it, together with the word."""


class Term(NamedTuple):
    """``start`` and ``end`` are its place in the text that it was read from."""

    text: str
    start: int
    end: int


class Word(NamedTuple):
    """What stands between two spaces.

    Who looks for it looks for all of ``parts``; ``others`` are further terms that it is found by.
    """

    parts: tuple[Term, ...]
    others: tuple[Term, ...] = ()
    unspaced: bool = False


def words(text: str) -> Iterator[tuple[int, Word]]:
    """The words of ``text``, each with its place, which those of its terms count from."""
    for found in _pattern().finditer(text):
        word = read(found[0])
        if word.parts:
            yield found.start(), word


def terms(text: str) -> list[str]:
    """Every term of ``text``, in order, as often as it stands there."""
    return list(chain.from_iterable(map(_all_terms, written(text))))


def written(text: str) -> list[str]:
    """The words of ``text`` as they stand there."""
    return _pattern().findall(text)


def folded(text: str) -> str:
    """``text`` in which every term of it stands somewhere, among what is none."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    if _ODD.search(plain):  # rare in most languages, and looking costs less than translating
        plain = plain.translate(_ALIKE).casefold()
    return unicodedata.normalize("NFC", plain)


@lru_cache(1 << 13)
def read(word: str) -> Word:
    """The terms of what is written in one go."""
    if word.isascii() and word.isalnum():  # what most words of many languages are
        return Word((Term(word.lower()[:LONGEST], 0, len(word)),))
    pieces = list(_split(_TOGETHER, word))
    read_pieces = [_piece(text, at) for at, text in pieces]
    parts = tuple(part for piece in read_pieces for part in piece.parts)
    others = tuple(other for piece in read_pieces for other in piece.others)
    unspaced = any(piece.unspaced for piece in read_pieces)
    if len(pieces) == 1 or unspaced:
        return Word(parts, others, unspaced=unspaced)
    joined = "".join(part.text for part in parts)[:LONGEST]
    return Word(parts, (*others, Term(joined, 0, len(word))))


@lru_cache(1 << 13)
def _all_terms(word: str) -> tuple[str, ...]:
    known = read(word)
    return tuple(term.text for term in (*known.parts, *known.others))


def _piece(text: str, at: int) -> Word:
    """What has no hyphen."""
    parts, others, unspaced = list[Term](), list[Term](), False
    for start, run in _split(_UNSPACED, text):
        if _UNSPACED.match(run):
            pairs, last = _pairs(run, at + start)
            unspaced = True
            parts += pairs or last
            others += last if pairs else ()
        elif term := _term(run):
            found = [Term(form, at + start, at + start + len(run)) for form in _forms(term)]
            parts += found[-1:]
            others += found[:-1]
    return Word(tuple(parts), tuple(others), unspaced=unspaced)


def _split(at: re.Pattern[str], text: str) -> Iterator[tuple[int, str]]:
    """What lies between the matches of ``at``, and what its group holds, with their places."""
    start = 0
    for piece in at.split(text):
        start = text.index(piece, start)
        if piece:
            yield start, piece
        start += len(piece)


def _pairs(run: str, at: int) -> tuple[list[Term], list[Term]]:
    """Every two neighbours, and the last character, under which a single one is found too."""
    signs = [Term(term, at + i, at + i + 1) for i, sign in enumerate(run) if (term := _term(sign))]
    pairs = [Term(a.text + b.text, a.start, b.end) for a, b in pairwise(signs)]
    return pairs, signs[-1:]


def _term(run: str) -> str:
    """Nothing for the few signs that stand for more than letters and digits, such as ½."""
    term = folded(run)
    return term[:LONGEST] if all(map(_is_written, term)) else ""


def _forms(term: str) -> tuple[str, ...]:
    """A word as it is and, last, without its Arabic article."""
    article = _ARTICLE.match(term)
    return (term, term[article.end() :]) if article else (term,)


def _is_written(sign: str) -> bool:
    return sign.isalnum() or unicodedata.category(sign)[0] == "M"


@cache
def _pattern() -> re.Pattern[str]:
    """A word: letters and digits with the signs that are set over, under and between them.

    The look ahead spares most letters the long way through all those signs.
    """
    signs = map(chr, range(0x300, 0x1F000))
    marks = "".join(sign for sign in signs if unicodedata.category(sign)[0] == "M")
    unseen = "".join(map(chr, _UNSEEN))
    letters = rf"[^\W_]+(?:(?=[\u00ad\u0300-\U0001f000])[{marks}{unseen}]+[^\W_]*)*"
    return re.compile(f"{letters}(?:[{_HYPHENS}]{letters})*")
