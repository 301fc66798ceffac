"""Which function carries out which command."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from keystep.cli import demo, office, packs, station

COMMANDS: dict[str, Callable[[argparse.Namespace], int | None]] = {
    "admin": office.init,
    "demo": demo.demo,
    "pack": packs.pack,
    "sync": station.sync,
    "doctor": station.doctor,
    "import": office.import_bundles,
    "enrol": office.enrol,
    "report": office.report,
    "bundle": office.bundle,
    "okr": office.okr,
}
