"""From what somebody types to what they are shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from keystep.content.search.asking import Question, questions
from keystep.content.search.facets import wanted_facets
from keystep.content.search.passages import Sought, passage
from keystep.content.search.ranking import MOST_RATED, best, bodies, count
from keystep.content.search.spelling import Vocabulary
from keystep.domain.library import Found, Hit, HitKind, Standing, Wanted

NOTHING = Found((), {})
ORDER = (HitKind.CHECKLIST, HitKind.LESSON, HitKind.STEP, HitKind.CARD)
"""What helps at once comes before what has to be read."""


class Search(Struct, frozen=True, kw_only=True):
    """``limit`` is how many hits of each kind are to be shown."""

    query: str
    wanted: Wanted
    standing: Standing
    limit: int


def answer(index: sqlite3.Connection, vocabulary: Vocabulary, search: Search) -> Found:
    """The best hits of each kind; a kind with the words in a title comes before others.

    Where nothing has all words of the query, what begins with them is found and, else, what has
    some of them.
    """
    facets = wanted_facets(search.wanted)
    for question in questions(index, vocabulary, search.query, facets):
        totals = {kind: count(index, kind, question.match) for kind in HitKind}
        if any(totals.values()):
            groups = [_group(index, search, question, kind, totals[kind]) for kind in ORDER]
            return Found(_together(groups), totals, question.shown_as)
    return NOTHING


def _group(
    index: sqlite3.Connection, search: Search, question: Question, kind: HitKind, total: int
) -> list[Hit]:
    if not total:
        return []
    first = question.narrowed(search.standing.roles) if total > MOST_RATED else ()
    rated = best(index, kind, (*first, question.match), search.standing, search.limit)
    text = bodies(index, rated)
    return [_hit(one.head.hit, text[one.no], question.sought) for one in rated]


def _together(groups: Iterable[list[Hit]]) -> tuple[Hit, ...]:
    titled_first = sorted(groups, key=lambda hits: not any(hit.marks for hit in hits[:1]))
    return tuple(hit for hits in titled_first for hit in hits)


def _hit(hit: Hit, body: str, sought: Sought) -> Hit:
    """A hit with what was found in it, or with the line it has anyway."""
    line, marks = passage(body, sought)
    if not marks or line == hit.title:
        line, marks = hit.line, sought.mark(hit.line)
    return replace(hit, marks=sought.mark(hit.title), line=line, line_marks=marks)
