"""An office that is killed: while it imports, answers, sets aside, tells news, changes its key."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from keystep import paths, settings
from keystep.domain.bundles import Reason, Receipt
from keystep.services import stations
from keystep.services.office import pinned_share
from keystep.services.roster import register
from keystep.services.shares import share_of
from keystep.services.syncing import known_catalog, sync
from keystep.sync.documents import read_receipt
from keystep.sync.keys import open_admin_keys
from tests.conftest import PASSPHRASE, World
from tests.faults import witness
from tests.faults.crash import Crashes, Scene
from tests.faults.knots import knots
from tests.faults.operations import office_at, van_at
from tests.faults.stage import acts
from tests.faults.tally import Tally
from tests.takers import take_lesson

FIRST, SECOND, THIRD = "before-you-start", "find-the-need", "call-back"


@pytest.fixture
def reports(world: World) -> dict[str, bytes]:
    """Three bundles of two stations lie on the share; what they are, by name."""
    for name, lessons in (("van", (FIRST, SECOND)), ("hall", (THIRD,))):
        station = world.add_station(name)
        learner = register(station, f"Amara at {name}", "Desk North")
        for lesson in lessons:
            take_lesson(station, learner.id, lesson)
            world.clock.move(minutes=1)
            sync(station)
    files = (world.share / "stations").glob("*/*.json")
    return {path.name: path.read_bytes() for path in files if not path.name.startswith("hello-")}


@pytest.mark.fault(2, 3, 6)
def test_importing(world: World, reports: dict[str, bytes], crashes: Callable[[], Crashes]) -> None:
    """A bundle is wholly in or out, its neighbour that is bad is set aside, and all are answered:
    counts and receipts are what they would have been."""
    spoil(world)

    def picture(root: Path) -> Any:
        counted, receipts = witness.counted(root / "office"), answers(world, root)
        return counted, receipts, witness.set_aside(root / "office")

    act, mend, later = acts(world, "import_all")
    scene = Scene(
        act=act,
        mend=mend,
        later=later,
        picture=picture,
        cut=lambda root: witness.whole_bundles(root / "office"),
        twice=lambda root: witness.twice_at(root / "office"),
    )
    crashes().everywhere(scene, slice_=6)


@pytest.mark.fault(8, 6)
def test_setting_aside(
    world: World, reports: dict[str, bytes], tally: Tally, crashes: Callable[[], Crashes]
) -> None:
    """Of each file that is refused or held there is one entry, with its bytes and its reason."""
    for path in (world.share / "stations").glob("*/*-*-*.json"):
        path.unlink()
    stranger = world.add_station("stranger", enrolled=False)
    register(stranger, "Jonas Weber", "Desk South")
    sync(stranger)
    data = next(iter(reports.values()))
    bad = {"short.json": data[:-1], "other.json": b'{"a":1}', "flipped.json": flipped(data)}
    for name, content in bad.items():
        (world.share / "stations" / stranger.keys.device / name).write_bytes(content)

    def picture(root: Path) -> Any:
        aside = witness.set_aside(root / "office")
        for name, _, kept in aside:
            tally.refuse(kept=kept == bad.get(name, kept) is not None)
        return aside

    act, mend, later = acts(world, "import_all")
    scene = Scene(act=act, mend=mend, later=later, picture=picture)
    crashes().everywhere(scene, slice_=4)
    reasons = {reason for _, reason, _ in witness.set_aside(world.root / "office")}
    assert Reason.UNKNOWN_STATION in reasons
    assert len(reasons) > 1


@pytest.mark.fault(6)
def test_telling_the_news(
    world: World, beside: Path, reports: dict[str, bytes], crashes: Callable[[], Crashes]
) -> None:
    """There is always a catalog that stations believe, and in the end only the newest."""

    stations.publish_catalog(world.office)

    def cut(root: Path) -> None:
        assert list((root / "share" / "catalog").glob("catalog-*.json"))

    act, mend, later = acts(world, "tell_news")
    scene = Scene(act=act, mend=mend, later=later, picture=heard(world, beside), cut=cut)
    crashes().everywhere(scene, slice_=2, again=2)


@pytest.mark.fault(5, 6)
def test_publishing_a_pack(
    world: World, beside: Path, reports: dict[str, bytes], crashes: Callable[[], Crashes]
) -> None:
    """The office has it whole or not at all; in the end the stations have it."""
    file = knots(world.root, "1.0.0")
    told = heard(world, beside)

    def cut(root: Path) -> None:
        for folder in (root / "office" / "published", root / "share" / "packs"):
            assert all(path.read_bytes() == file.read_bytes() for path in folder.glob("*.kpack"))

    def picture(root: Path) -> Any:
        return (
            witness.packs_at(root / "office"),
            told(root),
            witness.packs_at(beside / "heard" / "van"),
        )

    act, mend, later = acts(world, "publish_pack")
    scene = Scene(act=act, mend=mend, later=later, picture=picture, cut=cut)
    crashes().everywhere(scene, slice_=3, again=2)


@pytest.mark.fault(6, 41)
def test_changing_the_key(
    world: World, beside: Path, reports: dict[str, bytes], crashes: Callable[[], Crashes]
) -> None:
    """One key holds: the office has the one that the share names, and the stations follow. A key
    that the share does not name waits: who knows whether the share is whole."""
    stations.publish_catalog(world.office)

    def cut(root: Path) -> None:
        with office_at(str(root), act.arguments[0]) as office:
            assert office.unlocked.public_text == office.share.read_identity().public_key

    act, _, _ = acts(world, "change_key")
    _, mend, later = acts(world, "tell_news")
    scene = Scene(
        act=act,
        mend=mend,
        later=later,
        picture=heard(world, beside),
        cut=cut,
        waits="office/keys/admin.next.json",
    )
    crashes().everywhere(scene, slice_=4, again=2)


@pytest.mark.fault(6)
def test_founding(
    world: World,
    crashes: Callable[[], Crashes],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """In the end there is one organisation: its keys are in the home, and the share is theirs."""
    nowhere = tmp_path_factory.mktemp("no packs")
    monkeypatch.setattr(paths, "lessons", lambda: nowhere)  # else each opening builds them anew

    def picture(root: Path) -> Any:
        keys, pinned = open_admin_keys(root / "founded", PASSPHRASE), pinned_share(root / "founded")
        identity = share_of(pinned).read_identity()
        assert keys.public_text == identity.public_key == pinned.public_key
        return identity.organisation, len(list((root / "founded share").glob("keystep-*.json")))

    act, mend, _ = acts(world, "found", "founded", "founded share")
    _, _, later = acts(world, "tell_news", "founded")
    crashes().everywhere(Scene(act=act, mend=mend, later=later, picture=picture), slice_=3)


def heard(world: World, beside: Path) -> Callable[[Path], Any]:
    """What the van makes of the office's word now: it belongs, and knows the office's newest
    key."""

    def picture(root: Path) -> Any:
        copy = beside / "heard"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(root / "van", copy / "van")
        with van_at(str(copy), world.clock.now().at.isoformat()) as van:
            told = sync(van)
            catalog, pinned = known_catalog(van), settings.load(van.home).share
        there = sorted(path.name for path in (root / "share" / "catalog").glob("*.json"))
        ours = settings.load(root / "office").share
        assert catalog is not None
        assert (pinned and pinned.public_key) == (ours and ours.public_key)
        assert f"catalog-{catalog.no}.json" in there
        return told.enrolled, len(there)

    return picture


def answers(world: World, root: Path) -> tuple[list[Receipt], Counter[str]]:
    """The receipts, whatever their numbers and times, and how many files there are for whom."""
    key = pinned_share(root / "office").public_key
    receipts = [read_receipt(path.read_bytes(), key) for path in files(world, "receipts")]
    told = [replace(one, no=1, issued=world.clock.now().at) for one in receipts]
    names = (path for name in ("progress", "catalog") for path in files(world, name))
    return sorted(told, key=repr), Counter(path.name.rsplit("-", 1)[0] for path in names)


def files(world: World, folder: str) -> Iterator[Path]:
    return (world.share / folder).glob("*.json")


def spoil(world: World) -> None:
    """Put a copy with a flipped bit beside a good bundle."""
    good = next((world.share / "stations").glob("*/*-1-*.json"))
    good.with_name("copy.json").write_bytes(flipped(good.read_bytes()))


def flipped(data: bytes) -> bytes:
    at = len(data) // 2
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
