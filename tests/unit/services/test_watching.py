"""Importing by itself: each change once, patience with faults, an end when told."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta

import pytest

from keystep.domain.bundles import Reason, Verdict
from keystep.errors import ShareUnreachable
from keystep.services.importing import ImportReport
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.syncing import sync
from keystep.services.watching import LONGEST, LOOK, Change, pause_after, watch
from tests.conftest import World

Step = Callable[[], object]


class Days:
    """A wait that moves the clock, does the next thing between two looks, and then ends."""

    def __init__(self, world: World, *steps: Step) -> None:
        self.world, self.steps = world, list(steps)
        self.pauses: list[timedelta] = []

    def __call__(self, pause: timedelta) -> bool:
        self.pauses.append(pause)
        self.world.clock.at += pause
        if not self.steps:
            return True
        self.steps.pop(0)()
        return False


def nothing() -> None:
    """Nothing happens between two looks."""


@pytest.fixture
def van(world: World) -> Station:
    return world.add_station("Van 12")


def watched(world: World, *steps: Step) -> tuple[list[Change], Days]:
    told: list[Change] = []
    days = Days(world, *steps)
    watch(world.office, days, told.append)
    return told, days


def catalogs(world: World) -> list[str]:
    return [path.name for path in (world.share / "catalog").glob("*")]


def test_each_change_is_told_once(world: World, van: Station) -> None:
    def arrive() -> None:
        register(van, "Amara Osei", "Desk North")
        sync(van)

    def litter() -> None:
        (world.share / "stations" / van.keys.device / "bad.json").write_bytes(b"{}")

    told, days = watched(world, nothing, arrive, nothing, litter, nothing, nothing)
    reports = [change for change in told if isinstance(change, ImportReport)]
    assert reports == told
    assert [report.count(Verdict.NEW) for report in reports] == [1, 0]
    assert [f.reason for f in reports[1].files if f.reason] == [Reason.BAD_ENVELOPE]
    assert set(days.pauses) == {LOOK}


def test_nothing_is_written_while_nothing_changes(world: World, van: Station) -> None:
    sync(van)
    watched(world)
    seen: list[list[str]] = []
    watched(world, *[lambda: seen.append(catalogs(world))] * 5)
    assert len(seen) == 5
    assert all(names == seen[0] for names in seen)


def test_months_leave_no_trace(world: World, van: Station) -> None:
    sync(van)
    for _ in range(2):
        watched(world)

    def rows() -> dict[str, int]:
        with closing(sqlite3.connect(world.office.home / "office.sqlite")) as db:
            names = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            return {n: db.execute(f"SELECT count(*) FROM {n}").fetchone()[0] for (n,) in names}

    def hour() -> None:
        world.clock.move(hours=1)

    before, files = rows(), len(list(world.share.rglob("*")))
    told, _ = watched(world, *[hour] * 12)
    assert told == []
    assert rows() == before
    assert len(list(world.share.rglob("*"))) == files


def test_a_fault_is_told_once_and_waited_for_longer_and_longer(world: World, van: Station) -> None:
    away = world.root / "away"
    register(van, "Amara Osei", "Desk North")
    sync(van)
    told, days = watched(
        world,
        lambda: world.share.rename(away),
        *[nothing] * 7,
        lambda: away.rename(world.share),
        nothing,
    )
    assert [type(change) for change in told] == [ImportReport, ShareUnreachable]
    assert days.pauses[1:9] == [pause_after(n) for n in range(1, 9)]
    assert days.pauses[8] == LONGEST
    assert days.pauses[-1] == LOOK


def test_it_ends_at_once_when_told(world: World) -> None:
    told: list[Change] = []
    watch(world.office, lambda _pause: False, told.append, cancelled=lambda: True)
    assert told == []
