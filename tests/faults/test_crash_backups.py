"""An office that is killed while it is backed up, put back, founded, or forgets somebody."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from keystep.aggregate import Aggregate
from keystep.services.backup_file import unsealed
from keystep.services.backups import back_up
from keystep.services.importing import import_share
from keystep.services.packs import PACKS
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.syncing import sync
from tests.conftest import World
from tests.faults import witness
from tests.faults.crash import Crashes, Scene
from tests.faults.operations import BACKUP, office_at
from tests.faults.stage import acts
from tests.takers import take_lesson
from tests.unit.aggregate.dump import dump

FIRST, SECOND = "before-you-start", "find-the-need"


@pytest.fixture
def van(world: World) -> Station:
    """A station of two people, of whom the office has a lesson each."""
    station = world.add_station("van")
    for name in ("Amara Osei", "Jonas Weber"):
        take_lesson(station, register(station, name, "Desk North").id, FIRST)
    bring(world, station)
    return station


def bring(world: World, van: Station) -> None:
    world.clock.move(minutes=1)
    sync(van)
    import_share(world.office)


@pytest.fixture
def backup(world: World, van: Station) -> Path:
    return back_up(world.office, world.root / BACKUP)


@pytest.mark.fault(6)
def test_backing_up(
    world: World, van: Station, backup: Path, crashes: Callable[[], Crashes]
) -> None:
    """There is always a whole backup: the old one or the new."""
    [one, _] = van.store.learners()
    take_lesson(van, one.id, SECOND)
    bring(world, van)

    def picture(root: Path) -> Any:
        return held(root, act.arguments[0])

    act, mend, later = acts(world, "back_up")
    scene = Scene(
        act=act,
        mend=mend,
        later=later,
        picture=picture,
        cut=lambda root: picture(root) and None,
    )
    crashes().everywhere(scene, slice_=3)


@pytest.mark.parametrize("home", ["office", "elsewhere"])
@pytest.mark.fault(6, 55)
def test_putting_back(
    world: World, van: Station, backup: Path, home: str, crashes: Callable[[], Crashes]
) -> None:
    """What is there is the office of before, or that of the backup; doing it again ends it."""
    [one, _] = van.store.learners()
    take_lesson(van, one.id, SECOND)
    bring(world, van)
    if home != "office":  # else each opening would build them anew
        shutil.copytree(world.office.home / PACKS, world.root / home / PACKS)
    act, mend, _ = acts(world, "restore", home)
    _, _, later = acts(world, "look_in", home)
    scene = Scene(
        act=act,
        mend=mend,
        later=later,
        picture=lambda root: witness.counted(root / home),
        twice=lambda root: witness.twice_at(root / home),
    )
    crashes().everywhere(scene, slice_=3)


@pytest.mark.fault(6, 54)
def test_forgetting_somebody(
    world: World, van: Station, backup: Path, crashes: Callable[[], Crashes]
) -> None:
    """Whoever is to be forgotten is, at the office, in its backups, and the stations hear of it;
    nobody else is."""
    [amara] = [learner for learner in van.store.learners() if learner.name == "Amara Osei"]

    def picture(root: Path) -> Any:
        home = root / "office"
        for path in home.rglob("*"):
            assert not path.is_file() or b"Amara Osei" not in path.read_bytes(), path
        return witness.counted(home), held(root, act.arguments[0])

    act, mend, later = acts(world, "erase", amara.id)
    scene = Scene(act=act, mend=mend, later=later, picture=picture)
    crashes().everywhere(scene, slice_=4)


def held(root: Path, at: str) -> Any:
    """What the backup holds, counted anew."""
    with (
        office_at(str(root), at) as office,
        unsealed(root / BACKUP, office.unlocked, root.parent) as (kept, database),
        closing(Aggregate.open(f"sqlite:///{database}")) as ledger,
    ):
        return kept.share, dump(ledger)
