"""Today: what is proposed, and what it knows of path, week and key result."""

from __future__ import annotations

from datetime import timedelta

import pytest

from keystep.domain.bundles import Catalog, KeyResultWord
from keystep.domain.lesson import Path
from keystep.domain.ports import Learner
from keystep.domain.session import Work
from keystep.errors import UsageError
from keystep.services import learning
from keystep.services.catalogs import keep_catalog
from keystep.services.path_states import path_states
from keystep.services.putting_off import put_off
from keystep.services.station import Station
from keystep.services.today import today
from tests.fakes import START, FakeClock
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
    clock.move(days=4)
    due = today(station, amara.id, 3)
    assert due.due > 0
    assert due.session[0].work is Work.CARDS
    assert str(due.session[0].title) == f"{due.due} cards to keep"


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


def test_a_swapped_piece_gives_way_to_the_next_best_for_the_day(
    station: Station, amara: Learner, clock: FakeClock
) -> None:
    take_lesson(station, amara.id, "before-you-start")
    take_lesson(station, amara.id, "three-sentences")
    clock.move(days=2)
    seen = today(station, amara.id, 10)
    cards = next(piece for piece in seen.session if piece.work is Work.CARDS)
    lesson = next(piece for piece in seen.session if piece.work is Work.LESSON)
    assert cards.key not in seen.swaps
    assert lesson.key not in seen.swaps
    put_on_shelf_besides(station)
    open_lesson(station, amara.id)
    lesson = next(p for p in today(station, amara.id, 10).session if p.work is Work.LESSON)
    assert lesson.key in today(station, amara.id, 10).swaps
    put_off(station, amara.id, lesson)
    swapped = today(station, amara.id, 10)
    assert lesson.key not in {piece.key for piece in swapped.session}
    assert any(piece.work is Work.LESSON for piece in swapped.session)
    clock.move(days=1)
    assert lesson.key in {piece.key for piece in today(station, amara.id, 10).session}


def put_on_shelf_besides(station: Station) -> None:
    """A path of another pack."""
    packs = (*station.shelf.packs.values(), made_pack())
    put_on_shelf(station, *packs)


def open_lesson(station: Station, learner: str) -> None:
    """Its first lesson, so that the path is followed."""
    take_lesson(station, learner, LESSON, pack=MADE)


def test_what_is_left_may_all_be_put_off(station: Station, amara: Learner) -> None:
    (only,) = today(station, amara.id, 5).session
    assert today(station, amara.id, 5).swaps == frozenset()
    put_off(station, amara.id, only)
    seen = today(station, amara.id, 5)
    assert (seen.session, seen.rests) == ((), True)


def test_each_choice_of_minutes_is_planned(station: Station, amara: Learner) -> None:
    seen = today(station, amara.id, 5)
    assert set(seen.sessions) == {3, 5, 10}
    assert seen.session == seen.sessions[5]
    assert seen.sessions[10] == today(station, amara.id, 10).session


def test_what_serves_a_key_result_that_lags_says_so(station: Station, amara: Learner) -> None:
    word = KeyResultWord(
        id="response-time", title="", unit="", baseline="30", target="17", now="29",
        attainment=80, elapsed=500, status="at_risk",
    )  # fmt: skip
    told = Catalog(no=1, share="s", issued=START, stations=(), key_results=(word,))
    keep_catalog(station.home, told)
    take_lesson(station, amara.id, "before-you-start")
    (lesson,) = today(station, amara.id, 10).session
    title = "Median response time"
    assert str(lesson.reason) == f"Next on your path; serves “{title}”, which lags."


def test_what_only_measures_does_not_hold_up_what_it_leads_to(
    station: Station, amara: Learner
) -> None:
    """The diagnostic comes before the lessons of its path, and teaches nothing itself."""
    week = Path(id="week", title="Week", lessons=("needs", LESSON))
    put_on_shelf(station, made_pack(paths=(week,)))
    (first,) = today(station, amara.id, 3).session
    assert first.target == "needs"
    assert first.gain > 100
