"""Calls on the share fail, once and for good: nothing is lost, and what is told is right."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from keystep import paths
from keystep.errors import KeystepError
from keystep.services.packs import build
from keystep.sync.file_ops import FileOps
from tests.faults.plugin import Depth
from tests.faults.share_faults import Shaken, injections
from tests.faults.share_places import Place, found_bare
from tests.faults.share_scenes import SCENES, Scene
from tests.faults.share_trials import Trial, require_words
from tests.faults.tally import Tally
from tests.unit.services.conftest import LESSON, PACK

MEMORY = Path("/dev/shm")
SLICE = 1


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """Two versions of a small pack."""
    folder, built = tmp_path_factory.mktemp("packs"), list[Path]()
    for version in ("1.0.0", "1.1.0"):
        source = folder / version
        (source / "lessons").mkdir(parents=True)
        (source / "pack.toml").write_text(PACK.replace("1.0.0", version), encoding="utf-8")
        (source / "lessons" / "bowline.md").write_text(LESSON, encoding="utf-8")
        built.append(build(source, paths.resources() / "schemas", folder))
    return tuple(built)


@pytest.fixture
def place(tmp_path: Path, shipped: Path, packs: tuple[Path, ...]) -> Iterator[Place]:
    """In memory where there is some: nothing here is about the disk."""
    folder = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else tmp_path))
    made = Place(folder / "here", shipped, packs)
    try:
        yield made
    finally:
        made.close()
        shutil.rmtree(folder)


@pytest.mark.fault(9, 11, 12, 13, 14, 15, 16, 18)
@pytest.mark.parametrize("scene", SCENES, ids=[scene.name for scene in SCENES])
def test_whatever_fails_it_ends_as_if_nothing_had(
    scene: Scene, place: Place, depth: Depth, tally: Tally
) -> None:
    trial = Trial(scene, place)
    turn = depth.chance(3).randrange(60)
    for at, fault in depth.of(injections(trial.calls, turn), SLICE):
        trial.play(at, fault, tally)
    for at, fault in depth.of(trial.elsewhere(), 1):
        trial.play(at, fault, tally)


@pytest.mark.fault(9, 13, 15, 16)
def test_a_founding_that_failed_is_begun_again(place: Place, depth: Depth, tally: Tally) -> None:
    home, calm = place.root / "office", Shaken(place.share)
    assert founding(place, calm) is None
    for at, fault in depth.of(injections(calm.calls, depth.chance(4).randrange(60)), 6):
        for folder in (home, place.share):
            shutil.rmtree(folder, ignore_errors=True)
        told = founding(place, Shaken(place.share, fault, at))
        tally.fault()
        if told is not None:
            assert "cannot be made" in str(told) or require_words(told, fault, place.root)
            with tally.recovering():
                again = founding(place, FileOps())
            if again is not None:  # the drive went in the very moment
                assert fault.lasting
                assert "Choose another" in str(again)
                place.share.rename(place.root / f"lost at {at}")
                assert founding(place, FileOps()) is None
        place.furnish("office")
        assert place.office.share.read_identity().public_key == place.office.unlocked.public_text
        place.close()


def founding(place: Place, ops: FileOps) -> KeystepError | None:
    """Why there is no organisation, if so."""
    try:
        with place.through(ops):
            found_bare(place)
    except KeystepError as told:
        return told
    return None
