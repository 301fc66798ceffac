"""What must be so after a crash, read from the files themselves."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from keystep.aggregate import Aggregate
from keystep.bootstrap import open_station
from keystep.content.built import load_built
from keystep.services import upkeep
from keystep.services.office import DATABASE
from tests.integration.federation_sites import office_rows, station_log
from tests.unit.aggregate.dump import dump

STATION = "station.sqlite"


@contextmanager
def reading(database: Path) -> Iterator[sqlite3.Connection]:
    """A copy of a database as a process left it: reading the file itself would mend it."""
    with TemporaryDirectory() as folder:
        for path in database.parent.glob(f"{database.name}*"):
            shutil.copy(path, folder)
        with closing(sqlite3.connect(Path(folder, database.name))) as db:
            yield db


def sound(home: Path) -> None:
    """The chain of a station, its projections against the log, its packs."""
    with closing(open_station(home)) as station:
        assert upkeep.verify(station) == ()
        assert station.shelf.faults == ()


def lost_at(home: Path, said: tuple[str, ...]) -> int:
    """How many of the events "epoch seq h" that a station acknowledged are not in its log."""
    sound(home)
    here = {f"{epoch} {seq} {h}" for _, epoch, seq, h in station_log(home, "")}
    return len(set(said) - here)


def sealed(home: Path) -> dict[str, bytes]:
    """Every bundle of a station that is in its database, by name."""
    with reading(home / STATION) as db:
        return dict(db.execute("SELECT name, data FROM outbox"))


def on_share(share: Path, device: str) -> dict[str, bytes]:
    """The files of a station on the share, but its hellos and temporary ones."""
    files = (share / "stations" / device).glob("*.json")
    return {path.name: path.read_bytes() for path in files if not path.name.startswith("hello-")}


def counted(office: Path) -> dict[str, Any]:
    """Everything the office counts."""
    with closing(Aggregate.open(f"sqlite:///{office / DATABASE}")) as ledger:
        ledger.states.refresh()
        return dump(ledger)


def twice_at(office: Path) -> int:
    """How many events are at the office more than once."""
    return sum(len(rows) > 1 for rows in office_rows(office).values())


def set_aside(office: Path) -> list[tuple[str, str, bytes | None]]:
    """Name, reason and bytes of every file that was set aside."""
    with reading(office / DATABASE) as db:
        query = "SELECT name, reason, data FROM quarantine ORDER BY sha"
        return db.execute(query).fetchall()


def whole_bundles(office: Path) -> None:
    """Each bundle is wholly in the office's database, or not at all."""
    with reading(office / DATABASE) as db:
        query = (
            "SELECT bundle.sha, bundle.events, "
            "(SELECT count(*) FROM event WHERE event.stream = bundle.stream "
            "AND seq BETWEEN bundle.first AND bundle.last), bundle.last - bundle.first + 1 "
            "FROM bundle"
        )
        bundles = db.execute(query).fetchall()
        [(events,)] = db.execute("SELECT count(*) FROM event")
    assert all(new == here == all_ for _, new, here, all_ in bundles)
    assert events == sum(new for _, new, _, _ in bundles)


def packs_at(home: Path) -> dict[str, str]:
    """Every installed pack and the fingerprint of its folder; each must load."""
    folders = [path for path in (home / "packs").glob("*") if not path.name.startswith(".")]
    return {folder.name: fingerprint(folder) for folder in folders if load_built(folder)}


def fingerprint(folder: Path) -> str:
    """The SHA-256 over all that is in a folder."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        digest.update(str(path.relative_to(folder)).encode())
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()
