"""Folding events into states: one at a time, or all that somebody ever did."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar, cast

from msgspec import Struct

from keystep.domain.events import Event, fact_of
from keystep.domain.facts import Fact
from keystep.domain.projections import PROJECTIONS
from keystep.domain.together import together

S = TypeVar("S", bound=Struct)
Key = tuple[str, ...]
Replay = dict[type[Struct], dict[Key, Struct]]


class States(Protocol):
    """Where a fold finds the state before an event and leaves the one after it."""

    def find(self, state: type[S], key: Key) -> S | None: ...

    def put(self, key: Key, state: Struct) -> None: ...

    def drop(self, state: type[Struct], key: Key) -> None: ...


class MemoryStates:
    """States in memory."""

    def __init__(self) -> None:
        self.by_type: Replay = {projection.state: {} for projection in PROJECTIONS}

    def find(self, state: type[S], key: Key) -> S | None:
        return cast("S | None", self.by_type[state].get(key))

    def put(self, key: Key, state: Struct) -> None:
        self.by_type[type(state)][key] = state

    def drop(self, state: type[Struct], key: Key) -> None:
        del self.by_type[state][key]

    def take(self, states: Iterable[Struct]) -> None:
        """Add ``states``, each under its own key and together with the one that is there."""
        keys = {projection.state: projection.key for projection in PROJECTIONS}
        for state in states:
            key = tuple(str(getattr(state, name)) for name in keys[type(state)])
            there = self.find(type(state), key)
            self.put(key, state if there is None else together(there, state))


def fold(states: States, event: Event, fact: Fact) -> None:
    """Move every projection that ``fact`` concerns on by one event."""
    for projection in PROJECTIONS:
        if isinstance(fact, projection.facts):
            key = projection.key_of(event, fact)
            old = states.find(projection.state, key)
            after = projection.fold(old, event, fact)
            if after is not None:
                states.put(key, after)
            elif old is not None:
                states.drop(projection.state, key)


def replay(events: Iterable[Event], states: MemoryStates | None = None) -> Replay:
    """Every state that ``events`` lead to, on top of ``states`` where they are given.

    Raises msgspec.ValidationError, see ``fact_of``.
    """
    states = states or MemoryStates()
    for event in events:
        fact = fact_of(event)
        if fact is not None:
            fold(states, event, fact)
    return states.by_type
