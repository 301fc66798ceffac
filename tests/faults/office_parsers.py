"""What an enrolled station may say, followed to the figures that an office shows."""

from __future__ import annotations

import hashlib
from itertools import count
from pathlib import Path

from msgspec.structs import replace

from keystep.aggregate import Aggregate
from keystep.domain.bundles import Verdict
from keystep.domain.events import Instant
from keystep.errors import EnvelopeRefused
from keystep.sync.bundle_body import read_body
from tests.faults.fuzzing import Target
from tests.faults.mutations import json_seed
from tests.faults.share_parsers import BODIES, header_of, mended
from tests.unit.aggregate.builders import url_of
from tests.unit.sync.samples import NOW

AT_ONCE = 64


def imported(folder: Path) -> Target:
    """Bundles are imported 64 to an office, each into an epoch of its own; then all is read."""
    ledger, numbers = _new(folder, 0), count()

    def attempt(data: bytes) -> None:
        nonlocal ledger
        text = mended(data)
        try:
            header = header_of(text)
        except (ValueError, RecursionError):
            header = header_of(BODIES[0])
        opened = read_body(header, text)
        number = next(numbers)
        opened = replace(opened, header=replace(header, epoch=f"{number:016x}"))
        sha = hashlib.sha256(f"{number}".encode() + data).hexdigest()
        taken = ledger.import_bundle(sha, "bundle.json", opened, NOW.at, 1)
        assert taken == (Verdict.NEW, header.last)
        if number % AT_ONCE == 0:
            read_all(ledger, NOW)
            ledger.close()
            ledger = _new(folder, number + 1)

    return Target([json_seed(text) for text in BODIES], attempt, EnvelopeRefused)


def read_all(ledger: Aggregate, now: Instant) -> None:
    """What the pages of the office ask for."""
    ledger.states.refresh()
    for row in ledger.roster.people():
        ledger.roster.data_of(row.person)
    assert ledger.standings() is not None
    assert ledger.receipts(now.at, {}) is not None
    assert ledger.events() is not None
    assert ledger.gaps() == ()
    assert ledger.forks() == ()
    ledger.rebuild()


def _new(folder: Path, number: int) -> Aggregate:
    for old in folder.glob("office-*"):
        old.unlink()
    ledger = Aggregate.open(url_of(folder / f"office-{number}.sqlite"))
    ledger.runs.begin("share", NOW.at)
    return ledger
