"""``keystep sync`` and ``keystep doctor``."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

from keystep import paths
from keystep.bootstrap import open_station
from keystep.cli.output import print_json
from keystep.services import syncing, upkeep


def sync(options: argparse.Namespace) -> int:
    """Join a share if one is named, then send and hear."""
    with closing(open_station(_home(options))) as station:
        if options.join:
            pinned = syncing.join_share(station, options.join.absolute(), options.name)
            if not options.json:
                print(f"Joined “{pinned.organisation}”. The office can now enrol this station.")
        synced = syncing.sync(station)
        waiting = station.store.outbox().waiting
    if options.json:
        print_json(synced)
    else:
        print(
            f"{synced.published} updates sent, {synced.received} confirmed by the office, "
            f"{waiting} waiting."
        )
    return 0


def doctor(options: argparse.Namespace) -> int:
    """Check the chain, the projections and the file; make the projections anew if asked."""
    with closing(open_station(_home(options))) as station:
        rebuilt = upkeep.rebuild(station) if options.rebuild else None
        faults = upkeep.verify(station)
    if options.json:
        print_json({"rebuilt": rebuilt, "faults": faults})
        return 1 if faults else 0
    if rebuilt is not None:
        print(f"Every projection was made anew from {rebuilt} events.")
    for fault in faults:
        print(f"{fault.kind.value} {fault.place}: {fault.detail}")
    print("Something is wrong, see above." if faults else "All sound.")
    return 1 if faults else 0


def _home(options: argparse.Namespace) -> Path:
    return paths.home(options.home, "learn")
