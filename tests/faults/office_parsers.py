"""What an enrolled station may say, followed to the figures that an office shows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

from msgspec.structs import replace

from keystep.aggregate import Aggregate
from keystep.domain.bundles import OpenBundle, Verdict
from keystep.domain.events import Instant
from keystep.errors import EnvelopeRefused
from keystep.sync.bundle_body import read_body
from tests.faults.fuzzing import Belated, Target
from tests.faults.mutations import json_seed
from tests.faults.share_parsers import BODIES, header_of, mended
from tests.unit.aggregate.builders import url_of
from tests.unit.sync.samples import NOW

NAME = "office.sqlite"
AT_ONCE = 64
BETWEEN = b"\x1e"
"""Between the bundles of a case that takes several, as between JSON texts in RFC 7464."""


def imported(folder: Path) -> Target:
    """Bundles are imported 64 to an office, each into an epoch of its own; then all is read."""
    return Target([json_seed(text) for text in BODIES], _Office(folder).attempt, EnvelopeRefused)


class _Office:
    """An office, in place of which comes a new one once it was read or has failed.

    The first of all is read at once: so a case that was kept shows what it does.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._most = folder, 1
        self._begin()

    def attempt(self, data: bytes) -> None:
        """Raises EnvelopeRefused, and Belated when it fails over what was taken till now."""
        bundles = list(_bundles(data))
        self._taken.append(data)
        try:
            self._take(bundles)
            if len(self._taken) < self._most:
                return
            read_all(self._ledger, NOW)
        except Exception as fault:
            raise Belated(self._guilty(self._taken), fault) from fault
        self._renew()

    def _guilty(self, taken: list[bytes]) -> list[bytes]:
        """Each of ``taken`` that makes an office fail alone; else one case of them all."""
        self._renew()
        return [data for data in taken if self._fails(data)] or [BETWEEN.join(taken)]

    def _fails(self, data: bytes) -> bool:
        try:
            self._take(_bundles(data))
            read_all(self._ledger, NOW)
        except Exception:  # noqa: BLE001 - whatever it is, it is looked for
            return True
        finally:
            self._renew()
        return False

    def _take(self, bundles: Iterable[OpenBundle]) -> None:
        for opened in bundles:
            number = next(self._numbers)
            sha = hashlib.sha256(f"{number}".encode()).hexdigest()
            header = replace(opened.header, epoch=f"{number:016x}")
            bundle = replace(opened, header=header)
            taken = self._ledger.import_bundle(sha, "bundle.json", bundle, NOW.at, 1)
            assert taken == (Verdict.NEW, header.last)

    def _renew(self) -> None:
        self._ledger.close()
        self._most = AT_ONCE
        self._begin()

    def _begin(self) -> None:
        for old in self._folder.glob(f"{NAME}*"):
            old.unlink()
        self._ledger = Aggregate.open(url_of(self._folder / NAME))
        self._ledger.runs.begin("share", NOW.at)
        self._numbers, self._taken = count(), list[bytes]()


def _bundles(data: bytes) -> Iterator[OpenBundle]:
    for part in data.split(BETWEEN):
        text = mended(part)
        try:
            header = header_of(text)
        except (ValueError, RecursionError):
            header = header_of(BODIES[0])
        yield read_body(header, text)


def read_all(ledger: Aggregate, now: Instant) -> None:
    """What the pages of the office ask for."""
    ledger.states.refresh()
    for row in ledger.roster.people():
        ledger.roster.data_of(row.person)
    assert ledger.standings() is not None
    assert ledger.receipts(now.at, {}) is not None
    assert ledger.events() is not None
    assert ledger.voices() is not None
    assert ledger.items() is not None
    assert ledger.gaps() == ()
    assert ledger.forks() == ()
    ledger.rebuild()
