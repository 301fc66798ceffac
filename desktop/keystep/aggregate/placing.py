"""Where the events of a bundle lie: which are here already, and which branch takes the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from sqlalchemy import Connection, bindparam, select

from keystep.aggregate.schema import event
from keystep.aggregate.spans import Span
from keystep.aggregate.streams import add_branch, branches
from keystep.domain.bundles import Header, OpenBundle


class Here(Struct, frozen=True):
    """An event that was here before the bundle came."""

    stream: int
    h: bytes
    learner: str
    kind: str
    counted: bool


_HERE = select(event.c.seq, *(event.c[name] for name in Here.__struct_fields__)).where(
    event.c.stream.in_(bindparam("numbers", expanding=True)),
    event.c.seq.between(bindparam("first"), bindparam("last")),
)


class Placing(Struct, frozen=True):
    """The stream of each event of a bundle, by seq in rising order.

    ``here`` has those that were here before, and ``owner`` is the first branch of all.
    """

    owner: int
    streams: Mapping[int, int]
    here: Mapping[int, Here]

    @property
    def new(self) -> int:
        """How many events were not here."""
        return len(self.streams) - len(self.here)

    @property
    def spans(self) -> list[Span]:
        """The same as runs of seqs in one stream."""
        found = list[Span]()
        for seq, stream in self.streams.items():
            if found and found[-1][0] == stream and found[-1][2] == seq - 1:
                found[-1] = (stream, found[-1][1], seq)
            else:
                found.append((stream, seq, seq))
        return found


def place(db: Connection, opened: OpenBundle) -> Placing:
    """Find each event, or the lowest branch that is free at its seq."""
    header = opened.header
    numbers = branches(db, header.device, header.epoch)
    owner, here = numbers[0], _here(db, header, numbers)
    hashes = _hashes(opened)
    if not here:
        return Placing(owner, dict.fromkeys(hashes, owner), {})
    found = {seq: row for seq, h in hashes.items() for row in here.get(seq, ()) if row.h == h}
    streams = {
        seq: found[seq].stream if seq in found else _free(db, header, numbers, here.get(seq, ()))
        for seq in hashes
    }
    return Placing(owner, streams, found)


def _hashes(opened: OpenBundle) -> dict[int, bytes]:
    hashes = {one.event.seq: one.h for one in opened.events}
    if not opened.erased:
        return hashes
    hashes.update((one.seq, bytes.fromhex(one.h)) for one in opened.erased)
    return dict(sorted(hashes.items()))


def _here(db: Connection, header: Header, numbers: Sequence[int]) -> dict[int, list[Here]]:
    """What is here already in the bundle's range, by seq."""
    within = {"numbers": numbers, "first": header.first, "last": header.last}
    here: dict[int, list[Here]] = {}
    for seq, *values in db.execute(_HERE, within):
        here.setdefault(seq, []).append(Here(*values))
    return here


def _free(db: Connection, header: Header, numbers: list[int], twins: Sequence[Here]) -> int:
    """The lowest branch without any of ``twins``; they fill the ones below it."""
    if len(twins) == len(numbers):
        numbers.append(add_branch(db, header.device, header.epoch, len(twins)))
    return numbers[len(twins)]
