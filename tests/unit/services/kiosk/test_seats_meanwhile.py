"""What others do while somebody sits at a kiosk, and where they go on the next time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from keystep.domain.facts import Kind, Leaving, SearchMade, StationReported
from keystep.domain.ports import Learner
from keystep.domain.progress import CardProgress, LessonProgress
from keystep.errors import SittingOver, UsageError
from keystep.services.kiosk.seating import Seat, sit_down, stand_up
from keystep.services.learning import open_lesson, view_step
from keystep.services.place import keep_places, places
from keystep.services.station import Station
from keystep.services.upkeep import verify
from tests import kiosks
from tests.fakes import START, FakeClock
from tests.kiosks import kinds, untouched
from tests.made import LESSON, PACK
from tests.unit.storage.builders import person, progress, seal_plainly

SEARCHED = SearchMade(query="tags", found=0)


def heard(kiosk: Station, no: int, *people: tuple[str, ...]) -> None:
    """The office's word on who is who."""
    said = [person(*ids) for ids in people]
    assert kiosk.store.take_progress(progress(no, [], *said))


def rated(kiosk: Station, learner: Learner) -> CardProgress | None:
    return kiosk.store.find(CardProgress, learner.id, PACK, "one")


def test_who_is_merged_meanwhile_goes_on_as_the_person_they_are(
    kiosk: Station, seat: Seat, ada: Learner, ben: Learner
) -> None:
    kiosks.turn_a_page(seat.station, run := kiosks.run_at(seat))
    heard(kiosk, 1, (ben.id, ada.id))
    kiosks.rate(seat.station, run)
    seat.station.store.append(ben.id, [SEARCHED], kiosk.clock.now())
    kiosks.mark_the_place(seat.station, run)
    stand_up(seat, Leaving.OWN)
    *_, reviewed, searched, ended = kiosks.events(kiosk)
    assert [event.learner for event in (reviewed, searched, ended)] == [ada.id, ben.id, ada.id]
    [state] = kiosk.store.select(CardProgress)
    assert state.learner == ben.id
    assert verify(kiosk) == ()
    again = sit_down(kiosk, ada)
    assert again.learner.id == ben.id
    assert kiosks.run_at(again).attempt == run.attempt
    assert places(again.station, kiosks.run_at(again))


def test_who_is_found_to_be_two_is_credited_as_one_of_them(
    kiosk: Station, ada: Learner, ben: Learner
) -> None:
    heard(kiosk, 1, (ben.id, ada.id))
    seat = sit_down(kiosk, ben)
    kiosks.rate(seat.station, open_lesson(kiosk, ada.id, PACK, LESSON))
    heard(kiosk, 2, (ben.id,), (ada.id,))
    with untouched(kiosk), pytest.raises(SittingOver):
        kiosks.rate(seat.station, open_lesson(kiosk, ada.id, PACK, LESSON))
    kiosks.rate(seat.station, kiosks.run_at(seat))
    assert (rated(kiosk, ada) is None, rated(kiosk, ben) is None) == (False, False)


def test_of_who_is_erased_meanwhile_nothing_more_is_recorded(
    kiosk: Station, seat: Seat, ada: Learner, ben: Learner
) -> None:
    run = kiosks.run_at(seat)
    kiosks.answer(seat.station, run)
    kiosk.store.erase([ada.id], kiosk.clock.now())
    for deed in kiosks.DEEDS:
        with untouched(kiosk), pytest.raises(SittingOver):
            deed(seat.station, run)
    with untouched(kiosk):
        stand_up(seat, Leaving.TIMED_OUT)
    with untouched(kiosk), pytest.raises(UsageError, match="Ada Osei"):
        sit_down(kiosk, ada)
    sit_down(kiosk, ben)
    assert {event.learner for event in kiosks.events(kiosk)} == {"", ben.id}


