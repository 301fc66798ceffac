"""The power goes at every moment of a recorded operation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

from tests.faults.plugin import Depth
from tests.faults.replaying import Disk, State, put, replayed
from tests.faults.tally import Tally
from tests.faults.zygote import Zygote

OPERATIONS = "tests.faults.replaying_operations"
PACKS = frozenset({"packs"})
THOROUGH = 8
T = TypeVar("T")


class Cut(NamedTuple):
    """A moment at which the power went. ``promised`` are the lines said until then."""

    state: State
    promised: list[str]

    def told(self, what: str) -> set[str]:
        """What follows the word ``what`` in the lines that begin with it."""
        lines = (line.partition(" ") for line in self.promised)
        return {rest for word, _, rest in lines if word == what}


@dataclass
class Power:
    """Records an operation below ``root``, and puts there whatever the disk may hold after it."""

    root: Path
    log: Path
    zygote: Zygote
    depth: Depth
    tally: Tally

    def cuts(
        self, operation: str, *arguments: str, stride: tuple[int, int], look: Callable[[bool], T]
    ) -> Iterator[tuple[Cut, T]]:
        """After every so many calls, in the depth and in a slice, all that may be there.

        ``look`` opens what is there, each time once, every eighth time thoroughly, and tells what
        is to be held against the promises.
        """
        disk, words = Disk.of(self.root, PACKS), (str(self.root), *arguments)
        calls = self.zygote.trace(f"{OPERATIONS}:{operation}", *words, log=self.log, data=True)
        chance = self.depth.chance(7) if self.depth.deep else None
        seen = dict[bytes, T]()
        for state in replayed(disk, calls, self.depth.many(*stride), chance):
            if state.digest not in seen:
                put(state.files, self.root, PACKS)
                self.tally.fault()
                try:
                    seen[state.digest] = look(len(seen) % THOROUGH == 0)
                except BaseException as fault:
                    fault.add_note(f"the power went in {state}")
                    raise
            yield Cut(state, disk.said[: state.said]), seen[state.digest]
        put(disk.held(), self.root, PACKS)
