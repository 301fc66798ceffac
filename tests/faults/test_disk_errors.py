"""The disk under an office or a station fails in the middle of what they do with files."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from keystep import paths
from keystep.services import publishing, sealing, stations
from keystep.services.meeting import joined
from keystep.services.roster import register
from keystep.services.syncing import sync
from tests.conftest import World
from tests.faults import witness
from tests.faults.knots import knots
from tests.faults.operations import SCHEMAS, office_at
from tests.faults.plugin import Depth
from tests.faults.stage import Act, Stage, acts
from tests.faults.tally import Tally
from tests.faults.tracing import FILLING, SETTLING, Call
from tests.takers import take_lesson

NEED_ROOM = FILLING | {"fsync", "fdatasync", "mkdir", "ftruncate"}
CAN_BREAK = NEED_ROOM | SETTLING | {"unlink", "rename"}
MOST = 150
OURS = re.compile(r"\n(keystep\.errors\.|AssertionError: The shared folder )")
ERRORS = {"ENOSPC": NEED_ROOM, "EIO": CAN_BREAK}


@dataclass(frozen=True)
class Failing:
    """Plays an act again and again, and each time another call fails, once or from then on."""

    stage: Stage
    depth: Depth
    tally: Tally

    def everywhere(self, act: Act, picture: Callable[[Path], Any], slice_: int) -> None:
        """Whatever fails is told in our own words, and doing it again ends it."""
        stage, root = self.stage, self.stage.root
        calls = [call for call in stage.trace(act) if call.writes and inside(call, root)]
        expected = picture(root)
        times = cycle(("", "+"))
        faults = [
            call.inject(f"error={error}") + next(times)
            for call in calls
            for error, names in ERRORS.items()
            if call.name in names
        ]
        many = min(len(faults), self.depth.many(MOST, slice_))
        for fault in self.depth.chance(12).sample(faults, many):
            stage.put_back()
            ended = stage.play(act, fault)
            self.tally.fault()
            assert ended.status == 0 or OURS.search(ended.fault), (fault, ended.fault)
            with self.tally.recovering():
                act.here(root)
            assert picture(root) == expected, fault


def inside(call: Call, root: Path) -> bool:
    return all(path.startswith(f"{root}/") for path in call.paths)


@pytest.fixture
def van(world: World, beside: Path) -> None:
    """A station with a bundle sealed and one to be, for whom news and a pack lie on the share."""
    van = world.add_station("van")
    learner = register(van, "Amara Osei", "Desk North")
    take_lesson(van, learner.id, "before-you-start")
    sync(van)
    publishing.publish_pack(world.office, knots(beside, "1.0.0"), SCHEMAS)
    stations.publish_catalog(world.office)
    take_lesson(van, learner.id, "find-the-need")
    sealing.seal(van, joined(van))
    take_lesson(van, learner.id, "call-back")


@pytest.fixture
def failing(set_up: Callable[[], Stage], depth: Depth, tally: Tally) -> Callable[[], Failing]:
    return lambda: Failing(set_up(), depth, tally)


@pytest.mark.usefixtures("van")
@pytest.mark.fault(10, 12)
def test_synchronising(world: World, failing: Callable[[], Failing]) -> None:
    """What was recorded leaves once, and news and packs are there whole."""
    [device] = [path.name for path in (world.share / "stations").iterdir()]

    def picture(root: Path) -> Any:
        witness.sound(root / "van")
        there = witness.on_share(world.share, device)
        assert there == witness.sealed(root / "van")
        return len(there), witness.packs_at(root / "van")

    act, _, _ = acts(world, "synchronise")
    failing().everywhere(act, picture, slice_=3)


@pytest.mark.usefixtures("van")
@pytest.mark.fault(10, 12)
def test_importing(world: World, failing: Callable[[], Failing]) -> None:
    """Every event counts once."""

    def picture(root: Path) -> Any:
        witness.whole_bundles(root / "office")
        assert witness.twice_at(root / "office") == 0
        return witness.counted(root / "office")

    act, _, _ = acts(world, "import_all")
    failing().everywhere(act, picture, slice_=3)


@pytest.mark.usefixtures("van")
@pytest.mark.fault(10, 12)
def test_changing_the_key(world: World, failing: Callable[[], Failing]) -> None:
    """The office has the key that the share names."""

    def picture(root: Path) -> Any:
        with office_at(str(root), act.arguments[0]) as office:
            assert office.unlocked.public_text == office.share.read_identity().public_key

    act, _, _ = acts(world, "change_key")
    failing().everywhere(act, picture, slice_=2)


@pytest.mark.fault(10, 12)
def test_a_first_start(
    world: World,
    beside: Path,
    monkeypatch: pytest.MonkeyPatch,
    failing: Callable[[], Failing],
) -> None:
    """There is one station, and the pack that ships is there."""
    lessons = beside / "lessons"
    knots(lessons, "1.0.0").unlink()
    monkeypatch.setattr(paths, "lessons", lambda: lessons)
    (world.root / "van").mkdir()

    def picture(root: Path) -> Any:
        witness.sound(root / "van")
        return witness.packs_at(root / "van")

    act, _, _ = acts(world, "start", str(lessons))
    failing().everywhere(act, picture, slice_=2)
