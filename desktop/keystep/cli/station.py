"""``keystep sync`` and ``keystep doctor``."""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from keystep import paths
from keystep.bootstrap import open_station
from keystep.cli.output import print_json
from keystep.cli.watching import until_told
from keystep.errors import SurroundingsError, UsageError
from keystep.services import carrying, courier, joining, syncing, upkeep
from keystep.services.carrying import Carried
from keystep.services.courier import Told
from keystep.services.folder import folder_state
from keystep.services.meeting import joined
from keystep.services.station import Station
from keystep.services.syncing import Synced


def sync(options: argparse.Namespace) -> int:
    """Do what is asked about the share; then send and hear, once or until told to end."""
    with closing(open_station(_home(options))) as station:
        _prepare(station, options)
        if options.leave:
            return 0
        if options.words:
            return _show_words(station, options)
        if options.stick:
            return _carry(station, options)
        if not options.watch:
            return _sync(station, options)
        joined(station)
    return _watch(options)


def doctor(options: argparse.Namespace) -> int:
    """Check the chain, the projections and the file; make the projections anew if asked."""
    _require_station(_home(options))
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


def _require_station(home: Path) -> None:
    """A home that was mistyped is not made. Raises UsageError."""
    if not home.is_dir():
        raise UsageError(
            "There is no station in {home}. Name the folder of one with --home.", home=str(home)
        )


def _prepare(station: Station, options: argparse.Namespace) -> None:
    if options.leave:
        _leave(station, options)
    if options.new_keys:
        joining.renew_keys(station)
        _say(options, "This station has new keys. The next sync tells the office.")
    if options.join:
        pinned = joining.join_share(station, options.join.absolute(), options.name)
        _say(options, f"Joined “{pinned.organisation}”.")
    if options.kiosk_file:
        pinned = joining.join_by_file(station, options.kiosk_file, options.name)
        _say(options, f"Joined “{pinned.organisation}”. Its office enrols this station by itself.")
    if options.confirm:
        pinned = joining.confirm(station)
        _say(options, f"“{pinned.organisation}” is trusted from now on.")
        if station.store.elsewhere():
            _say(options, "It gets what is learnt for it; what was learnt for another stays here.")


def _leave(station: Station, options: argparse.Namespace) -> None:
    left = joining.leave_share(station)
    if options.json:
        print_json(left)
        return
    print("This station belongs to no folder now. All that was learnt is still here.")
    if left.kept:
        print(
            f"Never sent to “{left.organisation}”: {_updates(left.kept)}. That stays here, and is "
            "sent only if this station joins the same folder again."
        )
    if left.there:
        print(f"In that folder and not confirmed by its office yet: {_updates(left.there)}.")
    if station.store.share:
        print("Another office gets nothing of what was learnt before this station joins it.")


def _show_words(station: Station, options: argparse.Namespace) -> int:
    words = joining.words(station)
    if options.json:
        print_json({"words": words})
    else:
        print(" ".join(words))
    return 0


def _sync(station: Station, options: argparse.Namespace) -> int:
    synced = syncing.sync(station)
    if options.json:
        print_json(synced)
    else:
        did = _synced(synced) if joined(station).confirmed else ()
        for line in (*did, *_standing(station)):
            print(line)
    return 1 if synced.refused else 0


def _carry(station: Station, options: argparse.Namespace) -> int:
    carried = carrying.carry(station, options.stick.absolute())
    if options.json:
        print_json(carried)
    else:
        did = _carried(carried) if joined(station).confirmed else ()
        for line in (*did, *_standing(station)):
            print(line)
        print(f"{options.stick} is safe to remove.")
    return 1 if carried.refused else 0


def _watch(options: argparse.Namespace) -> int:
    """The home is open only while syncing, so that the learner's window can have it between."""

    def once() -> Synced:
        with closing(open_station(_home(options))) as station:
            return syncing.sync(station)

    def tell(told: Told) -> None:
        if options.json:
            print(_as_json(told), flush=True)
        else:
            at = datetime.now(UTC).astimezone().strftime("%Y-%m-%d %H:%M")
            print(f"{at}  {' '.join(_told(told))}", flush=True)

    with until_told() as wait:
        courier.watch(once, wait, tell, random.random)
    return 0


def _told(told: Told) -> Iterator[str]:
    if isinstance(told, SurroundingsError):
        yield str(told)
    else:
        yield from _synced(told)


def _as_json(told: Told) -> str:
    value = {"fault": str(told)} if isinstance(told, SurroundingsError) else told
    return msgspec.json.encode(value, enc_hook=str).decode()


def _synced(told: Synced) -> Iterator[str]:
    yield f"{_updates(told.published)} sent, {told.received} confirmed by the office."
    yield from (f"New: {pack}." for pack in told.packs)
    yield from map(str, told.refused)
    if told.copied:
        yield (
            "What is kept here is a copy: another one has gone on from it. From now on this one "
            "has a history of its own, which the office has to approve."
        )
    if not told.enrolled:
        yield "The office has not enrolled this station yet."
    if told.paused:
        yield "Too much is not confirmed by the office: what is new stays here until it is."


def _carried(told: Carried) -> Iterator[str]:
    yield f"{_updates(told.out)} on the stick, {told.received} confirmed by the office."
    yield from (f"New: {pack}." for pack in told.packs)
    yield from map(str, told.refused)
    if not told.heard:
        yield "No news from the office on it."


def _standing(station: Station) -> Iterator[str]:
    """What is saved and what waits; before it is confirmed, the words to compare."""
    state = folder_state(station)
    yield " · ".join(map(str, state.words))
    if not state.confirmed:
        yield "Compare these words with the office's screen, then run: keystep sync --confirm"
        yield f"\n  {' '.join(joining.words(station))}\n"


def _updates(count: int) -> str:
    return "1 update" if count == 1 else f"{count} updates"


def _say(options: argparse.Namespace, line: str) -> None:
    if not options.json:
        print(line)


def _home(options: argparse.Namespace) -> Path:
    return paths.home(options.home, "learn")
