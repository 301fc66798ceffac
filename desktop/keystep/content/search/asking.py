"""A query as it is put to FTS5: what was typed or, where that stands nowhere, what was meant."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from keystep.content.search.facets import any_role
from keystep.content.search.folding import words
from keystep.content.search.passages import Sought
from keystep.content.search.spelling import Vocabulary, meant

LONGEST = 200
"""Characters of a query that are read."""
MOST_WORDS = 12
MOST_SPELLINGS = 9
ENOUGH = 4
"""So many words are looked for where no entry has all: the rarest."""
_LAST = "\U0010ffff"


@dataclass(frozen=True)
class Part:
    """A word of a query, found where all of ``terms`` are or, if there is one, ``joined``.

    ``begun``: there may be more of it than was typed. ``typed`` is how it was, ``shown`` how it is
    written that is looked for instead. What is written without spaces stays as it is.
    """

    terms: tuple[str, ...]
    typed: str
    joined: str = ""
    begun: bool = False
    unspaced: bool = False
    shown: str = ""

    @property
    def match(self) -> str:
        """The part in the language of FTS5."""
        *whole, last = self.terms
        wanted = _all(*map(_quoted, whole), _quoted(last, begun=self.begun))
        either = f" OR {_quoted(self.joined, begun=self.begun)}" if self.joined else ""
        return f"(({wanted}){either})"


@dataclass(frozen=True)
class Question:
    """One way to ask: ``words`` and ``facets``, which limit it, are in the language of FTS5; what
    is ``sought`` is to be marked in what it finds. ``shown_as`` is "" for what was typed."""

    words: str
    sought: Sought
    facets: tuple[str, ...]
    shown_as: str = ""

    @property
    def match(self) -> str:
        """What FTS5 is to find."""
        return _all(self.words, *self.facets)

    def narrowed(self, roles: Collection[str]) -> tuple[str, ...]:
        """What is surely good: with the words in a title, and for people with one of ``roles``."""
        titled = _all(f"title : {self.words}", *self.facets)
        if not roles:
            return (titled,)
        own = any_role(roles)
        return _all(titled, own), titled, _all(self.match, own)


def questions(
    index: sqlite3.Connection, vocabulary: Vocabulary, query: str, facets: tuple[str, ...]
) -> Iterator[Question]:
    """The ways to ask for ``query``, each to be tried where those before find nothing.

    All words with the last as a beginning; all of them as beginnings; any of the rarest. None
    where it has no words.
    """
    spelt = _spellings(index, vocabulary, query[:LONGEST])
    for parts in spelt:
        yield _question(parts, " AND ", facets)
    for parts in spelt:
        yield _question([replace(part, begun=True) for part in parts], " AND ", facets)
    for parts in spelt[:1]:
        by_rarity = sorted(parts, key=lambda part: min(_count(index, t) for t in part.terms))
        yield _question(by_rarity[:ENOUGH], " OR ", facets)


def _spellings(
    index: sqlite3.Connection, vocabulary: Vocabulary, query: str
) -> list[tuple[Part, ...]]:
    """What the words of ``query`` can mean, the likeliest first."""
    typed = _joined(index, list(islice(_typed(query), MOST_WORDS)))
    if not typed:
        return []
    if not query[-1:].isspace():
        typed[-1] = replace(typed[-1], begun=True)
    options = [_options(index, vocabulary, part) for part in typed]
    return list(islice(product(*options), MOST_SPELLINGS))


def _typed(query: str) -> Iterator[Part]:
    for at, word in words(query):
        if word.unspaced:
            end = at + max(term.end for term in word.parts)
            terms = tuple(term.text for term in word.parts)
            yield Part(terms, query[at:end], begun=len(terms) == 1, unspaced=True)
        else:
            for term in word.parts:
                yield Part((term.text,), query[at + term.start : at + term.end])


def _joined(index: sqlite3.Connection, parts: Sequence[Part]) -> list[Part]:
    """Two that are also written as one, such as “lock out”, become one."""
    done: list[Part] = []
    for part in parts:
        before = done[-1] if done else None
        both = before.terms[0] + part.terms[0] if before and not before.joined else ""
        if before and both and _is_known(index, both, begun=False):
            pair = before.terms[0], part.terms[0]
            done[-1] = Part(pair, f"{before.typed} {part.typed}", both)
        else:
            done.append(part)
    return done


def _options(index: sqlite3.Connection, vocabulary: Vocabulary, part: Part) -> list[Part]:
    """The part itself where it stands anywhere, else what it may have been meant to be."""
    term = part.terms[0]
    if part.joined or part.unspaced or _is_known(index, term, begun=part.begun):
        return [part]
    near = meant(index, vocabulary, term, begun=part.begun)
    return [replace(part, terms=(one.term,), shown=one.shown) for one in near] or [part]


def _question(parts: Sequence[Part], between: str, facets: tuple[str, ...]) -> Question:
    whole = {term for part in parts for term in (*part.terms, part.joined)}
    begun = {term for part in parts if part.begun for term in (part.terms[-1], part.joined)}
    sought = Sought(frozenset(whole - begun - {""}), tuple(sorted(begun - {""})))
    match = between.join(part.match for part in parts)
    meant = " ".join(part.shown or part.typed for part in parts)
    return Question(f"({match})", sought, facets, meant if any(p.shown for p in parts) else "")


def _is_known(index: sqlite3.Connection, term: str, *, begun: bool) -> bool:
    end = term + _LAST if begun else term
    known = "SELECT 1 FROM word WHERE word BETWEEN ? AND ? LIMIT 1"
    return index.execute(known, (term, end)).fetchone() is not None


def _count(index: sqlite3.Connection, term: str) -> int:
    found = index.execute("SELECT n FROM word WHERE word = ?", (term,)).fetchone()
    return found[0] if found else 0


def _all(*wanted: str) -> str:
    return " AND ".join(wanted)


def _quoted(term: str, *, begun: bool = False) -> str:
    """A term has letters and digits only, so that nothing in it can end the quotation."""
    return f'"{term}"{"*" if begun else ""}'
