"""What lies on a share and is none of ours."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from keystep.domain.bundles import Reason, Verdict
from keystep.services.station import Station
from keystep.services.syncing import sync
from keystep.sync.receiver import scan_bundles
from keystep.sync.safe_files import TEMPORARY
from tests.conftest import World
from tests.faults.plugin import Depth
from tests.faults.share_steps import in_step, require_all_here, settle
from tests.faults.tally import Tally
from tests.unit.sync.faulty import Counting

JUNK = ("desktop.ini", ".DS_Store", "Thumbs.db", "~$x.json.tmp", "photo.jpg", "x.JSON.part")


@pytest.fixture
def van(world: World) -> Station:
    return in_step(world)


def strange_things(folder: Path, outside: Path, names: str) -> list[Path]:
    """Whatever has a name and is no file; ``names`` has a place for a letter."""
    ways = [folder / names.format(letter) for letter in "abcdef"]
    pipe, below, link, loop, plug, device = ways
    os.mkfifo(pipe)
    below.mkdir()
    link.symlink_to(outside)
    loop.symlink_to(loop)
    with socket.socket(socket.AF_UNIX) as one:
        here = os.open(folder, os.O_RDONLY)
        one.bind(f"/proc/self/fd/{here}/{plug.name}")
        os.close(here)
    with suppress(PermissionError):
        os.mknod(device, 0o600 | stat.S_IFCHR, os.makedev(1, 5))  # zeros without an end
    return [way for way in ways if os.path.lexists(way)]


@pytest.mark.fault(24)
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="FIFOs are POSIX's")
def test_what_is_no_file_is_refused_and_never_opened(
    world: World, van: Station, tally: Tally
) -> None:
    outside, device = world.root / "outside", van.keys.device
    outside.write_bytes(b"nobody's business")
    there = strange_things(world.share / "stations" / device, outside, "{}.json")
    letters = {letter: str(no) for no, letter in enumerate("abcdef", 91)}
    for folder, name in {
        "stations/" + device: "hello-9{}.json",
        "catalog": "catalog-9{}.json",
        "receipts": f"{device}-9{{}}.json",
        "progress": f"{device}-9{{}}.json",
        "": "keystep-9{}.json",
    }.items():
        for way in strange_things(world.share / folder, outside, name):
            numbered = way.with_name(name.format(letters[way.stem[-1]]))
            there.append(way.rename(numbered))
    tally.fault(len(there))
    first, *_ = (settle(world, van), settle(world, van))
    refused = [one for one in first if one.reason is Reason.NOT_A_FILE]
    assert [one.verdict for one in first].count(Verdict.NEW) == 1
    assert len(refused) == len(list((world.share / "stations" / device).glob("?.json")))
    for one in refused:
        assert "Remove it" in one.detail
        tally.refuse(kept=os.path.lexists(world.share / one.file))
    require_all_here(world, van, tally)
    assert all(os.path.lexists(way) for way in there)
    assert outside.read_bytes() == b"nobody's business"
    kept = [world.office.ledger.bytes_of(one.sha) for one in world.office.ledger.quarantined()]
    assert b"nobody's business" not in kept


class Listing:
    """What ``os.scandir`` gives, with a count of how often an entry was looked at."""

    def __init__(self, real: Any, looked: list[str]) -> None:
        self._real, self._looked = real, looked

    def __enter__(self) -> Iterator[Any]:
        return (Looked(one, self._looked) for one in self._real.__enter__())

    def __exit__(self, *raised: object) -> None:
        self._real.__exit__(*raised)


class Looked:
    def __init__(self, real: os.DirEntry[str], looked: list[str]) -> None:
        self.name, self._real, self._looked = real.name, real, looked

    def stat(self, *, follow_symlinks: bool) -> os.stat_result:
        assert not follow_symlinks
        self._looked.append(self.name)
        return self._real.stat(follow_symlinks=False)


@pytest.mark.fault(25)
def test_files_that_do_not_belong_cost_one_look_each(
    world: World, van: Station, depth: Depth, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, many = world.share / "stations" / van.keys.device, depth.many(10_000, 1_000)
    real, looked = os.scandir, list[str]()

    def scanned() -> tuple[list[str], dict[str, int]]:
        looked.clear()
        counting = Counting()
        found = scan_bundles(replace(world.office.share, ops=counting))
        with monkeypatch.context() as counted:
            counted.setattr(os, "scandir", lambda way: Listing(real(way), looked))
            names = [one.name for one in found]
        return names, {**counting.calls, "looks": len(looked)}

    before, calls = scanned()
    source = folder / JUNK[0]
    source.touch()
    for number in range(many - 1):
        os.link(source, folder / f"{number}{JUNK[number % len(JUNK)]}")
    after, with_junk = scanned()
    assert after == before
    assert with_junk == {**calls, "looks": calls["looks"] + many}
    assert Verdict.NEW in [one.verdict for one in settle(world, van)]
    assert len(list(folder.iterdir())) >= many


@pytest.mark.fault(19)
def test_of_what_crashes_left_each_cleans_up_its_own_after_a_day(
    world: World, van: Station, tally: Tally
) -> None:
    hall = world.add_station("Hall 7")
    own, others = (f"stations/{one.keys.device}" for one in (van, hall))
    offices = ("", "catalog", "packs", "progress", "receipts")
    left = {
        (folder, hours): _left_behind(world, folder, hours)
        for folder in (*offices, own, others, "stations/nobody", "photos")
        for hours in (23, 25)
    }
    tally.fault(len(left))
    sync(van)
    assert {at for at, path in left.items() if not path.exists()} == {(own, 25)}
    assert [one.verdict for one in settle(world, van)] == [Verdict.NEW]
    gone = {at for at, path in left.items() if not path.exists()}
    assert gone == {(own, 25), *((folder, 25) for folder in offices)}
    require_all_here(world, van, tally)


def _left_behind(world: World, folder: str, hours: int) -> Path:
    """Half a file, under the name that it has until it is whole."""
    path = world.share / folder / f".{hours:016}{TEMPORARY}"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b'{"payload":"half of')
    written = (world.clock.at - timedelta(hours=hours)).timestamp()
    os.utime(path, (written, written))
    return path
