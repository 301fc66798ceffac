"""A file of a pack as plain values, with the line that each value came from."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from keystep.content.faults import Fault
from keystep.content.names import Kind

Place = tuple[str | int, ...]
Lines = dict[Place, int]
EACH = "*"


class Document(Struct, frozen=True):
    """``lines`` maps places such as ``("items", 3, "options", 0)`` to lines, counted from 1."""

    file: str
    kind: Kind
    data: dict[str, object]
    lines: Lines

    def line(self, place: Place) -> int:
        """The line of ``place``, or of the nearest thing around it that has one."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def fault(self, place: Place, what: str, mend: str) -> Fault:
        return Fault(self.file, self.line(place), what, mend)

    @property
    def root(self) -> Spot:
        return Spot(self, (), self.data)


class Reading(Struct, frozen=True):
    """What reading a file gave: its document, unless faults kept it from being one."""

    document: Document | None
    faults: tuple[Fault, ...] = ()


class Spot(Struct, frozen=True):
    """A value in a document. What is absent or of another shape reads as empty."""

    document: Document
    place: Place
    value: object

    def at(self, key: str) -> Spot:
        value = self.value.get(key) if isinstance(self.value, dict) else None
        return Spot(self.document, (*self.place, key), value)

    def each(self) -> Iterator[Spot]:
        """The entries of this list."""
        if isinstance(self.value, list):
            for i, value in enumerate(self.value):
                yield Spot(self.document, (*self.place, i), value)

    def find(self, *pattern: str) -> Iterator[Spot]:
        """The spots at ``pattern``, in which ``EACH`` stands for every entry of a list."""
        if not pattern:
            yield self
            return
        following = self.each() if pattern[0] == EACH else iter((self.at(pattern[0]),))
        for spot in following:
            yield from spot.find(*pattern[1:])

    def texts(self, *pattern: str) -> Iterator[Spot]:
        """As :meth:`find`, only where there is text."""
        return (spot for spot in self.find(*pattern) if spot.text)

    @property
    def text(self) -> str:
        return self.value if isinstance(self.value, str) else ""

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self.value) if isinstance(self.value, dict) else ()

    @property
    def line(self) -> int:
        return self.document.line(self.place)

    def fault(self, what: str, mend: str) -> Fault:
        return self.document.fault(self.place, what, mend)
