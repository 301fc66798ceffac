"""What the offices sent down, beneath what the log adds to it.

The projections are always the states of the present office, together with what any other one's
share amounts to here, and on top of them every event of the present share that its office does not
hold, each under the id that its learner goes by.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain, zip_longest

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from keystep.domain.down import Included, LearnerStates, Person, ProgressDown, Range
from keystep.domain.events import Event, canonical
from keystep.domain.matters import OfficeAnswer
from keystep.domain.replaying import MemoryStates, Replay, replay
from keystep.storage import streams
from keystep.storage.bare import bare
from keystep.storage.log import LogRow
from keystep.storage.rows import UNIX_EPOCH
from keystep.storage.schema import alias, base, certificate, office_answer
from keystep.storage.streams import Stream

NOTHING = ProgressDown(
    no=0, share="", device="", issued=UNIX_EPOCH, people=(), included=(), states=()
)
PERSON = "SELECT person FROM alias WHERE id = ?"
OTHERS = "SELECT id FROM alias WHERE person = ?"
Known = tuple[Person | None, LearnerStates | None]


class Word:
    """The word of the office of ``share``, seen from the log with that share's ``streams``."""

    def __init__(self, share: str, down: ProgressDown, own: Sequence[Stream]) -> None:
        self.share = share
        self.down = down
        self.streams = own
        self.learners = down.learners
        self.aliases = {also: p.learner for p in down.people for also in p.also}
        self.states = {states.learner: states for states in down.states}
        included = {one.epoch: one for one in down.included}
        self._included = {s.no: included[s.epoch] for s in own if s.epoch in included}

    def saying(self, down: ProgressDown) -> Word:
        return Word(self.share, down, self.streams)

    def lacks(self, row: LogRow) -> bool:
        """Whether the states do without this event, so that it is to be folded on top."""
        included = self._included.get(row.epoch)
        return row.learner not in self.learners or not (included and included.holds(row.seq))

    def changed(self, other: Word) -> Iterator[str]:
        """Ids of the people who are not the same in both, by what the office says of them."""
        mine, theirs = self._known(), other._known()
        return (one for one in mine.keys() | theirs.keys() if mine.get(one) != theirs.get(one))

    def parting(self, other: Word) -> Iterator[tuple[int, int]]:
        """The no of each stream with the seq up to which both hold the same, one further."""
        for no in self._included.keys() | other._included.keys():
            seq = _parting(self._ranges(no), other._ranges(no))
            if seq is not None:
                yield no, seq

    def _known(self) -> dict[str, Known]:
        people = {person.learner: person for person in self.down.people}
        ids = people.keys() | self.states.keys()
        return {one: (people.get(one), self.states.get(one)) for one in ids}

    def _ranges(self, no: int) -> tuple[Range, ...]:
        included: Included | None = self._included.get(no)
        return included.ranges if included else ()


class Base:
    """The words of all offices that the station ever belonged to, the present one's last.

    Who is one person by an earlier one's word is so still, unless the present one knows better.
    """

    def __init__(self, words: Iterable[Word]) -> None:
        self.words = tuple(words)
        ids = {one for word in self.words for one in word.aliases}
        followed = {one: self._followed(one) for one in ids}
        self.aliases = {one: person for one, person in followed.items() if one != person}

    @property
    def present(self) -> ProgressDown:
        return self.words[-1].down

    @property
    def learners(self) -> frozenset[str]:
        """Every id that anybody whom an office named goes by."""
        return frozenset().union(*(word.learners for word in self.words))

    def hearing(self, down: ProgressDown) -> Base:
        """With ``down`` as the present office's word."""
        *others, present = self.words
        return Base((*others, present.saying(down)))

    def without(self, learners: Collection[str]) -> Base:
        """As if no office had ever heard of ``learners``."""
        return Base(word.saying(without(word.down, learners)) for word in self.words)

    def person(self, learner: str) -> str:
        return self.aliases.get(learner, learner)

    def group(self, learners: Iterable[str]) -> frozenset[str]:
        """``learners``, and every other id of the same people."""
        people = {self.person(learner) for learner in learners}
        return frozenset(people.union(one for one, who in self.aliases.items() if who in people))

    def filed(self, event: Event) -> Event:
        """``event`` under the id of the person."""
        return replace(event, learner=self.person(event.learner))

    def folded(
        self, lacking: Callable[[Word], Iterable[Event]], learners: Collection[str] | None = None
    ) -> Replay:
        """The states of these ids, or all; ``lacking`` gives the events, filed, that a word lacks.

        An earlier share is folded apart: its office may be the present one again some day, and then
        nothing may be in the states twice.
        """
        *others, present = self.words
        states = MemoryStates()
        for word in others:
            apart = MemoryStates()
            apart.take(self._states(word, learners))
            for folded in replay(lacking(word), apart).values():
                states.take(folded.values())
        states.take(self._states(present, learners))
        return replay(lacking(present), states)

    def changed(self, other: Base) -> frozenset[str]:
        """Ids of the people of whom not the same is said in both."""
        pairs = zip(self.words, other.words, strict=True)
        ids = set(chain.from_iterable(mine.changed(theirs) for mine, theirs in pairs))
        return self.group(ids) | other.group(ids)

    def parting(self, other: Base) -> dict[int, int]:
        """By the no of each stream, the seq up to which both hold the same, one further."""
        pairs = zip(self.words, other.words, strict=True)
        return dict(chain.from_iterable(mine.parting(theirs) for mine, theirs in pairs))

    def _followed(self, one: str) -> str:
        for word in self.words:
            one = word.aliases.get(one, one)
        return one

    def _states(self, word: Word, learners: Collection[str] | None) -> Iterator[Struct]:
        chosen = word.states if learners is None else sorted({*learners} & word.states.keys())
        for learner in chosen:
            person = self.person(learner)
            for state in word.states[learner].each():
                yield state if person == learner else replace(state, learner=person)


