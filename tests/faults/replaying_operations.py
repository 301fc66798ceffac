"""What is recorded, for the power to go at every moment of it.

What was promised is written to the null device: that is a call like all others, so the trace tells
what came before it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from unittest.mock import patch

from keystep.bootstrap import STATION_DATABASE
from keystep.domain.events import Event, Instant
from keystep.domain.facts import Fact, SignedIn
from keystep.services.importing import Progress, import_share
from keystep.services.office import found_organisation
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.syncing import sync
from keystep.storage import event_store
from keystep.storage.engine import Journal
from keystep.storage.event_store import open_store
from keystep.storage.lock import HomeLock
from keystep.sync.file_ops import FileOps
from keystep.sync.keys import station_keys
from keystep.sync.share import Share
from tests.conftest import PASSPHRASE, QUICK
from tests.fakes import FakeClock, FakeIds
from tests.faults.operations import newest, office_at, van_at
from tests.faults.replaying import WITNESS
from tests.faults.zygote import Say
from tests.takers import take_lesson

LESSONS = ("before-you-start", "call-back", "how-far-you-came")
NEW, OLD = "stations/abc/new.json", "old.json"
PARTS = (b"a" * 700, b"b" * 3_000, b"c" * 40_000)
EPOCH = "00112233aabbccdd"
OTHER = b"other " * 2_000


class Witness:
    """Says what was promised, and writes it down in calls that the trace has."""

    def __init__(self, say: Say) -> None:
        self.say, self._descriptor = say, os.open(WITNESS, os.O_WRONLY)

    def tell(self, *words: object) -> None:
        line = " ".join(map(str, words))
        os.write(self._descriptor, line.encode())
        self.say(line)


@contextmanager
def at_work(root: str, at: str, journal: str, witness: Witness) -> Iterator[Station]:
    """A station that tells of each event once the learner may believe that it is saved."""
    safe = patch.object(event_store, "safe_journal", lambda _version: Journal(journal))
    with safe, van_at(root, at) as station:
        append = station.store.append

        def told(learner: str, facts: Sequence[Fact], now: Instant) -> tuple[Event, ...]:
            events = append(learner, facts, now)
            witness.tell("saved", newest(station))
            return events

        with patch.object(station.store, "append", told):
            yield station
        witness.tell("saved", newest(station))


def learn(say: Say, root: str, at: str, journal: str) -> None:
    """The first days of a station: lessons, a restart, somebody forgotten."""
    witness, later = Witness(say), (datetime.fromisoformat(at) + timedelta(days=1)).isoformat()
    with at_work(root, at, journal, witness) as van:
        amara = register(van, "Amara Osei", "Desk North")
        jonas = register(van, "Jonas Weber", "Desk North")
        take_lesson(van, amara.id, LESSONS[0])
        take_lesson(van, jonas.id, LESSONS[1])
    with at_work(root, later, journal, witness) as van:
        take_lesson(van, amara.id, LESSONS[1])
        van.store.erase([jonas.id], van.clock.now())
        witness.tell("erased", jonas.id)
        take_lesson(van, amara.id, LESSONS[2])


def begin(say: Say, root: str, journal: str) -> None:
    """The very first answer at a station, in a folder that has to be made."""
    witness, home = Witness(say), Path(root, "new", "home")
    with HomeLock(home):
        device = station_keys(home).device
        store = open_store(home / STATION_DATABASE, device, lambda: EPOCH, Journal(journal))
        store.append("amara", [SignedIn()], FakeClock().now())
        witness.tell("saved", device)
        store.close()


def send(say: Say, root: str, at: str, journal: str) -> None:
    """A lesson, and what the share gets of it; what the office answered before is taken in."""
    witness = Witness(say)
    with at_work(root, at, journal, witness) as van:
        [learner] = van.store.learners()
        take_lesson(van, learner.id, LESSONS[1])
        sync(van)
        for bundle in van.store.unreceived():
            witness.tell("published", bundle.name)


def take_in(say: Say, root: str, at: str) -> None:
    """The office imports what waits, and answers."""
    witness = Witness(say)

    def tell(progress: Progress) -> None:
        witness.tell("imported", progress.events)

    with office_at(root, at) as office:
        import_share(office, tell)
        witness.tell("answered")


def publish(say: Say, root: str) -> None:
    """A new file in a new folder, and others in the place of those that are there."""
    witness, share = Witness(say), Share(Path(root), ops=FileOps())
    share.publish_parts(NEW.rpartition("/")[0], Path(NEW).name, PARTS)
    witness.tell("published", NEW)
    share.publish(NEW.rpartition("/")[0], Path(NEW).name, OTHER)
    share.publish("", OLD, PARTS[1])
    witness.tell("published", OLD)


def found(say: Say, root: str) -> None:
    """An organisation begins: its keys, its share, where that is."""
    witness, ids = Witness(say), FakeIds("founding")
    home, share = Path(root, "office"), Path(root, "share")
    with patch("keystep.services.office.Share", partial(Share, ops=FileOps())):
        found_organisation(home, share, "Hartmann", PASSPHRASE, new_id=ids, argon=QUICK)
    witness.tell("founded")
