"""Planning a few minutes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from keystep.domain.session import FEWEST, LESSONS, SLOT, TESTS, Candidate, Work, plan
from keystep.domain.words import Words


def cards(count: int, gain: int = 10, work: Work = Work.CARDS) -> Candidate:
    return candidate(work, count * 10, count, (gain,) * count)


def lesson(minutes: int, gain: int = 100, work: Work = Work.LESSON) -> Candidate:
    return candidate(work, minutes * 60, gains=(gain,))


def probe() -> Candidate:
    return candidate(Work.PROBE, 60, 3)


def candidate(work: Work, seconds: int, count: int = 0, gains: tuple[int, ...] = ()) -> Candidate:
    return Candidate(
        work=work,
        pack="p",
        target=f"{seconds} {gains}",
        title=Words("{n} things", {"n": count}),
        reason=Words("r"),
        seconds=seconds,
        count=count,
        gains=gains,
    )


def test_it_holds_what_gains_most() -> None:
    assert plan((lesson(5, 100), cards(30, 4)), 5) == (cards(30, 4),)
    assert plan((lesson(5, 121), cards(30, 4)), 5) == (lesson(5, 121),)
    assert plan((lesson(4, 100), cards(30, 4)), 5) == (lesson(4, 100), cards(30, 4).cut(6))


def test_cards_are_cut_to_the_minutes_and_say_so() -> None:
    (cut,) = plan((cards(100), lesson(4, 1)), 3)
    assert (cut.count, cut.seconds, cut.gain, str(cut.title)) == (18, 180, 180, "18 things")


def test_no_fewer_cards_than_are_worth_beginning() -> None:
    nearly = replace(lesson(5, 100), seconds=280)
    assert plan((nearly, cards(9, 1)), 5) == (nearly,)
    assert plan((nearly, cards(2, 1)), 5) == (nearly, cards(2, 1))


def test_a_test_comes_first_and_there_is_one() -> None:
    assert plan((lesson(4), probe(), candidate(Work.DELAYED, 40, 2)), 5) == (probe(), lesson(4))


def test_a_test_longer_than_the_minutes_stands_alone() -> None:
    long = candidate(Work.DELAYED, 200, 10)
    assert plan((cards(3), lesson(9, 900), long), 3) == (long,)
    assert plan((cards(10), long), 5) == (long, cards(10))


def test_of_each_kind_there_is_one_so_one_new_lesson() -> None:
    held = plan((lesson(2, 30), lesson(3, 40), lesson(1, 5, Work.RESUME)), 10)
    assert held == (lesson(3, 40), lesson(1, 5, Work.RESUME))


def test_a_lesson_that_does_not_fit_is_begun_where_nothing_else_fills_the_time() -> None:
    (begun,) = plan((lesson(9, 900),), 3)
    assert (begun.seconds, begun.gain) == (180, 300)
    assert plan((lesson(9, 900), probe()), 3) == (probe(), lesson(9, 900).begun(120))
    assert plan((lesson(9, 900), lesson(8, 100, Work.RESUME)), 3) == (begun,)
    assert plan((lesson(9), cards(3, 1)), 3) == (cards(3, 1), lesson(9).begun(150))
    assert plan((lesson(9, 900), cards(10, 1)), 3) == (cards(10, 1),)
    assert plan((lesson(9, 900), lesson(2, 1, Work.RESUME)), 5) == (lesson(2, 1, Work.RESUME),)


def test_a_lesson_says_that_it_is_begun_or_goes_on() -> None:
    title = Words("{title}", {"title": "Lock it"})
    for work, said in ((Work.LESSON, "Begin “Lock it”"), (Work.RESUME, "Go on with “Lock it”")):
        (part,) = plan((replace(lesson(9, 900, work), title=title),), 3)
        assert str(part.title) == said


def test_what_gains_most_for_its_time_comes_first() -> None:
    held = plan((cards(6, 5), cards(6, 20, Work.WEAK), lesson(1, 90)), 5)
    assert [piece.work for piece in held] == [Work.WEAK, Work.LESSON, Work.CARDS]


def test_of_what_gains_the_same_the_shorter_then_the_kind_named_first_then_the_first() -> None:
    assert plan((lesson(5, 60), lesson(4, 60)), 5) == (lesson(4, 60),)
    missed, weak = (candidate(work, 300, gains=(60,)) for work in (Work.MISSED, Work.WEAK))
    assert plan((weak, missed), 5) == (missed,)
    one, other = (replace(lesson(5), target=target) for target in ("one", "other"))
    assert plan((one, other), 5) == (one,)
    assert plan((other, one), 5) == (other,)


def test_nothing_to_do_is_an_empty_plan() -> None:
    assert plan((), 5) == ()


CANDIDATES = st.lists(
    st.one_of(
        st.builds(
            cards,
            st.integers(1, 7),
            st.integers(1, 50),
            st.sampled_from((Work.CARDS, Work.MISSED, Work.WEAK)),
        ),
        st.builds(lesson, st.integers(1, 6), st.integers(1, 500), st.sampled_from(sorted(LESSONS))),
    ),
    max_size=6,
)


@given(CANDIDATES, st.sampled_from((3, 5)))
def test_no_other_choice_gains_more(candidates: list[Candidate], minutes: int) -> None:
    """Against all that there are."""
    held = plan(candidates, minutes)
    assert sum(piece.seconds for piece in held) <= minutes * 60
    assert len({piece.work for piece in held}) == len(held)
    taken = [piece for piece in held if piece.work not in LESSONS or piece in candidates]
    kinds = [[None, *portions(candidates, work)] for work in Work]
    fits = (
        sum(piece.gain for piece in choice if piece)
        for choice in product(*kinds)
        if sum(piece.slots for piece in choice if piece) <= minutes * 60 // SLOT
    )
    assert sum(piece.gain for piece in taken) == max(fits)


@given(CANDIDATES, st.sampled_from((3, 5, 10)))
def test_more_time_never_gains_less(candidates: list[Candidate], minutes: int) -> None:
    less, more = (plan(candidates, each) for each in (minutes, minutes * 2))
    if not any(c.work in LESSONS and c.seconds > minutes * 60 for c in candidates):
        assert sum(piece.gain for piece in less) <= sum(piece.gain for piece in more)


def portions(candidates: list[Candidate], work: Work) -> Iterator[Candidate]:
    """All of a kind as it may be taken."""
    for each in candidates:
        if each.work is work:
            yield each
            yield from (each.cut(n) for n in range(FEWEST, each.count))


@pytest.mark.parametrize("work", sorted(TESTS))
def test_a_test_gains_nothing_and_is_never_swapped_for_practice(work: Work) -> None:
    test = candidate(work, 60, 3)
    assert plan((cards(100, 1000), test), 3)[0] == test
