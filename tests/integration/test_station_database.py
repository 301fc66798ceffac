"""The station's database against kills, a failing disk and a second process.

As a program (``python test_station_database.py FOLDER JOURNAL``) this file is the victim: it forks
writers and kills each while it writes, so that the libraries are imported only once.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from keystep.domain.bundles import Batch, SealedBundle
from keystep.domain.down import Person, ProgressDown
from keystep.domain.events import Instant
from keystep.domain.facts import ItemAnswered
from keystep.domain.responses import Choice
from keystep.errors import NotSaved
from keystep.storage.engine import Journal
from keystep.storage.event_store import SqliteEventStore, open_store
from keystep.storage.verification import verify

KILLS = 20
NOW = Instant(datetime(2026, 5, 1, 8, 30, tzinfo=UTC), 120, "boot-1", 1)
FILE = "station.sqlite"

posix = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")


def answer(padding: int = 0) -> ItemAnswered:
    return ItemAnswered(
        pack="customers",
        version="1.0.0",
        lesson="x" * padding,
        attempt="attempt-1",
        step="check",
        item="first",
        skill="answers",
        response=Choice((1,)),
        score=1000,
        chance=250,
        duration_ms=2_500,
    )


def seal(batch: Batch) -> SealedBundle:
    return SealedBundle(batch.header.no, str(batch.header.no), b"".join(batch.events))


def opened(folder: Path, journal: Journal) -> SqliteEventStore:
    return open_store(folder / FILE, "device-1", lambda: "epoch-1", journal)


def hear_of_people(store: SqliteEventStore) -> None:
    """Bob turns out to be Cy, and is then erased."""
    store.append("bob", [answer(), answer()], NOW)
    cy = Person(learner="cy", name="Cy", team="", also=("bob",))
    down = ProgressDown(
        no=store.heard().progress + 1,
        share="share",
        device="device-1",
        issued=NOW.at,
        people=(cy,),
        included=(),
        states=(),
    )
    store.take_progress(down)
    store.erase(["bob"], NOW)


def write_for_ever(folder: Path, journal: Journal, acknowledge: int) -> None:
    """Append, and now and then seal and hear from the office; tell each seq once it is saved."""
    store = opened(folder, journal)
    while True:
        *_, last = store.append("ada", [answer(), answer()], NOW)
        os.write(acknowledge, f"{last.seq}\n".encode())
        if last.seq % 6 == 0:
            store.seal(seal, NOW, even_empty=False)
        if last.seq % 8 == 0:
            hear_of_people(store)


def kill_a_writer(folder: Path, journal: Journal, after: int) -> int:
    """The last seq that a writer acknowledged; it is killed after ``after`` acknowledgements."""
    out, acknowledge = os.pipe()
    writer = os.fork()
    if writer == 0:
        os.close(out)
        write_for_ever(folder, journal, acknowledge)
    os.close(acknowledge)
    with os.fdopen(out) as lines:
        told = [lines.readline() for _ in range(after)]
        os.kill(writer, signal.SIGKILL)
        os.waitpid(writer, 0)
        # More acknowledgements may have come before the kill did.
        told += lines.readlines()
    return int(told[-1]) if told else 0


def check_survival(folder: Path, journal: Journal) -> int:
    """Kill writers over and over; exits by an assertion when something that was saved is gone."""
    saved = 0
    for kill in range(KILLS):
        saved = max(saved, kill_a_writer(folder, journal, after=kill % 5))
        store = opened(folder, journal)
        seqs = [recorded.event.seq for recorded in store.events()]
        assert seqs == list(range(1, len(seqs) + 1))
        assert len(seqs) % 2 == 0, "two facts of one append were torn apart"
        assert len(seqs) >= saved
        assert verify(store) == ()
        store.close()
    return saved


@posix
@pytest.mark.parametrize("journal", Journal)
def test_what_was_acknowledged_survives_kills(tmp_path: Path, journal: Journal) -> None:
    command = [sys.executable, __file__, "survive", str(tmp_path), journal.value]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > KILLS


def append_for_ever(store: SqliteEventStore, saved: list[int]) -> None:
    while True:
        (event,) = store.append("ada", [answer(padding=10_000)], NOW)
        saved.append(event.seq)


def check_full_disk(folder: Path, journal: Journal) -> int:
    """Let no file grow beyond what it has, then let it grow again."""
    import resource

    store = opened(folder, journal)
    store.append("ada", [answer()], NOW)
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    room = (folder / FILE).stat().st_size + 64 * 1024
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    saved = [1]
    with pytest.raises(NotSaved, match=FILE):
        append_for_ever(store, saved)
    assert [r.event.seq for r in store.events()] == saved
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    (event,) = store.append("ada", [answer()], NOW)
    assert event.seq == len(saved) + 1
    assert verify(store) == ()
    store.close()
    return len(saved)


@posix
@pytest.mark.parametrize("journal", Journal)
def test_a_disk_without_room_says_not_saved_and_recovers(tmp_path: Path, journal: Journal) -> None:
    command = [sys.executable, __file__, "fill", str(tmp_path), journal.value]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_alembic_is_imported_only_to_upgrade(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from keystep.storage.event_store import open_store;"
        "[open_store(Path(sys.argv[1]), 'device', lambda: 'epoch').close() for _ in range(2)];"
        "sys.exit('alembic' in sys.modules)"
    )
    command = [sys.executable, "-c", program, str(tmp_path / FILE)]
    assert subprocess.run(command, check=False).returncode == 0


if __name__ == "__main__":
    checks = {"survive": check_survival, "fill": check_full_disk}
    print(checks[sys.argv[1]](Path(sys.argv[2]), Journal(sys.argv[3])))
