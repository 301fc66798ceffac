"""Who sees to what is out of line, and signs that they looked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from keystep.domain.okr import Cycle
from keystep.domain.strays import NEXT, Kind, Side, Stray
from keystep.domain.words import Words, one_line
from keystep.errors import UsageError

LONGEST = 200


class Duty(Struct, frozen=True, kw_only=True):
    """What was decided of a stray: ``owner`` sees to it, ``action`` is the next thing to do; ""
    leaves either as it would be.

    ``done`` holds for its ``cycle``, and while no more ``people`` say the same.
    """

    owner: str = ""
    action: str = ""
    done: bool = False
    cycle: str = ""
    people: int = 0


class State(StrEnum):
    OPEN = "open"
    ASSIGNED = "assigned"
    DONE = "done"


class Row(Struct, frozen=True, kw_only=True):
    """A stray with what was decided of it."""

    stray: Stray
    duty: Duty
    cycle: str

    @property
    def owner(self) -> str:
        return self.duty.owner or self.stray.owner

    @property
    def action(self) -> Words:
        """What is to be done next; what somebody wrote is not translated."""
        own = Words("{action}", {"action": self.duty.action})
        return own if self.duty.action else NEXT[self.stray.kind]

    @property
    def state(self) -> State:
        holds = self.duty.cycle == self.cycle and self.stray.people <= self.duty.people
        if self.duty.done and holds:
            return State.DONE
        return State.ASSIGNED if self.duty.owner else State.OPEN


class SignOff(Struct, frozen=True, kw_only=True):
    """An owner's review of a cycle; ``left`` rows of theirs were out of line then."""

    cycle: str
    side: Side
    owner: str
    by: str
    at: datetime
    left: int

    @property
    def key(self) -> str:
        return sign_off_key(self.cycle, self.side, self.owner)


class Reviewer(Struct, frozen=True, kw_only=True):
    """Who is to look through one side, ``left`` rows of theirs being out of line now."""

    side: Side
    owner: str
    left: int
    signed: SignOff | None


class Alignment(Struct, frozen=True, kw_only=True):
    """``rows`` by kind, ``reviewers`` by side and name; ``cycle`` None: there is none yet."""

    cycle: Cycle | None
    rows: tuple[Row, ...]
    reviewers: tuple[Reviewer, ...]

    @property
    def left(self) -> int:
        """How many are not done."""
        return sum(row.state is not State.DONE for row in self.rows)


def sign_off_key(cycle: str, side: Side, owner: str) -> str:
    return f"{cycle}/{side}/{owner}"


def aligned(
    cycle: Cycle | None,
    strays: Iterable[Stray],
    duties: Mapping[str, Duty],
    content_owners: Iterable[str],
    signed: Mapping[str, SignOff],
) -> Alignment:
    """``duties`` by the key of their stray, ``signed`` by their own."""
    known = cycle.id if cycle else ""
    order = {kind: place for place, kind in enumerate(Kind)}
    rows = [Row(stray=s, duty=duties.get(s.key, Duty()), cycle=known) for s in strays]
    rows.sort(key=lambda row: (order[row.stray.kind], -row.stray.people, row.stray.title))
    owners = [(Side.OKRS, owner) for owner in _owners(cycle)]
    owners += [(Side.CONTENT, owner) for owner in sorted(set(filter(None, content_owners)))]
    reviewers = (_reviewer(known, side, owner, rows, signed) for side, owner in owners)
    return Alignment(cycle=cycle, rows=tuple(rows), reviewers=tuple(reviewers) if cycle else ())


def written(text: str) -> str:
    """An owner or an action on one line. Raises UsageError where it is too long."""
    line = one_line(text)
    if len(line) > LONGEST:
        raise UsageError("That has more than {most} characters. Say it in fewer.", most=LONGEST)
    return line


def _owners(cycle: Cycle | None) -> Sequence[str]:
    if cycle is None:
        return ()
    own = {one.owner for one in cycle.objectives} | {one.owner for one in cycle.key_results}
    return sorted(own - {""})


def _reviewer(
    cycle: str, side: Side, owner: str, rows: Sequence[Row], signed: Mapping[str, SignOff]
) -> Reviewer:
    return Reviewer(
        side=side,
        owner=owner,
        left=sum(1 for _ in left_of(rows, side, owner)),
        signed=signed.get(sign_off_key(cycle, side, owner)),
    )


def left_of(rows: Iterable[Row], side: Side, owner: str) -> Iterator[Row]:
    """What an owner has still to see to on one side."""
    for row in rows:
        if row.stray.side is side and row.owner == owner and row.state is not State.DONE:
            yield row
