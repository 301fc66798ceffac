"""Processes for operations that are killed, or whose calls fail, and worlds to do it in."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.conftest import World
from tests.faults.crash import Crashes
from tests.faults.plugin import Depth
from tests.faults.stage import Stage
from tests.faults.tally import Tally
from tests.faults.tracing import STRACE
from tests.faults.zygote import Zygote


@pytest.fixture(scope="session")
def zygote(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Zygote]:
    """Runs operations in processes that strace can follow; skips where it cannot."""
    if shutil.which(STRACE) is None:
        pytest.skip("strace is missing: as root on Debian, sh packaging/system.sh faults")
    made = Zygote("tests.faults.operations")
    try:
        log: Path = tmp_path_factory.mktemp("traced") / "log"
        tried = made.run("tests.faults.zygote:nothing", log=log)
        if tried.status:
            pytest.skip(f"processes cannot be traced here: {tried.fault}")
        yield made
    finally:
        made.close()


@pytest.fixture
def beside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that is not put back."""
    return tmp_path_factory.mktemp("beside")


@pytest.fixture
def set_up(world: World, held: ExitStack, beside: Path, zygote: Zygote) -> Callable[[], Stage]:
    """Takes the world as it is now for a stage, and closes all that is open in it."""

    def take() -> Stage:
        held.close()
        return Stage(world.root, zygote, beside)

    return take


@pytest.fixture
def crashes(set_up: Callable[[], Stage], depth: Depth, tally: Tally) -> Callable[[], Crashes]:
    return lambda: Crashes(set_up(), depth, tally)
