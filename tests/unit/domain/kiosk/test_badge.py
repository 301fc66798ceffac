"""A badge reader is told from a person by its speed and Enter; no stroke is lost or doubled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, chain
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from keystep.domain.kiosk.badge import (
    ENTER,
    LONGEST,
    PAUSE_MS,
    QUICK_MS,
    SHORTEST,
    Fate,
    Run,
    Stroke,
    hear,
)

SIGNS = st.text(st.characters(codec="latin-1", categories=("L", "N", "P")), min_size=1)
QUICK = st.integers(0, QUICK_MS)
GAPS = st.one_of(QUICK, st.integers(0, 400), st.integers(-50, -1))
KEYS = st.lists(st.tuples(st.sampled_from([*"abc 123", ENTER]), GAPS), max_size=120)
START = 1_000


def typed(signs: Iterable[str], gaps: Iterable[int]) -> list[Stroke]:
    """Strokes, each so long after the one before it."""
    times = accumulate(gaps, initial=START)
    return [Stroke(sign, at) for sign, at in zip(signs, times, strict=False)]


def evenly(text: str, gap: int) -> list[Stroke]:
    return typed(text, [gap] * len(text))


class Hand:
    """Follows a run: what was passed on, what was spent with a badge, which badges were read."""

    def __init__(self) -> None:
        self.run = Run()
        self.held: list[Stroke] = []
        self.passed: list[Stroke] = []
        self.spent: list[Stroke] = []
        self.badges: list[str] = []

    def take(self, strokes: Sequence[Stroke]) -> Hand:
        for stroke in strokes:
            self._take(stroke)
        return self

    def _take(self, stroke: Stroke) -> None:
        heard = hear(self.run, stroke)
        self.run = heard.run
        if heard.loosed:
            self.passed += self.held
            self.held = []
        if heard.badge:
            self.badges.append(heard.badge)
            self.spent += self.held
            self.held = []
        fates = {Fate.HELD: self.held, Fate.PASSED: self.passed, Fate.SPENT: self.spent}
        fates[heard.fate].append(stroke)
        assert tuple(self.held) == heard.run.held


@given(SIGNS.filter(lambda text: SHORTEST <= len(text) <= LONGEST), QUICK)
def test_what_a_reader_types_is_a_badge_and_no_typing(badge: str, gap: int) -> None:
    hand = Hand().take(evenly(badge + ENTER, gap))
    assert hand.badges == [badge]
    assert hand.passed == []


@given(KEYS)
def test_no_stroke_is_lost_doubled_or_reordered(keys: list[tuple[str, int]]) -> None:
    strokes = typed([sign for sign, _ in keys], [gap for _, gap in keys])
    hand = Hand().take(strokes)
    place = {id(stroke): n for n, stroke in enumerate(strokes)}
    ways = [[place[id(stroke)] for stroke in way] for way in (hand.passed, hand.spent, hand.held)]
    assert all(way == sorted(way) for way in ways)
    assert sorted(chain.from_iterable(ways)) == list(range(len(strokes)))


@given(KEYS)
def test_only_what_is_quick_and_long_enough_is_a_badge(keys: list[tuple[str, int]]) -> None:
    hand = Hand().take(typed([sign for sign, _ in keys], [gap for _, gap in keys]))
    for badge in hand.badges:
        assert SHORTEST <= len(badge) <= LONGEST
        assert ENTER not in badge
    gaps = [later.at - one.at for one, later in zip(hand.spent, hand.spent[1:], strict=False)]
    if len(hand.badges) == 1 and all(0 <= gap <= PAUSE_MS for gap in gaps):
        own = gaps[: sum(stroke.sign != ENTER for stroke in hand.spent)]
        assert median(own) <= QUICK_MS


@given(st.text("abc123", min_size=1, max_size=80), st.integers(QUICK_MS + 1, 300))
def test_a_persons_hand_is_never_a_badge(text: str, gap: int) -> None:
    strokes = evenly(text + ENTER, gap)
    hand = Hand().take(strokes)
    assert hand.badges == []
    assert hand.passed == strokes


def test_one_slow_stroke_does_not_hide_a_badge() -> None:
    assert Hand().take(typed("12345\r", [10, 75, 10, 10, 10])).badges == ["12345"]


def test_what_was_typed_before_a_pause_is_no_part_of_a_badge() -> None:
    hand = Hand().take(typed("el0012345\r", [60, PAUSE_MS + 1, *[8] * 7]))
    assert hand.badges == ["0012345"]
    assert [stroke.sign for stroke in hand.passed] == ["e", "l"]


def test_enter_after_a_pause_ends_no_badge() -> None:
    hand = Hand().take(typed("12345\r", [8, 8, 8, 8, PAUSE_MS + 1]))
    assert hand.badges == []
    assert len(hand.passed) == 6


def test_three_signs_are_too_few_and_spaces_do_not_count() -> None:
    assert Hand().take(evenly("123\r", 8)).badges == []
    assert Hand().take(evenly("  123\r", 8)).badges == []
    assert Hand().take(evenly(" 1234 \r", 8)).badges == ["1234"]


def test_of_a_longer_code_no_part_is_a_badge() -> None:
    strokes = evenly("x" * (LONGEST + 20) + ENTER, 8)
    hand = Hand().take(strokes)
    assert hand.badges == []
    assert hand.passed == strokes


def test_a_reader_that_presses_enter_twice_presses_nothing() -> None:
    hand = Hand().take(evenly("12345\r\r", 8))
    assert hand.badges == ["12345"]
    assert hand.passed == []


def test_enter_by_itself_is_typing_even_soon_after_typing() -> None:
    assert Hand().take(typed("ab\r\r", [90, 90, 20])).badges == []
    assert len(Hand().take([Stroke(ENTER, START)]).passed) == 1


def test_two_badges_after_each_other_are_two() -> None:
    hand = Hand().take(evenly("11111\r22222\r", 8))
    assert hand.badges == ["11111", "22222"]
    assert hand.passed == []


def test_a_clock_that_goes_back_begins_anew() -> None:
    hand = Hand().take(typed("1234\r", [8, 8, -500, 8]))
    assert hand.badges == []
    assert len(hand.passed) == 5
