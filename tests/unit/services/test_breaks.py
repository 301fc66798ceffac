"""Learning breaks at a station: whose plan holds, and what is kept of it."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta

import pytest

from keystep.bootstrap import open_office
from keystep.domain.breaks import BreakPlan
from keystep.domain.ports import Learner
from keystep.services import breaks
from keystep.services.backups import back_up, restore
from keystep.services.proposing import propose_breaks
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.syncing import sync
from tests.conftest import PASSPHRASE, World
from tests.fakes import FakeClock


@pytest.fixture
def now_plan(clock: FakeClock) -> BreakPlan:
    """A plan whose time is now, every day."""
    local = clock.now().local
    quiet = (local.hour * 60 + local.minute + 600) % (24 * 60)
    return BreakPlan(
        times=(local.hour * 60 + local.minute,),
        days=tuple(range(1, 8)),
        quiet_from=quiet,
        quiet_until=quiet,
    )


def test_the_offices_plan_holds_until_one_is_chosen(world: World, now_plan: BreakPlan) -> None:
    van = world.add_station("Van 12")
    amara = register(van, "Amara Osei", "Desk North")
    assert breaks.break_plan(van, amara.id).times == ()
    propose_breaks(world.office, now_plan)
    sync(van)
    assert breaks.break_plan(van, amara.id) == now_plan
    own = BreakPlan(times=(600,))
    breaks.choose_plan(van, amara.id, own)
    assert breaks.break_plan(van, amara.id) == own
    breaks.choose_plan(van, amara.id, None)
    propose_breaks(world.office, None)
    sync(van)
    assert breaks.break_plan(van, amara.id) == BreakPlan()


def test_an_office_that_was_put_back_proposes_what_the_stations_were_told(
    world: World, now_plan: BreakPlan
) -> None:
    file = back_up(world.office, world.root / "yesterday.backup")
    propose_breaks(world.office, now_plan)
    home = world.new_home("new office")
    restore(home, file, PASSPHRASE, now=world.clock.now().at)
    with closing(open_office(home, PASSPHRASE, world.clock)) as office:
        assert office.ledger.proposal.plan() == now_plan


def test_a_reminder_comes_once_whoever_starts_the_program_again(
    station: Station, amara: Learner, clock: FakeClock, now_plan: BreakPlan
) -> None:
    breaks.choose_plan(station, amara.id, now_plan)
    slot = breaks.reminder(station, amara.id)
    assert slot is not None
    breaks.snooze(station, amara.id, slot)
    assert breaks.reminder(station, amara.id) is None
    clock.move(minutes=16)
    assert breaks.reminder(station, amara.id) == slot
    breaks.note_shown(station, amara.id, slot)
    assert breaks.reminder(station, amara.id) is None
    clock.move(days=1)
    tomorrow = breaks.reminder(station, amara.id)
    assert tomorrow is not None
    assert tomorrow.at - slot.at == timedelta(days=1)
    breaks.note_shown(station, amara.id, tomorrow)
    assert list(station.store.notes(amara.id, breaks.REMINDED)) == [tomorrow.key]


def test_who_travels_back_over_midnight_is_not_reminded_twice(
    station: Station, amara: Learner, clock: FakeClock, now_plan: BreakPlan
) -> None:
    breaks.choose_plan(station, amara.id, now_plan)
    slot = breaks.reminder(station, amara.id)
    assert slot is not None
    breaks.note_shown(station, amara.id, slot)
    clock.move(days=-1)
    before = breaks.reminder(station, amara.id)
    assert before is not None
    breaks.note_shown(station, amara.id, before)
    clock.move(days=1)
    assert breaks.reminder(station, amara.id) is None


def test_two_at_one_station_are_each_reminded(
    station: Station, amara: Learner, now_plan: BreakPlan
) -> None:
    ben = register(station, "Ben Adeyemi", "Desk North")
    for one in (amara, ben):
        breaks.choose_plan(station, one.id, now_plan)
    slot = breaks.reminder(station, amara.id)
    assert slot is not None
    breaks.note_shown(station, amara.id, slot)
    assert breaks.reminder(station, amara.id) is None
    assert breaks.reminder(station, ben.id) == slot


def test_a_break_that_was_taken_is_an_event(station: Station, amara: Learner) -> None:
    breaks.take_break(station, amara.id, 5)
    taken = [kept.event for kept in station.store.events()][-1]
    assert (taken.kind, taken.body["minutes"], taken.body["reminded"]) == ("break_taken", 5, False)
