"""OKR cycles, what was said of their key results, and how they closed: all of it papers."""

from __future__ import annotations

from msgspec import Struct
from sqlalchemy import Connection

from keystep.aggregate import papers
from keystep.aggregate.papers import Change, Register
from keystep.domain.okr import CheckIn, Closing, Cycle

CYCLES = Register("cycle", Cycle)
"""By the cycle's id."""
CHECK_INS = Register("check_in", CheckIn)
"""By cycle, key result and time, see :func:`noted`."""
CLOSINGS = Register("closing", Closing)
"""By the cycle's id."""


class Current(Struct, frozen=True):
    """The cycle that counts now."""

    cycle: str


CURRENT = Register("current_cycle", Current)
"""There is one, or none."""


def made_current(cycle: str) -> Change:
    """It is the one that counts from now on."""
    return CURRENT.put("", Current(cycle))


def noted(said: CheckIn) -> Change:
    """A check-in, in the order of time below its cycle and key result."""
    return CHECK_INS.put(f"{said.cycle}/{said.key_result}/{said.at.isoformat()}", said)


def check_ins(db: Connection, cycle: str, key_result: str = "") -> tuple[CheckIn, ...]:
    """What was said in a cycle, of one key result or with "" of all; of each the oldest first."""
    begins = f"{cycle}/{key_result}/" if key_result else f"{cycle}/"
    told = papers.every(db, CHECK_INS, begins).values()
    return tuple(
        said
        for said in sorted(told, key=lambda said: said.at)
        if said.cycle == cycle and said.key_result in (key_result or said.key_result,)
    )
