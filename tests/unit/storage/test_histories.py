"""Whatever happens to a station's database, in whatever order: nothing is lost or told twice."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from keystep.domain.down import Person
from keystep.domain.events import ERASED, Event, canonical
from keystep.domain.facts import Fact
from keystep.domain.projections import PROJECTIONS
from keystep.storage.coverage import unsealed
from keystep.storage.event_store import SqliteEventStore
from keystep.storage.log import Span
from keystep.storage.schema import outbox
from keystep.storage.verification import rebuild, verify
from tests.unit.storage.builders import (
    START,
    answered,
    facts,
    instant,
    opened,
    person,
    progress,
    receipt,
    seal_plainly,
)

LEARNERS = ("ada", "bob", "cy")
SLICES: tuple[tuple[Person, ...], ...] = (
    (),
    (person("ada"),),
    (person("ada"), person("bob"), person("cy")),
    (person("ada", "bob"), person("cy")),
    (person("bob", "ada", "cy"),),
)
Act = tuple[str, object]


@dataclass
class History:
    """A store, and what a careful bystander knows about it."""

    path: Path
    epochs: list[str] = field(default_factory=lambda: ["00112233aabbccdd"])
    share: dict[str, str] = field(default_factory=lambda: {"00112233aabbccdd": ""})
    written: dict[tuple[str, int], Event] = field(default_factory=dict)
    erased: set[tuple[str, int]] = field(default_factory=set)
    number: int = 0

    def __post_init__(self) -> None:
        self.store = opened(self.path)

    def append(self, what: tuple[str, list[Fact]]) -> None:
        learner, together = what
        for event in self.store.append(learner, together, instant(len(self.written))):
            assert (self.store.epoch, event.seq) not in self.written
            self.written[self.store.epoch, event.seq] = event

    def seal(self, even_empty: object) -> None:
        self.store.seal(seal_plainly, instant(), even_empty=bool(even_empty))

    def publish(self, _: object) -> None:
        for bundle in self.store.unpublished():
            self.store.mark_published(bundle.no, instant())

    def confirm(self, what: tuple[int, int, int]) -> None:
        which, last, gap = what
        self.number += 1
        epoch = self.epochs[which % len(self.epochs)]
        missing = [(gap, gap)] if 0 < gap < last else []
        issued = START + timedelta(days=1)
        told = receipt(
            self.number,
            last,
            *missing,
            has={which, last, gap},
            epoch=epoch,
            epochs=tuple(self.epochs[gap % 2 :]),
            issued=issued,
        )
        self.store.mark_received(told, instant())

    def hear(self, what: tuple[int, int]) -> None:
        """The office has one event of three, beginning anywhere, and any slice of the people."""
        which, start = what
        self.number += 1
        known = sorted(key for key in self.written.keys() - self.erased if key[1] % 3 != start)
        events = [(epoch, self.written[epoch, seq]) for epoch, seq in known]
        self.store.take_progress(progress(self.number, events, *SLICES[which]))

    def start_epoch(self, _: object) -> None:
        self.store.start_epoch(self._new_epoch(self.store.share))

    def belong(self, share: str) -> None:
        if not self.store.share:
            self.share = dict.fromkeys(self.share, share)
        self.store.belong(share, lambda: self._new_epoch(share))
        assert self.share[self.store.epoch] == share

    def erase(self, learner: str) -> None:
        self.store.erase([learner], instant())
        self.erased |= {key for key, event in self.written.items() if event.learner == learner}

    def reopen(self, _: object) -> None:
        self.store.close()
        self.store = opened(self.path)

    def check(self) -> None:
        for share in dict.fromkeys(self.share.values()):
            if share:
                self.belong(share)
            self._check()

    def _check(self) -> None:
        self._check_log()
        self._check_coverage()
        before = states(self.store)
        assert verify(self.store) == ()
        rebuild(self.store)
        assert states(self.store) == before

    def _new_epoch(self, share: str) -> str:
        self.epochs.append(f"epoch-{len(self.epochs)}")
        self.share[self.epochs[-1]] = share
        return self.epochs[-1]

    def _check_log(self) -> None:
        for epoch in self.epochs:
            seqs = [seq for at, seq in sorted(self.written) if at == epoch]
            assert seqs == list(range(1, self.store.tip(epoch) + 1))
        for recorded in self.store.events():
            key = (self.store.epoch, recorded.event.seq)
            kept = recorded.event.kind != ERASED
            assert kept == (key not in self.erased)
            assert not kept or recorded.data == canonical(self.written[key])

    def _check_coverage(self) -> None:
        """What bundles hold and what is unsealed make each epoch of the share, without overlap."""
        with self.store.database.read() as connection:
            rows = connection.execute(select(outbox.c.epoch, outbox.c.first, outbox.c.last))
            sealed = [Span._make(row) for row in rows if row.first <= row.last]
            unsealed_here = unsealed(connection)
            spans = sorted([*sealed, *unsealed_here])
        for no, epoch in enumerate(self.epochs, 1):
            if self.share[epoch] != self.store.share:
                assert not [span for span in unsealed_here if span.epoch == no]
                continue
            mine = [(first, last) for at, first, last in spans if at == no]
            ends = [(0, 0), *mine, (self.store.tip(epoch) + 1, 0)]
            assert all(before[1] + 1 == after[0] for before, after in pairwise(ends))


def states(store: SqliteEventStore) -> list[object]:
    return [store.learners(), *(store.select(projection.state) for projection in PROJECTIONS)]


LEARNER = st.sampled_from(LEARNERS)
SMALL = st.integers(0, 12)
ACTS: st.SearchStrategy[Act] = st.one_of(
    st.tuples(st.just("append"), st.tuples(LEARNER, st.lists(facts(), min_size=1, max_size=3))),
    st.tuples(st.just("append"), st.tuples(LEARNER, st.just([answered()]))),
    st.tuples(st.just("seal"), st.booleans()),
    st.tuples(st.just("publish"), st.none()),
    st.tuples(st.just("confirm"), st.tuples(SMALL, SMALL, SMALL)),
    st.tuples(st.just("hear"), st.tuples(st.integers(0, len(SLICES) - 1), st.integers(0, 3))),
    st.tuples(st.just("start_epoch"), st.none()),
    st.tuples(st.just("belong"), st.sampled_from(["north", "south"])),
    st.tuples(st.just("erase"), LEARNER),
    st.tuples(st.just("reopen"), st.none()),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(ACTS, max_size=16))
def test_nothing_is_lost_and_everything_can_be_proved(acts: list[Act]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        history = History(Path(folder) / "station.sqlite")
        for name, what in acts:
            act: Callable[[object], None] = getattr(history, name)
            act(what)
        history.check()
        history.store.close()
