"""What an office must hold, told by sets alone: no database, no order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from keystep.domain.bundles import OpenBundle
from tests.faults.histories import ERASE, ERASED, Act, Arrival, Decision

Identity = tuple[str, str, int, bytes]
"""Device, epoch, seq and h: what makes an event that event."""
Place = tuple[str, str]


class Expected(Struct, frozen=True):
    """``events`` by identity: whose each is ("" of who was erased) and whether it counts; of each
    (device, epoch) the seqs that are ``missing``, and those that ``parted``."""

    events: Mapping[Identity, tuple[str, bool]]
    missing: Mapping[Place, Sequence[int]]
    parted: Mapping[Place, Sequence[int]]


def expected(acts: Iterable[Act]) -> Expected:
    """What must be there after ``acts``, in whatever order they were."""
    arrived, decided = list[Arrival](), dict[str, Decision]()
    for act in acts:
        if isinstance(act, Arrival):
            arrived.append(act)
        else:
            decided[act.matter] = act
    undone = {one.matter for one in decided.values() if one.yes}
    forgotten = {ERASED} if ERASE in decided else set()
    counting = {one for act in arrived if act.run not in undone for one in held(act.bundle)}
    whose = _whose(arrived)
    return Expected(
        {one: (who if who not in forgotten else "", one in counting) for one, who in whose.items()},
        _missing(arrived),
        _parted(whose),
    )


def held(bundle: OpenBundle) -> dict[Identity, str]:
    """Whose every event in ``bundle`` is; "" where it was erased."""
    place = bundle.header.device, bundle.header.epoch
    events = {(*place, one.event.seq, one.h): one.event.learner for one in bundle.events}
    return events | {(*place, one.seq, bytes.fromhex(one.h)): "" for one in bundle.erased}


def _whose(arrived: Iterable[Arrival]) -> dict[Identity, str]:
    """Erased once is erased for good."""
    told = defaultdict[Identity, set[str]](set)
    for act in arrived:
        for one, who in held(act.bundle).items():
            told[one].add(who)
    return {one: min(who) for one, who in told.items()}


def _missing(arrived: Iterable[Arrival]) -> dict[Place, list[int]]:
    here, last = defaultdict[Place, set[int]](set), defaultdict[Place, int](int)
    for header in (act.bundle.header for act in arrived):
        place = header.device, header.epoch
        here[place].update(range(header.first, header.last + 1))
        last[place] = max(last[place], header.last)
    missing = {place: sorted({*range(1, last[place] + 1)} - here[place]) for place in last}
    return {place: seqs for place, seqs in missing.items() if seqs}


def _parted(events: Iterable[Identity]) -> dict[Place, list[int]]:
    hashes = defaultdict[tuple[Place, int], set[bytes]](set)
    for device, epoch, seq, h in events:
        hashes[(device, epoch), seq].add(h)
    parted = defaultdict[Place, list[int]](list)
    for (place, seq), found in sorted(hashes.items()):
        if len(found) > 1:
            parted[place].append(seq)
    return dict(parted)
