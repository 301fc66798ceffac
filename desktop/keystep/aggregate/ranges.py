"""Runs of seqs: (first, last), both ends included."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Range = tuple[int, int]


def joined(ranges: Iterable[Range]) -> list[Range]:
    """The same seqs in the fewest ranges, in order; ranges of nothing go."""
    found = list[Range]()
    for first, last in sorted(ranges):
        if first > last:
            continue
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def without(ranges: Iterable[Range], others: Iterable[Range]) -> list[Range]:
    """The seqs of ``ranges`` that are in none of ``others``, in order."""
    apart, left = joined(others), list[Range]()
    for first, last in joined(ranges):
        left += _outside(first, last, apart)
    return left


def _outside(first: int, last: int, apart: Sequence[Range]) -> list[Range]:
    left = list[Range]()
    for begin, end in apart:
        if first < begin <= last:
            left.append((first, begin - 1))
        if begin <= last:
            first = max(first, end + 1)
    return [*left, (first, last)] if first <= last else left
