"""Places in lessons: durable, each run's own, gone with the end of the lesson."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from keystep.domain.ports import Learner
from keystep.services.learning import open_lesson, start_over, view_step
from keystep.services.place import keep_places, let_go, places
from keystep.services.roster import register
from keystep.services.station import Station
from tests.made import LESSON, PACK, made_pack, put_on_shelf
from tests.takers import take_lesson

STATES = {"why": {"scroll": [120, 900]}, "do": {"ticked": [0, 2]}}


def test_places_outlast_the_station(tmp_path: Path, open_home: Callable[[Path], Station]) -> None:
    station = open_home(tmp_path / "home")
    put_on_shelf(station, made_pack())
    learner = register(station, "Amara", "").id
    run = open_lesson(station, learner, PACK, LESSON)
    view_step(station, run, run.lesson.steps[0])
    keep_places(station, run, STATES)
    station.close()
    again = open_home(tmp_path / "home")
    put_on_shelf(again, made_pack())
    assert places(again, open_lesson(again, learner, PACK, LESSON)) == STATES


def test_a_new_run_begins_without_places(station: Station, amara: Learner) -> None:
    put_on_shelf(station, made_pack())
    run = open_lesson(station, amara.id, PACK, LESSON)
    keep_places(station, run, STATES)
    assert places(station, start_over(station, run)) == {}
    assert places(station, run) == STATES


def test_places_are_let_go_of(station: Station, amara: Learner) -> None:
    put_on_shelf(station, made_pack())
    run = open_lesson(station, amara.id, PACK, LESSON)
    keep_places(station, run, STATES)
    let_go(station, run)
    assert places(station, run) == {}


def test_the_end_of_a_lesson_lets_go_of_its_places(station: Station, amara: Learner) -> None:
    put_on_shelf(station, made_pack())
    run = open_lesson(station, amara.id, PACK, LESSON)
    keep_places(station, run, STATES)
    take_lesson(station, amara.id, LESSON, pack=PACK)
    assert not station.store.notes(amara.id, "place")


def test_nobody_has_anothers_places(station: Station, amara: Learner) -> None:
    put_on_shelf(station, made_pack())
    keep_places(station, open_lesson(station, amara.id, PACK, LESSON), STATES)
    other = register(station, "Jonas", "")
    assert places(station, open_lesson(station, other.id, PACK, LESSON)) == {}
