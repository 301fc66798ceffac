"""People who may be one: registered twice, with the same name or nearly so."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from keystep.aggregate.persons import PersonRow

ALIKE = 0.85
FAMILIAR = 40
_FIGURES = re.compile(r"\d+")
Pair = tuple[PersonRow, PersonRow]


def likely_twins(
    people: Sequence[PersonRow], apart: Collection[frozenset[str]] = ()
) -> tuple[Pair, ...]:
    """Pairs whose names are the same or nearly so, the most alike first.

    Accents, case and the order of names do not matter; figures must agree. ``apart`` are pairs of
    ids that were found to be two people. Only those are compared who share a name that fewer than
    40 have: the time stays short where many are called Anna.
    """
    keys = {row.person: key_of(row.name) for row in people}
    found = list[tuple[float, Pair]]()
    for one, other in _candidates(people, keys):
        if frozenset((one.person, other.person)) not in apart:
            likeness = _likeness(keys[one.person], keys[other.person])
            if likeness >= ALIKE:
                found.append((likeness, (one, other)))
    found.sort(key=lambda each: (-each[0], each[1][0].name, each[1][0].person, each[1][1].person))
    return tuple(pair for _, pair in found)


def key_of(name: str) -> str:
    """A name without accents and case, its parts in order: "Núñez, Ana" and "ana nunez" agree."""
    return " ".join(sorted(re.findall(r"\w+", folded(name))))


def folded(text: str) -> str:
    """Text without accents and case."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in letters if not unicodedata.combining(one))


def _candidates(people: Sequence[PersonRow], keys: dict[str, str]) -> Iterator[Pair]:
    """Each pair once: those with one key, and those who share a part of it that is rare."""
    blocks = defaultdict[str, list[int]](list)
    for place, row in enumerate(people):
        for part in set(keys[row.person].split()) | {keys[row.person]} - {""}:
            blocks[part].append(place)
    alike = {
        pair
        for block in blocks.values()
        if len(block) < FAMILIAR
        for pair in combinations(block, 2)
    }
    for first, second in sorted(alike):
        yield people[first], people[second]


def _likeness(one: str, other: str) -> float:
    """From 0 to 1."""
    if _FIGURES.findall(one) != _FIGURES.findall(other):
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE else 0.0
