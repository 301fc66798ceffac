"""Guests look around at a kiosk, and nothing of them stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from keystep.domain.facts import Leaving
from keystep.domain.ports import Learner
from keystep.domain.progress import LessonProgress
from keystep.errors import SittingOver
from keystep.services import voice
from keystep.services.kiosk.seating import Seat, sit_down, sit_down_guest, stand_up
from keystep.services.station import Station
from tests import kiosks
from tests.kiosks import kinds, untouched
from tests.made import LESSON, PACK
from tests.takers import take_lesson

SECRET = "what Grimoaldus would like to know"


@pytest.fixture
def guest(kiosk: Station) -> Seat:
    return sit_down_guest(kiosk)


def files(home: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def look_around(guest: Seat) -> None:
    """All that somebody can do who signed in, and say."""
    take_lesson(guest.station, guest.learner.id, LESSON, pack=PACK)
    for deed in kiosks.DEEDS:
        deed(guest.station, kiosks.run_at(guest))
    voice.suggest_topic(guest.station, guest.learner.id, SECRET)


def test_a_guest_learns_as_others_do(kiosk: Station, guest: Seat) -> None:
    look_around(guest)
    [done] = guest.station.store.select(LessonProgress, learner=guest.learner.id)
    assert done.completed
    assert guest.answers > 2
    assert guest.station.store.learners() == [guest.learner]
    assert (guest.guest, guest.learner.name, guest.learner.team) == (True, "", "")


def test_nothing_of_a_guest_is_in_the_home(kiosk: Station, guest: Seat) -> None:
    before = files(kiosk.home)
    with untouched(kiosk):
        look_around(guest)
        assert files(kiosk.home) == before
        stand_up(guest, Leaving.TIMED_OUT)
    assert files(kiosk.home) == before
    assert guest.learner.id not in str(before)


def test_a_guest_who_left_cannot_be_looked_up(kiosk: Station, guest: Seat) -> None:
    run = kiosks.run_at(guest)
    look_around(guest)
    stand_up(guest, Leaving.OWN)
    stand_up(guest, Leaving.OWN)
    store = guest.station.store
    for look in (store.learners, lambda: list(store.events()), lambda: kiosks.run_at(guest)):
        with pytest.raises(SittingOver):
            look()
    for deed in kiosks.DEEDS:
        with untouched(kiosk), pytest.raises(SittingOver):
            deed(guest.station, run)


def test_the_memory_of_a_guest_is_emptied(guest: Seat) -> None:
    look_around(guest)
    behind = guest.station.store._whole
    assert behind.learners()
    stand_up(guest, Leaving.CLOSED)
    with pytest.raises(OperationalError, match="no such table"):
        behind.learners()
    behind.close()


def test_no_two_guests_are_one(kiosk: Station, guest: Seat) -> None:
    look_around(guest)
    other = sit_down_guest(kiosk)
    assert other.learner.id != guest.learner.id
    assert other.station.store.select(LessonProgress) == []
    assert other.answers == 0


def test_a_guest_sees_nothing_of_who_learns_here(kiosk: Station, ada: Learner) -> None:
    seat = sit_down(kiosk, ada)
    kiosks.answer(seat.station, kiosks.run_at(seat))
    stand_up(seat, Leaving.OWN)
    guest = sit_down_guest(kiosk)
    assert ada not in guest.station.store.learners()
    assert guest.station.store.find(LessonProgress, ada.id, PACK, LESSON) is None
    with untouched(kiosk), pytest.raises(SittingOver):
        kiosks.rate(guest.station, kiosks.run_at(seat))


def test_learners_and_guests_take_turns(kiosk: Station, ada: Learner, guest: Seat) -> None:
    before = kinds(kiosk)
    seat = sit_down(kiosk, ada)
    with pytest.raises(SittingOver):
        guest.station.store.learners()
    sit_down_guest(kiosk)
    assert kinds(kiosk)[len(before) :] == ["signed_in", "signed_out"]
    with untouched(kiosk), pytest.raises(SittingOver):
        kiosks.tell_the_pace(seat.station, kiosks.run_at(seat))
