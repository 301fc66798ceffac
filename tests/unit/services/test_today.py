"""Today: what is proposed, and what it knows of path, week and key result."""

from __future__ import annotations

from datetime import timedelta

import pytest

from keystep.domain.lesson import Path
from keystep.domain.ports import Learner
from keystep.domain.session import Work
from keystep.errors import UsageError
from keystep.services import learning
from keystep.services.station import Station
from keystep.services.today import path_states, today
from tests.fakes import FakeClock
from tests.made import LESSON, made_pack, put_on_shelf
from tests.made import PACK as MADE
from tests.takers import PACK, take_lesson


def test_a_new_learner_is_offered_the_first_lesson(station: Station, amara: Learner) -> None:
    seen = today(station, amara.id, 5)
    assert [(c.work, c.target) for c in seen.session] == [(Work.LESSON, "before-you-start")]
    assert seen.path is not None
    assert seen.path.done == 0
    assert seen.why is None
    assert not any(day.active for day in seen.week)


def test_a_lesson_left_open_comes_back_with_its_place(station: Station, amara: Learner) -> None:
    run = learning.open_lesson(station, amara.id, PACK, "three-sentences")
    learning.view_step(station, run, run.lesson.steps[2])
    resume = next(c for c in today(station, amara.id, 10).session if c.work is Work.RESUME)
    assert str(resume.reason) == "You stopped at step 3 of 6."
    assert resume.seconds < run.lesson.minutes * 60


def test_cards_fall_due_on_their_day(station: Station, amara: Learner, clock: FakeClock) -> None:
    take_lesson(station, amara.id, "three-sentences")
    assert today(station, amara.id, 3).due == 0
    clock.move(minutes=11)
    due = today(station, amara.id, 3)
    assert due.due > 0
    assert due.session[0].work is Work.CARDS


def test_a_day_of_learning_shows_in_the_week(
    station: Station, amara: Learner, clock: FakeClock
) -> None:
    take_lesson(station, amara.id, "before-you-start")
    week = today(station, amara.id, 5).week
    assert [day.active for day in week] == [True] + [False] * 6
    assert week[1].day - week[0].day == timedelta(days=1)
    clock.move(days=7)
    assert not any(day.active for day in today(station, amara.id, 5).week)


def test_a_finished_path_leaves_nothing_but_cards(station: Station, amara: Learner) -> None:
    for lesson in station.shelf.pack(PACK).paths[0].lessons:
        take_lesson(station, amara.id, lesson)
    seen = today(station, amara.id, 10)
    assert seen.session == ()
    assert seen.path is not None
    assert seen.path.next is None


def test_nobody_is_shown_to_a_stranger(station: Station) -> None:
    with pytest.raises(UsageError, match="Nobody on this station"):
        today(station, "somebody-else", 5)


def test_looking_something_up_again_is_nothing_to_finish(station: Station, amara: Learner) -> None:
    take_lesson(station, amara.id, "three-sentences")
    learning.open_lesson(station, amara.id, PACK, "three-sentences", step="check")
    assert all(c.work is not Work.RESUME for c in today(station, amara.id, 10).session)


def test_a_path_of_lessons_from_elsewhere_is_one_path(station: Station, amara: Learner) -> None:
    week = Path(id="week", title="Week", lessons=("tag-it", f"other/{LESSON}"))
    put_on_shelf(station, made_pack(paths=(week,)), made_pack("other", paths=()))
    take_lesson(station, amara.id, "tag-it", pack=MADE)
    seen = today(station, amara.id, 10)
    assert seen.path is not None
    assert seen.path.next is not None
    assert (seen.path.next.pack, seen.path.next.lesson) == ("other", LESSON)
    assert seen.path.next.task == "Work on a machine that stands still"
    assert seen.path.next.serves == "Lock-outs right at first audit"
    assert [(c.pack, c.target) for c in seen.session] == [("other", LESSON)]


def test_paths_under_way_come_first_and_done_ones_last(station: Station, amara: Learner) -> None:
    paths = [
        Path(id="done", title="Done", lessons=("tag-it",)),
        Path(id="new", title="New", lessons=("new/needs",)),
        Path(id="going", title="Going", lessons=("tag-it", LESSON)),
    ]
    put_on_shelf(station, made_pack("new", paths=()), made_pack(paths=tuple(paths)))
    take_lesson(station, amara.id, "tag-it", pack=MADE)
    assert [path.title for path in path_states(station, amara.id)] == ["Going", "New", "Done"]


def test_a_path_without_a_lesson_here_is_not_shown(station: Station, amara: Learner) -> None:
    put_on_shelf(station, made_pack(paths=(Path(id="far", title="Far", lessons=("gone/x",)),)))
    assert today(station, amara.id, 5).path is None