def test_of_who_is_erased_after_a_merge_nothing_more_is_recorded(
    kiosk: Station, seat: Seat, ada: Learner, ben: Learner
) -> None:
    heard(kiosk, 1, (ben.id, ada.id))
    kiosk.store.erase([ben.id, ada.id], kiosk.clock.now())
    for learner in (ada, ben):
        with untouched(kiosk), pytest.raises(SittingOver):
            seat.station.store.append(learner.id, [SEARCHED], kiosk.clock.now())


def test_office_and_courier_go_on_with_the_station(kiosk: Station, seat: Seat) -> None:
    kiosks.answer(seat.station, kiosks.run_at(seat))
    assert kiosk.store.seal(seal_plainly, kiosk.clock.now(), even_empty=True)
    told = StationReported(program="1", catalog=1, issued=START)
    kiosk.store.append("", [told], kiosk.clock.now())
    kiosks.answer(seat.station, kiosks.run_at(seat))
    stand_up(seat, Leaving.OWN)
    assert kinds(kiosk)[-1] == Kind.SIGNED_OUT
    assert kiosks.strays([event for event in kiosks.events(kiosk) if event.learner]) == []


def test_what_was_begun_is_whole_before_the_end(kiosk: Station, seat: Seat) -> None:
    """It has the database when the learner stands up in another thread, which must wait."""
    begun, told = Event(), Event()

    def search_twice() -> None:
        with seat.station.store.work() as work:
            begun.set()
            assert told.wait(10)
            for _ in range(2):
                work.append(seat.learner.id, [SEARCHED], kiosk.clock.now())

    with ThreadPoolExecutor(2) as threads:
        searching = threads.submit(search_twice)
        assert begun.wait(10)
        leaving = threads.submit(stand_up, seat, Leaving.TIMED_OUT)
        told.set()
        searching.result(10)
        leaving.result(10)
    assert kinds(kiosk)[-3:] == [Kind.SEARCH_MADE, Kind.SEARCH_MADE, Kind.SIGNED_OUT]


class Told:
    """Stands for the lock under which a sitting ends: tells that it has."""

    def __init__(self) -> None:
        self.over = Event()

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        self.over.set()


def test_what_waits_for_its_turn_at_the_end_is_refused(
    kiosk: Station, seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The office has the database, for which a rating waits; then the sitting ends."""
    run, told = kiosks.run_at(seat), Told()
    monkeypatch.setattr(seat.station.store, "_counting", told)
    with ThreadPoolExecutor(2) as threads:
        with kiosk.store.work():
            rating = threads.submit(kiosks.rate, seat.station, run)
            leaving = threads.submit(stand_up, seat, Leaving.TIMED_OUT)
            assert told.over.wait(10)
        leaving.result(10)
        with pytest.raises(SittingOver):
            rating.result(10)
    assert kinds(kiosk)[-2:] == [Kind.SIGNED_IN, Kind.SIGNED_OUT]


def test_after_a_time_out_everything_goes_on_where_it_was(
    kiosk: Station, seat: Seat, ben: Learner, clock: FakeClock
) -> None:
    run = kiosks.run_at(seat)
    kiosks.answer(seat.station, run)
    view_step(seat.station, run, run.lesson.steps[3])
    keep_places(seat.station, run, {"more": {"scroll": [120, 900]}})
    stand_up(seat, Leaving.TIMED_OUT)
    kiosks.answer((other := sit_down(kiosk, ben)).station, kiosks.run_at(other))
    stand_up(other, Leaving.OWN)
    clock.move(days=2)
    again = sit_down(kiosk, seat.learner)
    goes_on = kiosks.run_at(again)
    assert (goes_on.attempt, goes_on.step) == (run.attempt, 3)
    assert places(again.station, goes_on) == {"more": {"scroll": [120, 900]}}
    progress = again.station.store.find(LessonProgress, seat.learner.id, PACK, LESSON)
    assert progress is not None
    assert progress.step == "more"
