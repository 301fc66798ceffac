"""Which function carries out which command."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from keystep.cli import (
    backups,
    breaks,
    certificates,
    decks,
    demo,
    importing,
    items,
    office,
    okrs,
    packs,
    people,
    retention,
    station,
    stations,
    voices,
)

COMMANDS: dict[str, Callable[[argparse.Namespace], int | None]] = {
    "admin": office.admin,
    "demo": demo.demo,
    "pack": packs.pack,
    "deck": decks.deck,
    "sync": station.sync,
    "doctor": station.doctor,
    "import": importing.import_bundles,
    "enrol": stations.enrol,
    "stations": stations.stations,
    "people": people.people,
    "items": items.items,
    "retention": retention.retention,
    "voices": voices.voices,
    "breaks": breaks.breaks,
    "certificates": certificates.certificates,
    "verify": certificates.verify,
    "backup": backups.backup,
    "restore": backups.restore,
    "report": office.report,
    "bundle": office.bundle,
    "okr": okrs.okr,
}
