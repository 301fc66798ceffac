"""What sync clients, people and drives make of the files on a share."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from keystep.domain.bundles import Reason, Verdict
from keystep.errors import ShareUnreachable
from keystep.services.importing import import_share
from keystep.services.inspecting import inspector
from keystep.services.station import Station
from keystep.services.syncing import sync
from keystep.sync.inbox import read_catalogs, read_progress_down, read_receipts
from keystep.sync.receiver import read_hellos, scan_bundles
from tests.conftest import World
from tests.faults.plugin import Depth
from tests.faults.share_steps import exchange, files, in_step, require_all_here, settle
from tests.faults.tally import Tally

SPELLINGS = (
    "{stem}.sync-conflict-20261120-093015-ABCDEFG{ending}",
    "{stem} (conflicted copy 2026-11-20){ending}",
    "{stem} (Krüger's conflicted copy 2026-11-20){ending}",
    "{stem} (1){ending}",
    "{stem}~HALL-PC{ending}",
    "Kopie von {stem}{ending}",
    "{STEM}{ENDING}",
)


@pytest.fixture
def van(world: World) -> Station:
    return in_step(world)


def readers(world: World, van: Station) -> dict[str, Callable[[], Any]]:
    """How each kind is read, by whoever reads it; nothing, or a refusal, while it is not whole."""
    office, share, device = world.office, world.office.share, van.keys.device
    key, look = office.unlocked.public_text, inspector(office).look

    def identity() -> Any:
        with suppress(ShareUnreachable):
            return share.read_identity()

    def bundle() -> Any:
        [told] = [look(share, found) for found in scan_bundles(share)]
        assert told.refusal is None or told.refusal.reason == Reason.UNSTABLE
        return told.opened and told.opened.events

    return {
        "identity": identity,
        "bundle": bundle,
        "hello": lambda: read_hellos(share, office.unlocked.unseal),
        "receipt": lambda: read_receipts(share, device, key),
        "catalog": lambda: read_catalogs(share, van.keys, key),
        "progress": lambda: read_progress_down(share, van.keys, key),
    }


@pytest.mark.fault(20)
@pytest.mark.parametrize("kind", ["identity", "hello", "bundle", "receipt", "catalog", "progress"])
def test_a_file_that_is_cut_off_anywhere_counts_once_when_it_is_whole(
    world: World, van: Station, depth: Depth, tally: Tally, kind: str
) -> None:
    file, read = files(world, van)[kind], readers(world, van)[kind]
    data, whole = file.read_bytes(), read()
    assert whole
    for length in depth.of(reversed(range(len(data))), 12):
        os.truncate(file, length)
        assert not read(), length
        tally.fault()
    for length in (0, len(data) // 2):
        file.write_bytes(data[:length])
        if kind == "identity":
            with pytest.raises(ShareUnreachable, match="Nothing was deleted here"):
                import_share(world.office)
        elif kind == "bundle":
            [told] = import_share(world.office).files
            [aside] = world.office.ledger.quarantined()
            tally.refuse(kept=world.office.ledger.bytes_of(aside.sha) == data[:length])
            assert (told.verdict, told.reason) == (Verdict.HELD, Reason.UNSTABLE)
            assert "again next time" in told.detail
            world.clock.move(minutes=1)
    file.write_bytes(data)
    assert read() == whole
    assert [one.verdict for one in settle(world, van)] == [Verdict.NEW]
    assert settle(world, van) == []
    assert world.office.ledger.quarantined() == ()
    require_all_here(world, van, tally)


def respelled(file: Path, spelling: str) -> Path:
    stem, ending = file.stem, file.suffix
    name = spelling.format(stem=stem, STEM=stem.upper(), ending=ending, ENDING=ending.upper())
    return file.with_name(name)


@pytest.mark.fault(21, 22)
def test_copies_of_every_file_under_other_names_count_for_nothing(
    world: World, van: Station, tally: Tally
) -> None:
    every = {path: path.read_bytes() for path in world.share.rglob("*.json")}
    copies = {respelled(file, way): data for file, data in every.items() for way in SPELLINGS}
    for copy, data in copies.items():
        copy.write_bytes(data)
        tally.fault()
    told = [one.verdict for one in settle(world, van)]
    assert told.count(Verdict.NEW) == 1
    assert told.count(Verdict.DUPLICATE) == len(SPELLINGS)
    require_all_here(world, van, tally)
    assert all(copy.exists() for copy in copies if "stations" not in copy.parts)


@pytest.mark.fault(21, 22)
def test_files_that_have_only_another_name_arrive_all_the_same(
    world: World, van: Station, tally: Tally
) -> None:
    for spelling in SPELLINGS:
        for file in files(world, van).values():
            if file.parent != world.share:
                file.rename(respelled(file, spelling))
                tally.fault()
        world.clock.move(minutes=1)
        assert Verdict.NEW in [one.verdict for one in import_share(world.office).files]
        for file in [*world.share.glob("receipts/*"), *world.share.glob("catalog/*")]:
            file.rename(respelled(file, spelling))
        sync(van)
        if not spelling.lower().startswith("{stem}"):
            settle(world, van)  # stations read what begins with their name; the office says it anew
        require_all_here(world, van, tally)
        for file in world.share.glob("*/**/*.json"):
            file.unlink()
        exchange(world, van)


@pytest.mark.fault(23)
@pytest.mark.parametrize("kept", [None, 0.0, 0.5], ids=["empty", "zeros", "half zeros"])
def test_placeholders_are_read_again_until_their_content_has_come(
    world: World, van: Station, tally: Tally, kept: float | None
) -> None:
    before = {file: file.read_bytes() for file in files(world, van).values()}
    before = {file: data for file, data in before.items() if file.parent != world.share}
    for file, data in before.items():
        there = b"" if kept is None else data[: int(len(data) * kept)].ljust(len(data), b"\0")
        file.write_bytes(there)
        tally.fault()
    for _ in range(2):
        world.clock.move(minutes=1)
        [told] = import_share(world.office).files
        assert (told.verdict, told.reason) == (Verdict.HELD, Reason.UNSTABLE)
        sync(van)
    [aside] = world.office.ledger.quarantined()
    tally.refuse(kept=aside.kept)
    for file, data in before.items():
        file.write_bytes(data)
    assert [one.verdict for one in settle(world, van)] == [Verdict.NEW]
    settle(world, van)
    require_all_here(world, van, tally)
