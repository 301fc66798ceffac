from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from keystep.domain.events import Instant
from keystep.domain.facts import Fact
from keystep.domain.projections import PROJECTIONS
from keystep.storage.event_store import SqliteEventStore
from keystep.storage.verification import rebuild, verify
from tests.unit.storage.builders import facts, few, instants, opened

Step = tuple[str, list[Fact], Instant]


def everything(store: SqliteEventStore) -> list[list[Struct]]:
    return [store.select(projection.state) for projection in PROJECTIONS]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(few("learner"), st.lists(facts(), max_size=4), instants()), max_size=12))
def test_a_rebuild_equals_what_was_folded_event_by_event(steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = opened(Path(folder) / "station.sqlite")
        for learner, together, now in steps:
            store.append(learner, together, now)
        before = everything(store)
        assert verify(store) == ()
        assert rebuild(store) == sum(len(together) for _, together, _ in steps)
        assert everything(store) == before
        store.close()
