"""Resident memory while a million events come in.

``python -m tests.benchmarks.million HOME`` imports the share of the office in HOME, answers the
stations, and prints the most memory that the process ever had, in KiB.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyrage import x25519

from keystep.bootstrap import new_id, open_office
from keystep.services.importing import import_share
from keystep.services.office import Office, found_organisation
from keystep.services.stations import enrol, greet_stations
from keystep.sync.keys import StationKeys
from keystep.sync.layout import station_folder
from keystep.sync.publisher import publish_hello
from tests.benchmarks import bundles
from tests.benchmarks.measure import Goal, Row, compare

STATIONS = 50
EVENTS = 20_000
IN_A_BUNDLE = 1_000
MOST_MB = 250.0
PASSPHRASE = "benchmarks only"
PEAK = "VmHWM:"


def measure(folder: Path) -> Row:
    """Megabytes, against what is allowed; 50 stations with 20 learners and 20,000 events each."""
    home, root = folder / "office", folder / "share"
    found_organisation(home, root, "Benchmarks", PASSPHRASE, new_id=new_id)
    with closing(open_office(home, PASSPHRASE)) as office:
        for number in range(STATIONS):
            _add_station(office, number)
        for waiting in greet_stations(office):
            enrol(office, waiting.device)
    command = [sys.executable, "-m", "tests.benchmarks.million", str(home)]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    megabytes = int(told.stdout) * 1_024 / 1_000_000
    return compare(
        "memory for a million events", "MB", "the limit", (megabytes, MOST_MB), Goal(1.0)
    )


def _add_station(office: Office, number: int) -> None:
    keys = StationKeys(Ed25519PrivateKey.generate(), x25519.Identity.generate())
    share = office.share
    identity = share.read_identity()
    publish_hello(share, keys, identity, epoch=bundles.EPOCH, name=f"Station {number}")
    recorded = bundles.events(keys.device, EVENTS, seed=number)
    for bundle in bundles.sealed(keys, office.unlocked.recipients, recorded, IN_A_BUNDLE):
        share.publish(station_folder(keys.device), bundle.name, bundle.data)


def _import(home: Path) -> int:
    """KiB."""
    with closing(open_office(home, PASSPHRASE)) as office:
        report = import_share(office)
    if report.events != STATIONS * EVENTS or report.unanswered is not None:
        raise AssertionError("not every event was imported, or the stations were not told")
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith(PEAK))


if __name__ == "__main__":
    print(_import(Path(sys.argv[1])))
