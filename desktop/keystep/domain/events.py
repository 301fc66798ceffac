"""What happened: a fact with who, when and where, and the chain that binds it."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import msgspec
from msgspec import Struct

from keystep.domain.facts import FACTS, Fact

DAY_STARTS = timedelta(hours=4)
ERASED = "erased"  # what stands for the kind of an event of which only its place is left


class Instant(Struct, frozen=True):
    """One reading of a station's clocks.

    ``at`` is aware UTC; ``offset`` minutes east of it; ``boot`` names the machine's current boot
    and ``clock`` is milliseconds since then on a clock that runs through suspend.
    """

    at: datetime
    offset: int
    boot: str
    clock: int

    @property
    def local(self) -> datetime:
        """Local wall time, naive."""
        return (self.at + timedelta(minutes=self.offset)).replace(tzinfo=None)

    @property
    def day(self) -> date:
        """The learner's day, which starts at 04:00 local time."""
        return (self.local - DAY_STARTS).date()

    def start_of(self, day: date) -> datetime:
        """When a learner's day begins here, as an aware UTC time."""
        local = datetime.combine(day, time(), UTC) + DAY_STARTS
        return local - timedelta(minutes=self.offset)


class Event(Struct, frozen=True, kw_only=True, gc=False):
    """A fact with who, when and where in its stream. ``learner`` is a UUID, "" for the station's.

    Device and epoch are the stream's and stand once in a bundle, not in each event.
    """

    seq: int
    learner: str
    kind: str
    v: int
    at: datetime
    offset: int
    boot: str
    clock: int
    body: dict[str, Any]

    @property
    def instant(self) -> Instant:
        return Instant(self.at, self.offset, self.boot, self.clock)

    @property
    def day(self) -> date:
        """The learner's day on which it happened."""
        return self.instant.day


class Recorded(Struct, frozen=True, gc=False):
    """An event as the log holds it: its canonical bytes and its place in the hash chain."""

    event: Event
    data: bytes
    h: bytes


class Counted(Struct, frozen=True, gc=False):
    """An event that counts, with its stream and its place in the chain.

    ``person`` is whom its learner was found to be, "" for the station's own.
    """

    device: str
    epoch: str
    h: bytes
    person: str
    event: Event


def record(seq: int, learner: str, fact: Fact, now: Instant, before: bytes) -> Recorded:
    """Make the next event of a stream, as it will be read; ``before`` is h of the one before it."""
    event = Event(
        seq=seq,
        learner=learner,
        kind=fact.kind.value,
        v=fact.shape,
        at=now.at.astimezone(UTC).replace(microsecond=now.at.microsecond // 1000 * 1000),
        offset=now.offset,
        boot=now.boot,
        clock=now.clock,
        body=msgspec.to_builtins(fact),
    )
    data = canonical(event)
    return Recorded(decode_event(data), data, chain(before, data))


def fact_of(event: Event) -> Fact | None:
    """The typed body; None for a kind or a version this program does not know.

    Raises msgspec.ValidationError when a known body has the wrong shape.
    """
    fact = FACTS.get(event.kind)
    if fact is None or event.v != fact.shape:
        return None
    return msgspec.convert(event.body, fact)


def known_fact(event: Event) -> Fact | None:
    """The typed body; None where this program cannot read it: kept, but not counted."""
    try:
        return fact_of(event)
    except msgspec.ValidationError:
        return None


def canonical(value: object) -> bytes:
    """JSON in one form only: UTF-8, keys sorted, no spaces."""
    return msgspec.json.encode(value, order="sorted")


def decode_event(data: bytes) -> Event:
    """Raises msgspec.ValidationError or msgspec.DecodeError."""
    return msgspec.json.decode(data, type=Event)


def genesis(device: str, epoch: str) -> bytes:
    """h before the first event of a stream."""
    return hashlib.sha256(f"keystep:{device}:{epoch}".encode()).digest()


def chain(before: bytes, data: bytes) -> bytes:
    """h of an event with canonical bytes ``data`` that follows ``before``."""
    return hashlib.sha256(before + data).digest()
