"""Seats at a kiosk: who may write through one, what, and until when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from keystep import settings
from keystep.domain.facts import Kind, Leaving, SignedIn
from keystep.domain.ports import Learner
from keystep.errors import KeystepError, NotSaved, SittingOver, UsageError
from keystep.services.kiosk.seating import Seat, sit_down, sit_down_guest, stand_up
from keystep.services.learning import open_lesson
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.syncing import sync
from keystep.services.upkeep import rebuild
from keystep.storage.engine import Journal
from tests import kiosks
from tests.fakes import FakeClock
from tests.kiosks import kinds, untouched
from tests.made import LESSON, PACK
from tests.unit.storage.builders import instant, person, progress, seal_plainly

Act = Callable[[Seat], object]


SHARE = settings.PinnedShare(
    root="folder", share="s", organisation="o", public_key="k", recipients=(), confirmed=True
)


@contextmanager
def full_disk(station: Station) -> Iterator[None]:
    """The next commit fails; the connection is another one afterwards."""
    with station.store.database.read() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")
    with pytest.raises(NotSaved):
        yield


@pytest.mark.parametrize("why", Leaving)
def test_a_sitting_is_recorded_from_its_beginning_to_its_end(
    kiosk: Station, ada: Learner, clock: FakeClock, why: Leaving
) -> None:
    seat = sit_down(kiosk, ada)
    assert (seat.learner, seat.guest) == (ada, False)
    clock.move(minutes=3)
    stand_up(seat, why)
    stand_up(seat, Leaving.OWN)
    begun, ended = kiosks.events(kiosk, after=1)
    assert (begun.kind, begun.learner) == (Kind.SIGNED_IN, ada.id)
    assert (ended.kind, ended.learner, ended.body) == (Kind.SIGNED_OUT, ada.id, {"why": why})
    assert (ended.at - begun.at).total_seconds() == 180


@pytest.mark.parametrize("deed", kiosks.DEEDS)
def test_a_deed_counts_until_the_learner_stands_up(
    kiosk: Station, seat: Seat, deed: kiosks.Deed
) -> None:
    run, before = kiosks.run_at(seat), (kinds(kiosk), kiosks.notes(kiosk))
    deed(seat.station, run)
    assert (kinds(kiosk), kiosks.notes(kiosk)) != before
    stand_up(seat, Leaving.TIMED_OUT)
    with untouched(kiosk), pytest.raises(SittingOver) as told:
        deed(seat.station, run)
    assert "Ada" not in str(told.value)


def test_somebody_else_is_not_credited_at_a_seat(kiosk: Station, seat: Seat, ben: Learner) -> None:
    theirs = open_lesson(kiosk, ben.id, PACK, LESSON)
    for deed in kiosks.OF_ONE:
        with untouched(kiosk), pytest.raises(SittingOver):
            deed(seat.station, theirs)
    with untouched(kiosk), pytest.raises(SittingOver):
        seat.station.store.append("", [SignedIn()], kiosk.clock.now())


def test_of_what_two_people_did_at_once_nothing_is_recorded(
    kiosk: Station, seat: Seat, ben: Learner
) -> None:
    def record_both() -> None:
        with seat.station.store.work() as work:
            for learner in (seat.learner, ben):
                work.append(learner.id, [SignedIn()], kiosk.clock.now())

    with untouched(kiosk), pytest.raises(SittingOver):
        record_both()


def test_answers_and_ratings_are_counted_once_they_are_saved(kiosk: Station, seat: Seat) -> None:
    run = kiosks.run_at(seat)
    kiosks.turn_a_page(seat.station, run)
    assert seat.answers == 0
    kiosks.answer(seat.station, run)
    kiosks.rate(seat.station, run)
    assert seat.answers == 2
    with full_disk(kiosk):
        kiosks.answer(seat.station, run)
    assert seat.answers == 2
    stand_up(seat, Leaving.OWN)
    assert seat.answers == 2
    assert sit_down(kiosk, seat.learner).answers == 0


NOT_FOR_LEARNERS: dict[str, Act] = {
    "register": lambda seat: register(seat.station, "Chidi", ""),
    "erase": lambda seat: seat.station.store.erase([seat.learner.id], instant()),
    "hear": lambda seat: seat.station.store.take_progress(progress(1, [], person("x"))),
    "seal": lambda seat: seat.station.store.seal(seal_plainly, instant(), even_empty=True),
    "publish": lambda seat: seat.station.store.mark_published(1, instant()),
    "publish again": lambda seat: seat.station.store.note_lost(()),
    "begin an epoch": lambda seat: seat.station.store.start_epoch("00112233aabbccdd"),
    "belong to a share": lambda seat: seat.station.store.belong("share", lambda: "e"),
    "rebuild": lambda seat: rebuild(seat.station),
    "tidy up": lambda seat: seat.station.store.database.forget(),
    "journal": lambda seat: seat.station.store.database.keep_journal(Journal.DELETE),
    "copy": lambda seat: seat.station.store.database.back_up(seat.station.home / "copy"),
    "sync": lambda seat: sync(seat.station),
    "let go": lambda seat: seat.station.held,
    "join": lambda seat: seat.station.keep(share=None),
    "be somebody": lambda seat: seat.station.keep(learner=seat.learner.id),
}


@pytest.mark.parametrize("act", NOT_FOR_LEARNERS.values(), ids=NOT_FOR_LEARNERS)
@pytest.mark.parametrize("guest", [False, True])
def test_what_is_not_for_learners_is_refused(
    kiosk: Station, ada: Learner, act: Act, guest: bool
) -> None:
    kiosk.keep(share=SHARE)
    seat = sit_down_guest(kiosk) if guest else sit_down(kiosk, ada)
    with untouched(kiosk), pytest.raises(UsageError):
        act(seat)
    stand_up(seat, Leaving.OWN)
    with untouched(kiosk), pytest.raises(KeystepError):
        act(seat)


def test_what_each_learner_chose_waits_for_them_alone(kiosk: Station, seat: Seat) -> None:
    before = settings.load(kiosk.home)
    seat.station.keep(minutes=10)
    seat.station.keep(quiz_time=150)
    assert (seat.station.settings.minutes, seat.station.settings.quiz_time) == (10, 150)
    assert settings.load(kiosk.home) == before
    other = sit_down(kiosk, register(kiosk, "Bela Novak", ""))
    assert other.station.settings == before
    again = sit_down(kiosk, seat.learner)
    assert (again.station.settings.minutes, again.station.settings.quiz_time) == (10, 150)


def test_after_the_end_and_for_a_guest_nothing_is_chosen(kiosk: Station, seat: Seat) -> None:
    stand_up(seat, Leaving.OWN)
    guest = sit_down_guest(kiosk)
    with untouched(kiosk):
        with pytest.raises(SittingOver):
            seat.station.keep(minutes=3)
        with pytest.raises(UsageError, match="guest"):
            guest.station.keep(minutes=3)
    assert guest.station.settings == kiosk.settings


def test_how_the_screen_looks_is_not_for_whoever_sits_there(seat: Seat) -> None:
    with pytest.raises(UsageError):
        seat.station.keep(theme="dark")


def test_the_station_is_the_same_but_for_what_is_set_at_the_seat(
    kiosk: Station, seat: Seat
) -> None:
    at = seat.station
    assert (at.home, at.keys, at.clock, at.index) == (
        kiosk.home,
        kiosk.keys,
        kiosk.clock,
        kiosk.index,
    )
    kiosk.shelf, kiosk.reachable = replace(kiosk.shelf, spoken=("de",)), False
    assert at.shelf is kiosk.shelf
    assert at.reachable is False
    at.shelf = replace(at.shelf, spoken=("ar",))
    assert (at.shelf.spoken, kiosk.shelf.spoken) == (("ar",), ("de",))
    at.close()
    assert kiosk.store.learners() == [seat.learner]
    assert sit_down(kiosk, seat.learner).station.shelf.spoken == ("de",)


def test_nobody_sits_down_where_somebody_sits(kiosk: Station, seat: Seat, ben: Learner) -> None:
    other = sit_down(kiosk, ben)
    *_, ended, begun = kiosks.events(kiosk)
    assert (ended.learner, ended.body) == (seat.learner.id, {"why": Leaving.CLOSED})
    assert (begun.learner, begun.kind) == (ben.id, Kind.SIGNED_IN)
    with untouched(kiosk), pytest.raises(SittingOver):
        kiosks.rate(seat.station, kiosks.run_at(seat))
    kiosks.rate(other.station, kiosks.run_at(other))


def test_a_sitting_is_over_though_its_end_cannot_be_saved(kiosk: Station, seat: Seat) -> None:
    run = kiosks.run_at(seat)
    with full_disk(kiosk):
        stand_up(seat, Leaving.TIMED_OUT)
    with untouched(kiosk), pytest.raises(SittingOver):
        kiosks.rate(seat.station, run)
    sit_down(kiosk, seat.learner)
    assert kinds(kiosk)[-2:] == [Kind.SIGNED_IN, Kind.SIGNED_IN]


def test_whoever_could_not_sit_down_never_sat_there(
    kiosk: Station, ada: Learner, ben: Learner
) -> None:
    with untouched(kiosk), full_disk(kiosk):
        sit_down(kiosk, ada)
    sit_down(kiosk, ben)
    assert [event.learner for event in kiosks.events(kiosk, 2)] == [ben.id]
