from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from keystep.domain.kiosk.idle import Happening, Stillness

BEGUN = Stillness(idle_ms=90_000, countdown_ms=20_000, since=1_000)


def test_nothing_is_said_before_the_countdown() -> None:
    assert BEGUN.passed(90_999) == (BEGUN, None)


def test_each_second_of_the_countdown_is_told_once() -> None:
    state, told = BEGUN.passed(91_000)
    assert (told, state.left_s) == (Happening.WARNED, 20)
    assert state.passed(91_999) == (state, None)
    state, told = state.passed(92_000)
    assert (told, state.left_s) == (Happening.WARNED, 19)


def test_a_touch_in_the_countdown_leads_back() -> None:
    warned, _ = BEGUN.passed(95_000)
    state, told = warned.touched(95_500)
    assert told is Happening.RETURNED
    assert state.passed(95_500 + 89_999) == (state, None)


def test_a_touch_before_the_countdown_is_only_a_touch() -> None:
    state, told = BEGUN.touched(50_000)
    assert (told, state.since) == (None, 50_000)


def test_a_film_that_plays_is_as_good_as_a_touch() -> None:
    state, told = BEGUN.passed(100_000, busy=True)
    assert (told, state.since) == (None, 100_000)
    warned, _ = BEGUN.passed(95_000)
    assert warned.passed(96_000, busy=True)[1] is Happening.RETURNED


def test_neither_touch_nor_film_wakes_what_slept_past_its_end() -> None:
    end = 1_000 + 110_000
    for state, told in (BEGUN.touched(end), BEGUN.passed(end, busy=True), BEGUN.passed(end)):
        assert told is Happening.TIMED_OUT
        assert state.touched(end)[1] is None
        assert state.passed(end + 1)[1] is None
        assert state.over


Steps = list[tuple[int, str]]


@given(
    st.lists(
        st.tuples(
            st.integers(min_value=0, max_value=12_000),
            st.sampled_from(["touched", "passed", "busy"]),
        ),
        max_size=40,
    )
)
def test_it_ends_once_and_only_after_so_long_without_a_sign(steps: Steps) -> None:
    state = Stillness(idle_ms=9_000, countdown_ms=3_000, since=0)
    now = last = 0
    ended = False
    for span, what in steps:
        now += span
        late = not ended and now - last >= 12_000
        if what == "touched":
            state, told = state.touched(now)
        else:
            state, told = state.passed(now, busy=what == "busy")
        assert (told is Happening.TIMED_OUT) == late
        ended = ended or late
        if what != "passed" and not ended:
            last = now
        warned = told is Happening.WARNED
        assert not warned or (not ended and 1 <= state.left_s <= 3 and now - last >= 9_000)
        assert state.over == ended
