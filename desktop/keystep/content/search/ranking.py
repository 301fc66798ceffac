"""The entries that answer best, among however many there are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from keystep.content.search.edition import Head
from keystep.content.search.file import of_kind
from keystep.domain.library import HitKind, Standing

_COUNT = "SELECT count(*) FROM TERMS WHERE TERMS MATCH ?"
_SCORES = """SELECT rowid, bm25(TERMS, 20.0, 1.0, 0.0, 0.3) FROM TERMS
WHERE TERMS MATCH ? LIMIT ?"""
"""bm25 weighs what stands in a title, a body, the facets, the author's own words."""
_HEADS = "SELECT no, head FROM entry WHERE no IN (SELECT value FROM json_each(?))"
_BODIES = "SELECT no, body FROM entry WHERE no IN (SELECT value FROM json_each(?))"
MOST_RATED = 200
"""Entries that bm25 is reckoned for: to read how long each is takes longer than to find it."""
WEIGHED = 5
"""So many times the hits that are wanted are ranked by who asks, too."""
OWN_ROLE = 1.3
"""So much more counts what is for the learner's audience: less than a word in the title does."""
UNMASTERED = 0.1
"""By so much at most what trains a weak skill counts more than its equals."""

_HEAD = msgspec.msgpack.Decoder(Head)


class Rated(Struct, frozen=True):
    """An entry by its number; a higher ``score`` answers better."""

    score: float
    no: int
    head: Head


def count(index: sqlite3.Connection, kind: HitKind, match: str) -> int:
    """How many entries of a kind FTS5 finds."""
    return int(index.execute(of_kind(_COUNT, kind), (match,)).fetchone()[0])


def best(
    index: sqlite3.Connection,
    kind: HitKind,
    matches: Iterable[str],
    standing: Standing,
    limit: int,
) -> list[Rated]:
    """The ``limit`` best entries of a kind that ``matches`` find.

    Where the first of them find enough, the others are not looked at; no more than MOST_RATED
    entries are rated.
    """
    scores: dict[int, float] = {}
    for match in matches:
        scores |= _scores(index, kind, match, MOST_RATED - len(scores)) | scores
        if len(scores) >= limit:
            break
    likeliest = sorted(scores, key=scores.__getitem__)[: WEIGHED * limit]
    heads = ((no, _HEAD.decode(head)) for no, head in index.execute(_HEADS, (_list(likeliest),)))
    rated = [Rated(-scores[no] * _factor(head, standing), no, head) for no, head in heads]
    return sorted(rated, key=lambda one: (-one.score, one.no))[:limit]


def bodies(index: sqlite3.Connection, rated: Iterable[Rated]) -> dict[int, str]:
    """The text of entries, by their number."""
    return dict(index.execute(_BODIES, (_list([one.no for one in rated]),)).fetchall())


def _list(numbers: list[int]) -> str:
    return msgspec.json.encode(numbers).decode()


def _scores(index: sqlite3.Connection, kind: HitKind, match: str, most: int) -> dict[int, float]:
    """By entry, lower is better."""
    return dict(index.execute(of_kind(_SCORES, kind), (match, most)).fetchall())


def _factor(head: Head, standing: Standing) -> float:
    own = OWN_ROLE if standing.roles.intersection(head.roles) else 1.0
    known = [standing.mastery.get(f"{head.hit.pack}/{skill}") for skill in head.skills]
    levels = [level for level in known if level is not None]
    return own * (1 + UNMASTERED * (1 - min(levels, default=1.0)))
