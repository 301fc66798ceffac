"""A stick between station and office."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from keystep.domain.bundles import Verdict
from keystep.errors import ShareFull, ShareUnreachable, UsageError
from keystep.services import shares, stations
from keystep.services.carrying import Carried, carry
from keystep.services.importing import import_share
from keystep.services.joining import confirm, join_share
from keystep.services.office import found_organisation
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.syncing import known_catalog, sync
from keystep.sync.file_ops import FileOps
from tests.conftest import QUICK, World
from tests.fakes import FakeIds


@pytest.fixture
def van(world: World) -> Station:
    station = world.add_station("Van 12")
    sync(station)
    return station


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def learn(station: Station, name: str = "Amara Osei") -> None:
    register(station, name, "Desk North")


def bundles(root: Path) -> list[str]:
    files = root.glob("stations/*/*.json")
    return sorted(file.name for file in files if not file.name.startswith("hello"))


def test_an_empty_stick_carries_progress_to_the_office(
    world: World, van: Station, stick: Path
) -> None:
    import_share(world.office)
    learn(van)
    told = carry(van, stick)
    assert (told.out, told.heard) == (2, False)
    assert (stick / "keystep-1.json").is_file()
    assert import_share(world.office, root=stick).count(Verdict.NEW) == 1


def test_the_offices_answer_comes_back_on_it(world: World, van: Station, stick: Path) -> None:
    learn(van)
    carry(van, stick)
    import_share(world.office, root=stick)
    told = carry(van, stick)
    assert (told.out, told.received, told.heard) == (0, 2, True)
    assert bundles(stick) == []
    catalog = known_catalog(van)
    assert catalog is not None
    assert [one.device for one in catalog.stations] == [van.keys.device]
    assert van.store.heard().progress > 0


def test_what_is_on_a_stick_waits_here_too(world: World, van: Station, stick: Path) -> None:
    learn(van)
    carry(van, stick)
    assert van.store.outbox().waiting == 1
    shutil.rmtree(stick)
    stick.mkdir()
    assert carry(van, stick).out == 2
    assert sync(van).published == 1


def test_doing_it_again_changes_nothing(van: Station, stick: Path) -> None:
    learn(van)
    carry(van, stick)
    before = {path: path.stat().st_mtime_ns for path in stick.rglob("*.json")}
    assert carry(van, stick).out == 2
    assert {path: path.stat().st_mtime_ns for path in stick.rglob("*.json")} == before


def test_a_station_without_a_network_is_enrolled_by_stick(world: World, stick: Path) -> None:
    shutil.copy(world.share / "keystep-1.json", stick)
    van = world.open_home(world.root / "Van 12")
    join_share(van, stick, "Van 12")
    learn(van)
    assert carry(van, stick) == Carried()
    assert bundles(stick) == []
    import_share(world.office, root=stick)
    [asking] = world.office.ledger.members.waiting()
    confirm(van)
    stations.enrol(world.office, asking.device)
    assert carry(van, stick).out == 1
    assert import_share(world.office, root=stick).events == 1
    assert carry(van, stick).heard


def test_the_sticks_of_others_are_left_alone(van: Station, stick: Path, tmp_path: Path) -> None:
    (stick / "holiday.jpg").write_bytes(b"a picture")
    carry(van, stick)
    assert (stick / "holiday.jpg").read_bytes() == b"a picture"
    with pytest.raises(ShareUnreachable):
        carry(van, tmp_path / "not plugged in")
    assert not (tmp_path / "not plugged in").exists()


def test_another_offices_stick_is_refused(van: Station, world: World, stick: Path) -> None:
    found_organisation(
        world.root / "other", stick, "Else", "passphrase", new_id=FakeIds("other"), argon=QUICK
    )
    before = sorted(stick.rglob("*"))
    with pytest.raises((ShareUnreachable, UsageError)):
        carry(van, stick)
    assert sorted(stick.rglob("*")) == before


class Full(FileOps):
    """Takes no more than two new files, and nothing large."""

    def __init__(self) -> None:
        self._left = 2

    def write(self, descriptor: int, data: memoryview) -> int:
        if self._left == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self._left -= 1
        return super().write(descriptor, data)


@pytest.mark.fault(9)
def test_a_full_stick_says_so_and_nothing_is_lost(
    world: World, van: Station, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Amara Osei", "Jonas Weber", "Mei Tanaka"):
        learn(van, name)
        sync(van)
    with monkeypatch.context() as narrow:
        narrow.setattr(shares, "PatientOps", Full)
        with pytest.raises(ShareFull, match="Nothing was lost") as told:
            carry(van, stick)
    assert str(stick) in str(told.value)
    assert [path for path in stick.rglob("*") if path.is_file() and path.stat().st_size == 0] == []
    assert carry(van, stick).out == 4
    assert import_share(world.office, root=stick).count(Verdict.NEW) == 4


def test_it_is_safe_to_remove_only_when_the_system_has_written_all(
    van: Station, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = list[list[str]]()
    monkeypatch.setattr(os, "sync", lambda: seen.append(bundles(stick)))
    learn(van)
    carry(van, stick)
    assert seen == [bundles(stick)]
    assert len(seen[0]) == 2
