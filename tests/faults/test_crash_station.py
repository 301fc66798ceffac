"""A station that is killed: while answers are recorded, sealed, published, and news arrives."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from keystep import paths
from keystep.bootstrap import open_station
from keystep.content.archive import install_pack
from keystep.domain.facts import Kind
from keystep.services import publishing, sealing, stations
from keystep.services.importing import import_share
from keystep.services.meeting import joined
from keystep.services.packs import PACKS
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.syncing import sync
from keystep.storage.engine import Journal
from tests.conftest import World
from tests.faults import witness
from tests.faults.crash import Crashes, Said, Scene
from tests.faults.knots import knots
from tests.faults.operations import SCHEMAS, office_at
from tests.faults.stage import acts
from tests.integration.federation_sites import office_rows
from tests.takers import take_lesson

FIRST, SECOND, THIRD = "before-you-start", "find-the-need", "call-back"


@pytest.fixture
def van(world: World) -> Station:
    """A station with a learner who has taken a lesson."""
    station = world.add_station("van")
    register(station, "Amara Osei", "Desk North")
    take(station, FIRST)
    return station


def take(van: Station, lesson: str) -> None:
    [learner] = van.store.learners()
    take_lesson(van, learner.id, lesson)


def lost(root: Path, said: Said) -> int:
    return witness.lost_at(root / "van", said)


@pytest.mark.parametrize("journal", Journal)
@pytest.mark.fault(6)
def test_answers(
    world: World, van: Station, journal: Journal, crashes: Callable[[], Crashes]
) -> None:
    """No answer that was acknowledged is lost, and none is there twice."""

    def picture(root: Path) -> Any:
        with closing(open_station(root / "van")) as station:
            events = [recorded.event for recorded in station.store.events()]
        answered = sorted(event.body["item"] for event in events if "item" in event.body)
        return answered, sum(event.kind == Kind.LESSON_COMPLETED for event in events)

    act, mend, later = acts(world, "learn", THIRD, journal)
    scene = Scene(act=act, mend=mend, later=later, picture=picture, lost=lost)
    crashes().everywhere(scene, slice_=3)


@pytest.mark.fault(1, 6)
def test_publishing(
    world: World, van: Station, beside: Path, crashes: Callable[[], Crashes]
) -> None:
    """One bundle waits sealed, another is to be sealed; whatever has a name on the share is whole
    and stays as it is, and the office gets every event once."""
    sealing.seal(van, joined(van))
    take(van, SECOND)
    device, log = van.keys.device, van.store.tip(van.store.epoch)
    stick = beside / "stick"
    seen: dict[str, bytes] = {}

    def cut(root: Path) -> None:
        seen.clear()
        seen.update(witness.on_share(world.share, device))
        assert seen.items() <= witness.sealed(root / "van").items()

    def picture(root: Path) -> Any:
        there = witness.on_share(world.share, device)
        assert seen.items() <= there.items()
        assert there == witness.sealed(root / "van")
        shutil.rmtree(stick, ignore_errors=True)
        shutil.copytree(world.share, stick)
        with office_at(str(root), act.arguments[0]) as office:
            import_share(office, root=stick)
        return len(there), len(office_rows(root / "office")) - log

    act, mend, later = acts(world, "synchronise")
    scene = Scene(
        act=act,
        mend=mend,
        later=later,
        picture=picture,
        cut=cut,
        lost=lost,
        twice=lambda root: witness.twice_at(root / "office"),
    )
    crashes().everywhere(scene, slice_=4, again=2)


@pytest.mark.fault(4, 6)
def test_deleting_what_was_received(
    world: World, van: Station, crashes: Callable[[], Crashes]
) -> None:
    """Only what the office confirmed goes; and its word and progress are taken in on the way."""
    device, folder = van.keys.device, world.share / "stations" / van.keys.device
    sync(van)
    take(van, SECOND)
    world.clock.move(minutes=1)
    sync(van)
    import_share(world.office)
    stations.publish_catalog(world.office)
    received = set(witness.on_share(world.share, device))
    take(van, THIRD)
    sealing.seal(van, joined(van))
    [waiting] = van.store.unpublished()
    (folder / waiting.name).write_bytes(waiting.data)
    assert len(received) == 2

    def cut(root: Path) -> None:
        there = witness.on_share(world.share, device)
        assert there[waiting.name] == waiting.data
        assert there.items() <= witness.sealed(root / "van").items()

    def picture(root: Path) -> Any:
        with closing(open_station(root / "van")) as station:
            outbox, heard = station.store.outbox(), station.store.heard()
        return sorted(witness.on_share(world.share, device)), outbox.unreceipted, heard.receipt

    act, mend, later = acts(world, "synchronise")
    scene = Scene(act=act, mend=mend, later=later, picture=picture, cut=cut, lost=lost)
    crashes().everywhere(scene, slice_=4, again=2)


@pytest.mark.fault(5, 6)
def test_a_pack_that_arrives(
    world: World, van: Station, beside: Path, crashes: Callable[[], Crashes]
) -> None:
    """A newer version comes beside the old one: whole, or not at all."""
    whole = dict[str, str]()
    for version in ("1.0.0", "1.1.0"):
        file = knots(beside, version)
        publishing.publish_pack(world.office, file, SCHEMAS)
        stations.publish_catalog(world.office)
        if version == "1.0.0":
            sync(van)
    whole = witness.packs_at(world.office.home)

    def cut(root: Path) -> None:
        assert witness.packs_at(root / "van").items() <= whole.items()

    def picture(root: Path) -> Any:
        with closing(open_station(root / "van")) as station:
            return witness.packs_at(root / "van"), station.shelf.pack("knots").version

    act, mend, later = acts(world, "synchronise")
    scene = Scene(act=act, mend=mend, later=later, picture=picture, cut=cut, lost=lost)
    crashes().everywhere(scene, slice_=4, again=2)


@pytest.mark.fault(5, 6)
def test_a_first_start(
    world: World,
    beside: Path,
    monkeypatch: pytest.MonkeyPatch,
    crashes: Callable[[], Crashes],
) -> None:
    """Keys, database and the packs that ship: there is one station, and it is whole."""
    file = knots(beside, "1.0.0")
    whole = {"knots-1.0.0": witness.fingerprint(install_pack(file, beside / PACKS, SCHEMAS))}
    lessons = beside / "lessons"
    lessons.mkdir()
    (beside / "knots 1.0.0").rename(lessons / "knots")
    monkeypatch.setattr(paths, "lessons", lambda: lessons)

    def cut(root: Path) -> None:
        assert witness.packs_at(root / "van").items() <= whole.items()

    def picture(root: Path) -> Any:
        witness.sound(root / "van")
        return witness.packs_at(root / "van") == whole

    act, mend, later = acts(world, "start", str(lessons))
    crashes().everywhere(
        Scene(act=act, mend=mend, later=later, picture=picture, cut=cut), slice_=3, again=2
    )
