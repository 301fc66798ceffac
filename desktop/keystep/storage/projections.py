"""The tables of the projections: a fold at a time, or all of them from the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Generic, Protocol, TypeVar, cast

from msgspec import Struct
from sqlalchemy import Connection, Executable, Table, bindparam, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.sql import ClauseElement

from keystep.domain.events import Event, Fact, decode_event, fact_of
from keystep.domain.progress import PROJECTIONS
from keystep.storage import log
from keystep.storage.rows import Rows, Scalar
from keystep.storage.schema import PROJECTION_TABLES

S = TypeVar("S", bound=Struct)
Key = tuple[str, ...]
Row = tuple[Scalar, ...]
Replay = dict[type[Struct], dict[Key, Struct]]


class States(Protocol):
    """Where a fold finds the state before an event and leaves the one after it."""

    def find(self, state: type[S], key: Key) -> S | None: ...

    def put(self, key: Key, state: Struct) -> None: ...


def fold(states: States, event: Event, fact: Fact) -> None:
    """Move every projection that ``fact`` concerns on by one event."""
    for projection in PROJECTIONS:
        if isinstance(fact, projection.facts):
            key = projection.key_of(event, fact)
            old = states.find(projection.state, key)
            states.put(key, projection.fold(old, event, fact))


class MemoryStates:
    """States in memory, for a replay of the whole log."""

    def __init__(self) -> None:
        self.by_type: Replay = {projection.state: {} for projection in PROJECTIONS}

    def find(self, state: type[S], key: Key) -> S | None:
        return cast("S | None", self.by_type[state].get(key))

    def put(self, key: Key, state: Struct) -> None:
        self.by_type[type(state)][key] = state


def replay(events: Iterable[Event]) -> Replay:
    """Every state that ``events`` lead to. Raises msgspec.ValidationError, see ``fact_of``."""
    states = MemoryStates()
    for event in events:
        fact = fact_of(event)
        if fact is not None:
            fold(states, event, fact)
    return states.by_type


class StateTable(Generic[S]):
    """The table of one projection, its statements compiled once.

    Compiling anew for each answer would cost several times what SQLite needs to run them.
    """

    def __init__(self, state: type[S], table: Table) -> None:
        self.rows = Rows(state)
        self.name = table.name
        self._table = table
        self._columns = [table.c[name] for name in self.rows.columns]
        self._key = list(table.primary_key)
        self._all = select(*self._columns).order_by(*self._key)
        self._find = _sql(
            select(*self._columns).where(*(k == bindparam(k.name) for k in self._key))
        )
        self._put = _sql(self._upsert())

    def find(self, connection: Connection, key: Key) -> S | None:
        row = connection.exec_driver_sql(self._find, key).one_or_none()
        return None if row is None else self.rows.struct_of(row)

    def select(self, connection: Connection, where: Mapping[str, str]) -> list[S]:
        statement = self._all.where(*(self._table.c[name] == v for name, v in where.items()))
        return [self.rows.struct_of(row) for row in connection.execute(statement)]

    def put(self, connection: Connection, states: Iterable[S]) -> None:
        rows = [self.rows.row(state) for state in states]
        if rows:
            connection.exec_driver_sql(self._put, rows)

    def clear(self, connection: Connection) -> None:
        connection.execute(self._table.delete())

    def stored(self, connection: Connection) -> dict[Key, Row]:
        """The rows as they are in the file."""
        places = [self.rows.columns.index(column.name) for column in self._key]
        rows = map(tuple, connection.execute(self._all))
        return {tuple(row[place] for place in places): row for row in rows}

    def _upsert(self) -> Executable:
        statement = insert(self._table).values({c.name: bindparam(c.name) for c in self._columns})
        rest = {c.name: statement.excluded[c.name] for c in self._columns if not c.primary_key}
        return statement.on_conflict_do_update(index_elements=self._key, set_=rest)


Tables = Mapping[type[Struct], StateTable[Any]]


def state_tables() -> Tables:
    return {state: StateTable(state, table) for state, table in PROJECTION_TABLES.items()}


class StoredStates:
    """The states in the database, within one transaction."""

    def __init__(self, tables: Tables, connection: Connection) -> None:
        self._tables = tables
        self._connection = connection

    def find(self, state: type[S], key: Key) -> S | None:
        return cast("S | None", self._tables[state].find(self._connection, key))

    def put(self, key: Key, state: Struct) -> None:
        self._tables[type(state)].put(self._connection, (state,))


def refill(connection: Connection, tables: Tables) -> int:
    """Empty every projection and fill it from the log; how many events that took.

    Raises msgspec.DecodeError for an event that cannot be read.
    """
    states = replay(decode_event(row.data) for row in log.rows(connection))
    for state, table in tables.items():
        table.clear(connection)
        table.put(connection, states[state].values())
    return log.count(connection)


def _sql(statement: Executable) -> str:
    return str(cast("ClauseElement", statement).compile(dialect=sqlite.dialect()))
