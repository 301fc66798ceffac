"""When events happened, whatever the clock of their station said.

One person's events at several stations are folded in one order, and the wall clock of a machine
without a network is off by minutes or by years. Each event also tells the machine's boot and a
clock that runs through suspend, and a station tells which catalog it has taken in. For one stream:

1. Within a boot that clock is right about distances, so one number says when the boot was: its
   wall time less its clock. The first reading gives it, unless the last differs by a minute: then
   somebody set the wall clock meanwhile, and did so because it was wrong.
2. Nothing after a catalog was taken in is older than the catalog, and nothing is older than Keystep
   (a dead battery begins in 1970). A boot that is, is moved: so far that it no longer contradicts
   either, and begins no earlier than what came before it ended.
3. Nothing is later than what follows it. So a boot that was ahead is held back by the next one, and
   the order of seqs always holds.

A stream whose clocks are right keeps its times. The time zone plays no part.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Protocol

from msgspec import Struct

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
OLDEST = datetime(2026, 1, 1, tzinfo=UTC)
WAS_SET_MS = 60_000
SKEW_MS = 5 * 60_000


class Boot(Struct, frozen=True, kw_only=True):
    """The first and the last event of a stream during one boot; clocks in milliseconds."""

    boot: str
    first_seq: int
    first_clock: int
    first_at: datetime
    last_seq: int
    last_clock: int
    last_at: datetime


class Sighting(Struct, frozen=True, kw_only=True):
    """The event at ``seq``: the station took in a catalog that the office issued at ``issued``."""

    seq: int
    boot: str
    clock: int
    issued: datetime


class Dated(Struct, frozen=True, kw_only=True):
    """A boot and when it was: ``base`` is milliseconds since 1970 at which its clock stood at 0.

    ``moved`` is how many of them rule 2 added.
    """

    boot: str
    base: int
    moved: int
    first_seq: int
    first_clock: int
    last_seq: int
    last_clock: int


class Corrections(Struct, frozen=True, kw_only=True):
    """What dates the events of one stream.

    No event up to ``seqs[i]`` is later than ``ceilings[i]`` (milliseconds since 1970).
    """

    boots: Mapping[str, Dated]
    seqs: tuple[int, ...]
    ceilings: tuple[int, ...]

    def time(self, seq: int, boot: str, clock: int) -> int | None:
        """Milliseconds since 1970, None for a boot that is not known."""
        dated = self.boots.get(boot)
        return None if dated is None else self.capped(seq, dated.base + clock)

    def capped(self, seq: int, time: int) -> int:
        place = bisect_left(self.seqs, seq)
        return min(time, self.ceilings[place]) if place < len(self.seqs) else time


class Clocked(Protocol):
    """What an event tells of its time."""

    @property
    def seq(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def boot(self) -> str: ...
    @property
    def clock(self) -> int: ...


def corrections(boots: Iterable[Boot], sightings: Iterable[Sighting]) -> Corrections:
    """What the events of one stream tell of its clocks, given in any order.

    Of a forked stream all branches are given, and a boot that several know counts as one.
    """
    dated = list(_dated(_united(boots), sightings))
    firsts = [(boot.first_seq, boot.base + boot.first_clock) for boot in dated]
    ceilings = list(accumulate((time for _, time in reversed(firsts)), min))
    return Corrections(
        boots={boot.boot: boot for boot in dated},
        seqs=tuple(seq for seq, _ in firsts),
        ceilings=tuple(reversed(ceilings)),
    )


def corrected(found: Corrections, events: Sequence[Clocked]) -> list[int]:
    """When events of one stream, in the order of seq, happened: milliseconds since 1970.

    The times never fall. An event of a boot that is not known keeps its own time.
    """
    times = list[int]()
    for event in reversed(events):
        time = found.time(event.seq, event.boot, event.clock)
        time = found.capped(event.seq, _ms(event.at)) if time is None else time
        times.append(min(time, times[-1]) if times else time)
    times.reverse()
    return times


def redated(before: Corrections, after: Corrections) -> bool:
    """Whether any event that ``before`` dates may have another time by ``after``.

    Boots that overlap are a fork's, and are always taken to have.
    """
    return any(_redated(boot, before, after) for boot in before.boots.values())


def skew_of(boots: Iterable[Boot], sightings: Iterable[Sighting]) -> int | None:
    """How many milliseconds behind (below 0) a station's clock provably was in its newest boot.

    None where nothing proves more than five minutes. Its own events cannot tell a clock that is
    ahead: what it seals before it is received can.
    """
    newest = max(_dated(_united(boots), sightings), key=lambda boot: boot.last_seq, default=None)
    return -newest.moved if newest and newest.moved > SKEW_MS else None


def _united(boots: Iterable[Boot]) -> list[Boot]:
    """Each boot once, in the order of their first events."""
    by_id = defaultdict[str, list[Boot]](list)
    for boot in boots:
        by_id[boot.boot].append(boot)
    united = []
    for name, parts in by_id.items():
        first = min(parts, key=lambda part: (part.first_seq, part.first_clock, part.first_at))
        last = max(parts, key=lambda part: (part.last_seq, part.last_clock, part.last_at))
        united.append(
            Boot(
                boot=name,
                first_seq=first.first_seq,
                first_clock=first.first_clock,
                first_at=first.first_at,
                last_seq=last.last_seq,
                last_clock=last.last_clock,
                last_at=last.last_at,
            )
        )
    return sorted(united, key=lambda boot: (boot.first_seq, boot.boot))


def _dated(boots: Sequence[Boot], sightings: Iterable[Sighting]) -> Iterator[Dated]:
    """Rules 1 and 2."""
    coming = sorted(sightings, key=lambda sighting: (sighting.seq, sighting.issued))
    within = defaultdict[str, list[Sighting]](list)
    for sighting in coming:
        within[sighting.boot].append(sighting)
    oldest, ended, passed = _ms(OLDEST), _ms(OLDEST), 0
    for boot in boots:
        while passed < len(coming) and coming[passed].seq < boot.first_seq:
            oldest = max(oldest, _ms(coming[passed].issued))
            passed += 1
        base = _base(boot)
        begins = base + boot.first_clock
        seen = (_ms(one.issued) - base - one.clock for one in within[boot.boot])
        behind = max(oldest - begins, *seen, 0)
        moved = max(behind, ended - begins) if behind else 0
        ended = base + moved + boot.last_clock
        yield Dated(
            boot=boot.boot,
            base=base + moved,
            moved=moved,
            first_seq=boot.first_seq,
            first_clock=boot.first_clock,
            last_seq=boot.last_seq,
            last_clock=boot.last_clock,
        )


def _base(boot: Boot) -> int:
    first = _ms(boot.first_at) - boot.first_clock
    last = _ms(boot.last_at) - boot.last_clock
    return last if abs(last - first) > WAS_SET_MS else first


def _redated(old: Dated, before: Corrections, after: Corrections) -> bool:
    new = after.boots.get(old.boot)
    if new is None or new.base != old.base:
        return True
    first, last = old.base + old.first_clock, old.base + old.last_clock
    inside = bisect_left(after.seqs, old.first_seq + 1), bisect_left(after.seqs, old.last_seq + 1)
    return (
        inside[0] != inside[1]
        or before.capped(old.first_seq, first) != after.capped(old.first_seq, first)
        or before.capped(old.last_seq, last) != after.capped(old.last_seq, last)
    )


def _ms(at: datetime) -> int:
    return (at - EPOCH) // MILLISECOND
