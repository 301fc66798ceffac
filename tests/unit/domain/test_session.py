"""Planning a few minutes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from keystep.domain.session import FEWEST_CARDS, Candidate, Work, plan
from keystep.domain.words import Words


def cards(count: int) -> Candidate:
    return candidate(Work.CARDS, count * 10, count)


def lesson(minutes: int) -> Candidate:
    return candidate(Work.LESSON, minutes * 60)


def candidate(work: Work, seconds: int, count: int = 0) -> Candidate:
    return Candidate(
        work=work,
        pack="p",
        target="t",
        title=Words("t"),
        reason=Words("r"),
        seconds=seconds,
        count=count,
    )


def test_the_most_needed_comes_first_while_it_fits() -> None:
    assert plan((cards(6), lesson(4), lesson(3)), 5) == (cards(6), lesson(4))


def test_what_does_not_fit_gives_way_to_what_does() -> None:
    assert plan((cards(6), lesson(9), lesson(3)), 5) == (cards(6), lesson(3))


def test_many_cards_are_cut_to_the_minutes() -> None:
    assert plan((cards(100), lesson(4)), 3) == (cards(18),)


def test_a_lesson_alone_is_offered_however_long() -> None:
    assert plan((lesson(9),), 3) == (lesson(9),)


def test_nothing_to_do_is_an_empty_plan() -> None:
    assert plan((), 5) == ()


@given(
    st.lists(st.one_of(st.integers(1, 80).map(cards), st.integers(2, 10).map(lesson))),
    st.sampled_from((3, 5, 10)),
)
def test_a_plan_never_exceeds_its_minutes_unless_it_is_one_thing(
    candidates: list[Candidate], minutes: int
) -> None:
    chosen = plan(tuple(candidates), minutes)
    assert bool(chosen) is bool(candidates)
    assert len(chosen) == 1 or sum(c.seconds for c in chosen) <= minutes * 60
    assert all(c.count >= min(FEWEST_CARDS, 1) for c in chosen if c.work is Work.CARDS)