def number(connection: Connection) -> int:
    """That of the present office's newest word; 0 before the first."""
    here = select(base.c.no).where(base.c.share == streams.share(connection))
    return connection.scalar(here) or 0


def read(connection: Connection) -> Base:
    """The newest word of each office; an empty one before the first."""
    said = {row.share: _decoded(row.document) for row in connection.execute(select(base))}
    every, present = streams.every(connection), streams.share(connection)
    shares = [share for share in dict.fromkeys(s.share for s in every) if share != present]
    return Base(
        Word(share, said.get(share, NOTHING), [s for s in every if s.share == share])
        for share in (*shares, present)
    )


def write(connection: Connection, new: Base) -> None:
    """Put ``new`` in the place of the one before."""
    connection.execute(base.delete())
    rows = [
        {"share": word.share, "no": word.down.no, "document": canonical(word.down)}
        for word in new.words
        if word.down.no
    ]
    if rows:
        connection.execute(base.insert(), rows)
    file_aliases(connection, new)
    _file_certificates(connection, new)
    _file_answers(connection, new)


def file_aliases(connection: Connection, new: Base) -> None:
    connection.execute(alias.delete())
    rows = [{"id": also, "person": person} for also, person in new.aliases.items()]
    if rows:
        connection.execute(alias.insert(), rows)


def _file_certificates(connection: Connection, new: Base) -> None:
    connection.execute(certificate.delete())
    people = [person for word in new.words for person in word.down.people]
    rows = [
        {"learner": new.person(one.learner), "code": code, "no": no}
        for one in people
        for no, code in enumerate(one.certificates)
    ]
    if rows:
        connection.execute(insert(certificate).on_conflict_do_nothing(), rows)


def _file_answers(connection: Connection, new: Base) -> None:
    connection.execute(office_answer.delete())
    people = [person for word in new.words for person in word.down.people]
    rows = [
        {"learner": new.person(one.learner), "id": said.id, "no": no, "document": canonical(said)}
        for one in people
        for no, said in enumerate(one.answers)
    ]
    if rows:
        connection.execute(insert(office_answer).on_conflict_do_nothing(), rows)


def answers(connection: Connection, learner: str) -> tuple[OfficeAnswer, ...]:
    """What the office answered whoever goes by this id, the newest first."""
    mine = office_answer.c.learner == person(connection, learner)
    order = office_answer.c.no, office_answer.c.id
    rows = connection.scalars(select(office_answer.c.document).where(mine).order_by(*order))
    return tuple(msgspec.json.decode(row, type=OfficeAnswer) for row in rows)


def certificates(connection: Connection, learner: str) -> tuple[str, ...]:
    """The codes of what whoever goes by this id has earned, the first earned first."""
    query = select(certificate.c.code).where(certificate.c.learner == person(connection, learner))
    return tuple(connection.scalars(query.order_by(certificate.c.no, certificate.c.code)))


def stored_aliases(connection: Connection) -> dict[str, str]:
    return {row.id: row.person for row in connection.execute(select(alias))}


def person(connection: Connection, learner: str) -> str:
    """The id that ``learner`` goes by."""
    found = bare(connection).execute(PERSON, (learner,)).fetchone()
    return str(found[0]) if found else learner


def ids(connection: Connection, learner: str) -> frozenset[str]:
    """Every id that ``learner`` goes by."""
    kept = person(connection, learner)
    others = bare(connection).execute(OTHERS, (kept,))
    return frozenset([kept, *(str(one) for (one,) in others)])


def without(down: ProgressDown, learners: Collection[str]) -> ProgressDown:
    """``down`` as if it had never heard of ``learners``."""
    people = (
        replace(one, also=tuple(also for also in one.also if also not in learners))
        for one in down.people
        if one.learner not in learners
    )
    states = tuple(one for one in down.states if one.learner not in learners)
    return replace(down, people=tuple(people), states=states)


def _decoded(document: bytes) -> ProgressDown:
    return msgspec.json.decode(document, type=ProgressDown)


def _parting(some: tuple[Range, ...], others: tuple[Range, ...]) -> int | None:
    for one, other in zip_longest(some, others):
        if one != other:
            both = [mine for mine in (one, other) if mine]
            if len(both) == 2 and one[0] == other[0]:
                return min(one[1], other[1]) + 1
            return min(mine[0] for mine in both)
    return None
