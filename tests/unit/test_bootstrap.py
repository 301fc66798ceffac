"""The wiring: real clocks, one Keystep to a home, nothing left open after a failure."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from keystep.bootstrap import SystemClock, new_epoch, new_id, open_office, open_station
from keystep.errors import HomeInUse, PassphraseRefused
from keystep.services.office import Office
from keystep.services.station import Station
from tests.conftest import World


def test_the_clock_reads_this_machines_time() -> None:
    clock = SystemClock()
    first, second = clock.now(), clock.now()
    assert abs(first.at - datetime.now(UTC)) < timedelta(minutes=1)
    assert first.boot == second.boot
    assert second.clock >= first.clock
    assert -14 * 60 <= first.offset <= 14 * 60


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells its programs of another zone")
def test_a_clock_that_travels_reads_the_time_of_where_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock, offsets = SystemClock(), []
    for zone in ("UTC0", "JST-9", "NST3:30", "UTC0"):
        monkeypatch.setenv("TZ", zone)
        offsets.append(clock.now().offset)
    monkeypatch.undo()
    clock.now()
    assert offsets == [0, 540, -210, 0]


def test_ids_and_epochs_do_not_repeat() -> None:
    assert len({new_id() for _ in range(100)}) == 100
    assert len(new_epoch()) == 16
    assert new_epoch() != new_epoch()


def test_a_home_is_opened_by_one_keystep_only(
    tmp_path: Path, open_home: Callable[[Path], Station]
) -> None:
    first = open_home(tmp_path / "home")
    with pytest.raises(HomeInUse):
        open_station(tmp_path / "home")
    first.close()
    open_home(tmp_path / "home")


def test_an_office_opens_to_look_at_without_its_passphrase(world: World) -> None:
    home = world.office.home
    world.office.close()
    office: Office = open_office(home, None)
    assert office.keys is None
    office.close()
    with pytest.raises(PassphraseRefused):
        open_office(home, "wrong")
