"""What the office sent down, beneath what the log adds to it.

The projections are always the states of the base, and on top of them every event of the log that
the base does not hold, each under the id that its learner goes by.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import zip_longest

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, select

from keystep.domain.down import Included, LearnerStates, Person, ProgressDown, Range
from keystep.domain.events import Event, canonical
from keystep.storage import streams
from keystep.storage.log import LogRow
from keystep.storage.rows import UNIX_EPOCH
from keystep.storage.schema import alias, base
from keystep.storage.streams import Stream

NOTHING = ProgressDown(
    no=0, share="", device="", issued=UNIX_EPOCH, people=(), included=(), states=()
)
PERSON = "SELECT person FROM alias WHERE id = ?"


class Base:
    """A word of the office, seen from the log with the streams ``every``."""

    def __init__(self, down: ProgressDown, every: Iterable[Stream]) -> None:
        self.down = down
        self._people = {person.learner: person for person in down.people}
        self._states = {states.learner: states for states in down.states}
        self._learners = down.learners
        self.aliases = {also: p.learner for p in down.people for also in p.also}
        included = {one.epoch: one for one in down.included}
        self._included = {s.no: included[s.epoch] for s in every if s.epoch in included}

    def person(self, learner: str) -> str:
        return self.aliases.get(learner, learner)

    def group(self, learners: Iterable[str]) -> frozenset[str]:
        """``learners``, and every other id of the same people."""
        people = {self.person(learner) for learner in learners}
        known = (self._people[person] for person in people if person in self._people)
        return frozenset(people.union(*(person.also for person in known)))

    def lacks(self, row: LogRow) -> bool:
        """Whether the states do without this event, so that it is to be folded on top."""
        included = self._included.get(row.epoch)
        return row.learner not in self._learners or not (included and included.holds(row.seq))

    def filed(self, event: Event) -> Event:
        """``event`` under the id of the person."""
        return replace(event, learner=self.person(event.learner))

    def states(self, learners: Iterable[str] | None = None) -> Iterator[Struct]:
        """The states of these ids, or all."""
        chosen = self._states if learners is None else sorted({*learners} & self._states.keys())
        for learner in chosen:
            yield from self._states[learner].each()

    def changed(self, other: Base) -> frozenset[str]:
        """Ids of the people who are not the same in both, by what the office says of them."""
        mine, theirs = self._known(), other._known()
        ids = [one for one in mine.keys() | theirs.keys() if mine.get(one) != theirs.get(one)]
        return self.group(ids) | other.group(ids)

    def parting(self, other: Base) -> dict[int, int]:
        """By the no of each stream, the seq up to which both hold the same, one further."""
        found = {}
        for no in self._included.keys() | other._included.keys():
            seq = _parting(self._ranges(no), other._ranges(no))
            if seq is not None:
                found[no] = seq
        return found

    def _known(self) -> dict[str, tuple[Person | None, LearnerStates | None]]:
        ids = self._people.keys() | self._states.keys()
        return {one: (self._people.get(one), self._states.get(one)) for one in ids}

    def _ranges(self, no: int) -> tuple[Range, ...]:
        included: Included | None = self._included.get(no)
        return included.ranges if included else ()


def number(connection: Connection) -> int:
    """That of the newest word; 0 before the first."""
    return connection.scalar(select(base.c.no)) or 0


def read(connection: Connection) -> Base:
    """The newest word of the office; an empty one before the first."""
    document = connection.scalar(select(base.c.document))
    down = msgspec.json.decode(document, type=ProgressDown) if document else NOTHING
    return Base(down, streams.every(connection))


def write(connection: Connection, new: Base) -> None:
    """Put ``new`` in the place of the one before."""
    connection.execute(base.delete())
    document = canonical(new.down)
    connection.execute(base.insert().values(no=new.down.no, document=document))
    file_aliases(connection, new)


def file_aliases(connection: Connection, new: Base) -> None:
    connection.execute(alias.delete())
    rows = [{"id": also, "person": person} for also, person in new.aliases.items()]
    if rows:
        connection.execute(alias.insert(), rows)


def stored_aliases(connection: Connection) -> dict[str, str]:
    return {row.id: row.person for row in connection.execute(select(alias))}


def person(connection: Connection, learner: str) -> str:
    """The id that ``learner`` goes by."""
    found: str | None = connection.exec_driver_sql(PERSON, (learner,)).scalar()
    return found or learner


def ids(connection: Connection, learner: str) -> frozenset[str]:
    """Every id that ``learner`` goes by."""
    kept = person(connection, learner)
    others = connection.scalars(select(alias.c.id).where(alias.c.person == kept))
    return frozenset([kept, *others])


def without(down: ProgressDown, learners: Collection[str]) -> ProgressDown:
    """``down`` as if it had never heard of ``learners``."""
    people = (
        replace(one, also=tuple(also for also in one.also if also not in learners))
        for one in down.people
        if one.learner not in learners
    )
    states = tuple(one for one in down.states if one.learner not in learners)
    return replace(down, people=tuple(people), states=states)


def _parting(some: tuple[Range, ...], others: tuple[Range, ...]) -> int | None:
    for one, other in zip_longest(some, others):
        if one != other:
            both = [mine for mine in (one, other) if mine]
            if len(both) == 2 and one[0] == other[0]:
                return min(one[1], other[1]) + 1
            return min(mine[0] for mine in both)
    return None
