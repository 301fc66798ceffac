"""Minutes: the author's until three durations say better."""

from __future__ import annotations

from keystep.domain.ports import Learner
from keystep.services.completion import complete_lesson
from keystep.services.learning import open_lesson, view_step
from keystep.services.pace import KEPT, note_duration, pace
from keystep.services.path_states import path_states
from keystep.services.station import Station
from tests.made import LESSON, PACK, TRY_IT, made_pack, put_on_shelf

MINUTE = 60_000


def taken(station: Station, learner: str, *minutes: float) -> int:
    """The minutes that the lesson takes after it was taken in these."""
    put_on_shelf(station, made_pack())
    run = open_lesson(station, learner, PACK, LESSON)
    for each in minutes:
        note_duration(station, run, round(each * MINUTE))
    return pace(station).minutes(PACK, LESSON, TRY_IT.minutes)


def test_two_durations_are_too_few(station: Station, amara: Learner) -> None:
    assert taken(station, amara.id, 2, 2) == TRY_IT.minutes


def test_from_three_on_the_median_counts(station: Station, amara: Learner) -> None:
    assert taken(station, amara.id, 2, 3, 50) == 3


def test_nothing_takes_less_than_a_minute(station: Station, amara: Learner) -> None:
    assert taken(station, amara.id, 0.1, 0.1, 0.1) == 1


def test_only_the_last_ones_count(station: Station, amara: Learner) -> None:
    assert taken(station, amara.id, *[30] * 50, *[2] * KEPT) == 2


def complete(station: Station, learner: str, *, whole: bool) -> None:
    run = open_lesson(station, learner, PACK, LESSON)
    for step in run.lesson.steps if whole else run.lesson.steps[-1:]:
        view_step(station, run, step)
    complete_lesson(station, run, duration_ms=3 * MINUTE)


def test_completed_lessons_are_shown_with_the_minutes_they_took(
    station: Station, amara: Learner
) -> None:
    put_on_shelf(station, made_pack())
    for _ in range(3):
        complete(station, amara.id, whole=True)
    [path] = path_states(station, amara.id)
    assert [lesson.minutes for lesson in path.lessons] == [3, 6, 2]


def test_what_was_not_seen_as_a_whole_says_nothing_of_it(station: Station, amara: Learner) -> None:
    put_on_shelf(station, made_pack())
    for _ in range(3):
        complete(station, amara.id, whole=False)
    assert pace(station).minutes(PACK, LESSON, TRY_IT.minutes) == TRY_IT.minutes
