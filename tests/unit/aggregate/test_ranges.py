from __future__ import annotations

import itertools
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from keystep.aggregate.ranges import Range, joined, without

ranges = st.lists(
    st.tuples(st.integers(1, 30), st.integers(-1, 9)).map(lambda one: (one[0], one[0] + one[1])),
    max_size=8,
)


def seqs(given: Iterable[Range]) -> set[int]:
    return {seq for first, last in given for seq in range(first, last + 1)}


def fewest(given: list[Range]) -> bool:
    return all(one[1] + 1 < two[0] for one, two in itertools.pairwise(given))


@given(ranges)
def test_joined_ranges_hold_the_same_seqs_in_the_fewest(some: list[Range]) -> None:
    assert seqs(joined(some)) == seqs(some)
    assert fewest(joined(some))


@given(ranges, ranges)
def test_what_is_left_without_others_is_in_none_of_them(
    some: list[Range], others: list[Range]
) -> None:
    left = without(some, others)
    assert seqs(left) == seqs(some) - seqs(others)
    assert fewest(left)
    assert all(first <= last for first, last in left)
