"""Bringing the index up to what the packs say, a few entries at a time."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice

import msgspec
from msgspec import Struct

from keystep.content.search.edition import Edition, Head, heads
from keystep.content.search.facets import facets_of
from keystep.content.search.file import of_kind
from keystep.content.search.folding import read, terms, written
from keystep.content.search.words import Words
from keystep.domain.library import HitKind

AT_ONCE = 64
"""Entries of one transaction: some hundredths of a second's work."""
_PUT = "INSERT INTO TERMS(rowid, title, body, facets, other) VALUES (?, ?, ?, ?, ?)"
_FORGET = """INSERT INTO TERMS(TERMS, rowid, title, body, facets, other)
VALUES ('delete', ?, ?, ?, ?, ?)"""
_MERGE = "INSERT INTO TERMS(TERMS, rank) VALUES ('merge', ?)"
PAGES = 500
"""Brought together at once."""
LONGEST_WORD = 40
"""Letters of a word that others are corrected to."""


class Entry(Struct, frozen=True):
    """``body`` is plain text. ``other`` is what the author wrote, where that is read in another
    language."""

    head: Head
    body: str
    other: str = ""


def entries(edition: Edition) -> Iterator[Entry]:
    """Everything in a pack that can be looked up, with its words."""
    words = Words(edition.pack, edition.said)
    authored = Words(edition.authored) if edition.is_translated else None
    for head in heads(edition):
        other = authored.titled(head.hit) if authored else ""
        yield Entry(head, words.body(head.hit), other)


def outdated(index: sqlite3.Connection, editions: Iterable[Edition]) -> dict[str, Edition | None]:
    """By pack id, the editions that the index lacks, and None for what should not be in it."""
    wanted = {edition.pack.id: edition for edition in editions}
    known = dict(index.execute("SELECT id, state FROM pack").fetchall())
    lacking = {pack: one for pack, one in wanted.items() if known.get(pack) != one.state}
    return {**lacking, **dict.fromkeys(known.keys() - wanted.keys())}


def take_out(index: sqlite3.Connection, pack: str) -> Iterator[None]:
    """Remove what the index holds of ``pack``, some of it with each turn."""
    known = index.execute("SELECT no FROM pack WHERE id = ?", (pack,)).fetchone()
    if known is None:
        return
    index.execute("UPDATE pack SET state = '' WHERE no = ?", known)
    some = "SELECT no, head, body, other FROM entry WHERE pack = ? LIMIT ?"
    while rows := index.execute(some, (*known, AT_ONCE)).fetchall():
        with _transaction(index):
            _remove(index, {no: Entry(_HEAD.decode(head), *text) for no, head, *text in rows})
        yield
    index.execute("DELETE FROM word WHERE n <= 0")
    index.execute("DELETE FROM pack WHERE no = ?", known)


def put_in(index: sqlite3.Connection, edition: Edition) -> Iterator[None]:
    """Add a pack of which the index holds nothing, some of it with each turn."""
    add = "INSERT INTO pack(id, state) VALUES (?, '')"
    pack = index.execute(add, (edition.pack.id,)).lastrowid or 0
    ahead = entries(edition)
    while some := list(islice(ahead, AT_ONCE)):
        with _transaction(index):
            _add(index, pack, some)
        yield
    index.execute("UPDATE pack SET state = ? WHERE no = ?", (edition.state, pack))


def settle(index: sqlite3.Connection) -> Iterator[None]:
    """Bring together what was written in many small parts, some of it with each turn.

    A search of one part takes half as long as one of a dozen.
    """
    for kind in HitKind:
        merge = of_kind(_MERGE, kind)
        index.execute(merge, (-PAGES,))
        changes = 0
        while index.total_changes - changes > 1:  # as FTS5's manual says when it has ended
            changes = index.total_changes
            index.execute(merge, (PAGES,))
            yield


_HEAD = msgspec.msgpack.Decoder(Head)


def _add(index: sqlite3.Connection, pack: int, added: list[Entry]) -> None:
    put = "INSERT INTO entry(pack, kind, head, body, other) VALUES (?, ?, ?, ?, ?)"
    numbered = {}
    for entry in added:
        head = msgspec.msgpack.encode(entry.head)
        row = (pack, entry.head.hit.kind, head, entry.body, entry.other)
        numbered[index.execute(put, row).lastrowid or 0] = entry
    for kind, rows in _by_kind(numbered):
        index.executemany(of_kind(_PUT, kind), rows)
    _count_words(index, added, 1)


def _remove(index: sqlite3.Connection, removed: dict[int, Entry]) -> None:
    """FTS5 keeps no text, so it has to be told what it forgets."""
    for kind, rows in _by_kind(removed):
        index.executemany(of_kind(_FORGET, kind), rows)
    index.executemany("DELETE FROM entry WHERE no = ?", [(no,) for no in removed])
    _count_words(index, removed.values(), -1)


def _by_kind(numbered: dict[int, Entry]) -> Iterator[tuple[HitKind, list[tuple[int | str, ...]]]]:
    for kind in HitKind:
        rows: list[tuple[int | str, ...]] = [
            (no, _terms(e.head.hit.title), _terms(e.body), facets_of(e.head), _terms(e.other))
            for no, e in numbered.items()
            if e.head.hit.kind is kind
        ]
        yield kind, rows


def _terms(text: str) -> str:
    return " ".join(terms(text))


def _count_words(index: sqlite3.Connection, counted: Iterable[Entry], by: int) -> None:
    counts, shown = Counter[str](), dict[str, str]()
    for entry in counted:
        text = f"{entry.head.hit.title}\n{entry.body}\n{entry.other}"
        forms = dict(form for word in set(written(text)) for form in _spelt(word))
        counts.update(forms.keys())
        shown = {**forms, **shown}
    put = "INSERT INTO word VALUES (?, ?, ?) ON CONFLICT(word) DO UPDATE SET n = n + excluded.n"
    index.executemany(put, [(word, shown[word], by * n) for word, n in sorted(counts.items())])


@lru_cache(1 << 13)
def _spelt(word: str) -> tuple[tuple[str, str], ...]:
    """The terms that others can be corrected to, each as it is written."""
    known = read(word)
    if known.unspaced:
        return ()
    found = (*known.parts, *known.others)
    return tuple((t.text, word[t.start : t.end].lower()) for t in found if t.end <= LONGEST_WORD)


@contextmanager
def _transaction(index: sqlite3.Connection) -> Iterator[None]:
    index.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        index.execute("ROLLBACK")
        raise
    index.execute("COMMIT")
