"""What was written to files and not synced, and what of it may have reached the disk."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import combinations

from msgspec import Struct

SECTOR = 512
FEW = 4
MORE = 1


class Change(Struct, frozen=True):
    """To a file's content: ``data`` at this place, or where it is None an end right there."""

    file: int
    at: int
    data: bytes | None

    def made_to(self, content: bytearray) -> None:
        if self.data is None:
            del content[self.at :]
        if len(content) < self.at:
            content.extend(bytes(self.at - len(content)))
        if self.data is not None:
            content[self.at : self.at + len(self.data)] = self.data

    def torn(self, *, head: bool) -> Change:
        """Only the sectors of its first half, or of its second."""
        if self.data is None or len(self.data) <= SECTOR:
            return self
        half = len(self.data) // 2 // SECTOR * SECTOR or SECTOR
        if head:
            return Change(self.file, self.at, self.data[:half])
        return Change(self.file, self.at + half, self.data[half:])


def surviving(
    changes: Sequence[Change], chance: random.Random | None
) -> Iterator[tuple[str, Sequence[Change]]]:
    """Which of ``changes`` reached the disk."""
    yield "nothing unsynced", ()
    if not changes:
        return
    *others, last = changes
    yield "all", changes
    yield "all but the last", others
    yield "only the last", (last,)
    for head in (True, False):
        yield "the last torn", (*others, last.torn(head=head))
    if len(changes) <= FEW:
        for many in range(1, len(changes)):
            for some in combinations(changes, many):
                yield "some", some
    elif chance is not None:
        for _ in range(MORE):
            yield "some", [change for change in changes if chance.random() < 0.5]
            yield "some torn", [_perhaps(change, chance) for change in changes]


def _perhaps(change: Change, chance: random.Random) -> Change:
    return change.torn(head=chance.random() < 0.5) if chance.random() < 0.3 else change
