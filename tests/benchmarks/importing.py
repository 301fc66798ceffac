"""Importing a share, against the least that a verified import takes.

The ceiling reads the same events from as many signed files without sealing them: SHA-256, Ed25519,
msgspec, and one transaction a file into one table with the key (device, seq).
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from itertools import count
from pathlib import Path
from time import perf_counter

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Raw
from pyrage import x25519

from keystep.aggregate import Aggregate
from keystep.bootstrap import new_id, open_office
from keystep.domain.events import Event, Recorded
from keystep.services.importing import import_share
from keystep.services.office import Office, found_organisation
from keystep.services.stations import enrol, greet_stations
from keystep.sync.keys import StationKeys
from keystep.sync.layout import station_folder
from keystep.sync.publisher import publish_hello
from tests.benchmarks import bundles
from tests.benchmarks.measure import Goal, Row, compare, medians_in_turns, seconds

EVENTS = 60_000
IN_A_BUNDLE = 1_000
ROUNDS = 5
PASSPHRASE = "benchmarks only"
PRAGMAS = ("journal_mode=DELETE", "synchronous=EXTRA", "cache_size=-65536")
SIGNATURE_BYTES = 64


def measure(folder: Path) -> Row:
    """Events a second on one thread, into an empty database each time."""
    signing = Ed25519PrivateKey.generate()
    keys = StationKeys(signing, x25519.Identity.generate())
    recorded = bundles.events(keys.device, EVENTS)
    numbers = count()
    with closing(_office(folder, keys, recorded)) as office:
        files = _plain_files(folder / "plain", signing, recorded)
        medians = medians_in_turns(
            lambda: EVENTS / _import(office, folder / f"ours-{next(numbers)}.sqlite"),
            lambda: EVENTS / _pipe(keys, files, folder / f"bare-{next(numbers)}.sqlite"),
            ROUNDS,
        )
    goal = Goal(0.6, at_least=True)
    return compare("import of a share", "events/s", "bare pipe", medians, goal)


def _office(folder: Path, keys: StationKeys, recorded: Sequence[Recorded]) -> Office:
    """An office on whose share the bundles of one station wait."""
    home, root = folder / "office", folder / "share"
    found_organisation(home, root, "Benchmarks", PASSPHRASE, new_id=new_id)
    office = open_office(home, PASSPHRASE)
    share = office.share
    identity = share.read_identity()
    publish_hello(share, keys, identity, epoch=bundles.EPOCH, name="Desk North")
    for bundle in bundles.sealed(keys, office.unlocked.recipients, recorded, IN_A_BUNDLE):
        share.publish(station_folder(keys.device), bundle.name, bundle.data)
    return office


def _import(office: Office, database: Path) -> float:
    """Seconds until the last file of the share is in the roll-ups; the answer comes after that."""
    with closing(Aggregate.open(f"sqlite:///{database}")) as ledger:
        fresh = replace(office, ledger=ledger)
        for waiting in greet_stations(fresh):
            enrol(fresh, waiting.device)
        times = [perf_counter()]
        import_share(fresh, lambda _: times.append(perf_counter()))
        took = times[-1] - times[0]
        if sum(station.events for station in ledger.members.overview()) != EVENTS:
            raise AssertionError("not every event was imported")
    return took


def _plain_files(
    folder: Path, signing: Ed25519PrivateKey, recorded: Sequence[Recorded]
) -> list[Path]:
    folder.mkdir()
    files = []
    for first in range(0, len(recorded), IN_A_BUNDLE):
        part = recorded[first : first + IN_A_BUNDLE]
        payload = msgspec.json.encode([Raw(one.data) for one in part])
        files.append(folder / f"{first}.json")
        files[-1].write_bytes(signing.sign(payload) + payload)
    return files


def _pipe(keys: StationKeys, files: Sequence[Path], database: Path) -> float:
    """Seconds that the bare pipe takes."""
    with closing(sqlite3.connect(database, isolation_level=None)) as bare:
        for pragma in PRAGMAS:
            bare.execute(f"PRAGMA {pragma}")
        bare.execute(
            "CREATE TABLE event (device TEXT, seq INTEGER, learner TEXT, kind TEXT, at TEXT, "
            "data BLOB, PRIMARY KEY (device, seq)) WITHOUT ROWID"
        )
        return seconds(lambda: [_take(bare, keys, file.read_bytes()) for file in files])


def _take(bare: sqlite3.Connection, keys: StationKeys, data: bytes) -> str:
    sha = hashlib.sha256(data).hexdigest()
    signature, payload = data[:SIGNATURE_BYTES], data[SIGNATURE_BYTES:]
    keys.signing.public_key().verify(signature, payload)
    happened = msgspec.json.decode(payload, type=list[Event])
    texts = msgspec.json.decode(payload, type=list[Raw])
    rows = [
        (keys.device, event.seq, event.learner, event.kind, event.at.isoformat(), bytes(text))
        for event, text in zip(happened, texts, strict=True)
    ]
    bare.execute("BEGIN IMMEDIATE")
    bare.executemany("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)", rows)
    bare.execute("COMMIT")
    return sha
