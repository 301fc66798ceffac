"""The tables of the projections: a fold at a time, or all of them from the log."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Generic, TypeVar, cast

from msgspec import Struct
from sqlalchemy import Connection, Executable, Table, bindparam, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.sql import ClauseElement

from keystep.domain.events import Event
from keystep.domain.replaying import Key
from keystep.storage import base, log
from keystep.storage.bare import bare
from keystep.storage.base import Base, Word
from keystep.storage.rows import Rows, Scalar
from keystep.storage.schema import PROJECTION_TABLES

S = TypeVar("S", bound=Struct)
Row = tuple[Scalar, ...]


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
        self._some = _sql(select(*self._columns))
        self._find = _sql(
            select(*self._columns).where(*(k == bindparam(k.name) for k in self._key))
        )
        self._put = _sql(self._upsert())
        self._drop = _sql(table.delete().where(*(k == bindparam(k.name) for k in self._key)))

    def find(self, connection: Connection, key: Key) -> S | None:
        row = bare(connection).execute(self._find, key).fetchone()
        return None if row is None else self.rows.struct_of(row)

    def select(self, connection: Connection, where: Mapping[str, str]) -> list[S]:
        statement = self._all.where(*(self._table.c[name] == v for name, v in where.items()))
        return [self.rows.struct_of(row) for row in connection.execute(statement)]

    def where(self, connection: Connection, clause: str, values: Row) -> list[S]:
        """States by a clause of SQL of our own, its values bound."""
        found = bare(connection).execute(f"{self._some} WHERE {clause}", values)
        return list(map(self.rows.struct_of, found))

    def put(self, connection: Connection, states: Iterable[S]) -> None:
        rows = [self.rows.row(state) for state in states]
        if rows:
            bare(connection).executemany(self._put, rows)

    def drop(self, connection: Connection, key: Key) -> None:
        bare(connection).execute(self._drop, key)

    def clear(self, connection: Connection) -> None:
        connection.execute(self._table.delete())

    def forget(self, connection: Connection, learners: Collection[str]) -> None:
        connection.execute(self._table.delete().where(self._table.c.learner.in_(learners)))

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


@cache
def state_tables() -> Tables:
    """Every table, compiled once: that takes longer than opening a database."""
    tables = {state: StateTable(state, table) for state, table in PROJECTION_TABLES.items()}
    return MappingProxyType(tables)


class StoredStates:
    """The states in the database, within one transaction; each is read from it but once."""

    def __init__(self, tables: Tables, connection: Connection) -> None:
        self._tables = tables
        self._connection = connection
        self._known: dict[tuple[type[Struct], Key], Struct | None] = {}

    def find(self, state: type[S], key: Key) -> S | None:
        if (state, key) not in self._known:
            self._known[state, key] = self._tables[state].find(self._connection, key)
        return cast("S | None", self._known[state, key])

    def put(self, key: Key, state: Struct) -> None:
        self._tables[type(state)].put(self._connection, (state,))
        self._known[type(state), key] = state

    def drop(self, state: type[Struct], key: Key) -> None:
        self._tables[state].drop(self._connection, key)
        self._known[state, key] = None


def refill(connection: Connection, tables: Tables) -> int:
    """Empty every projection and fill it from base and log; how many events the log holds.

    Raises msgspec.DecodeError for an event that cannot be read.
    """
    newest = base.read(connection)
    base.file_aliases(connection, newest)
    for table in tables.values():
        table.clear(connection)
    _fill(connection, tables, newest)
    return log.count(connection)


def refold(connection: Connection, tables: Tables, newest: Base, learners: Collection[str]) -> None:
    """Do the same for ``learners`` and their other ids alone."""
    ids = newest.group(learners).union(learners)
    for table in tables.values():
        table.forget(connection, ids)
    _fill(connection, tables, newest, ids)


def _fill(
    connection: Connection,
    tables: Tables,
    newest: Base,
    learners: Collection[str] | None = None,
) -> None:
    def lacking(word: Word) -> Iterator[Event]:
        numbers = [stream.no for stream in word.streams]
        rows = log.of_streams(connection, numbers, learners)
        return (newest.filed(log.event_of(row)) for row in rows if word.lacks(row))

    states = newest.folded(lacking, learners)
    for state, table in tables.items():
        table.put(connection, states[state].values())


def _sql(statement: Executable) -> str:
    return str(cast("ClauseElement", statement).compile(dialect=sqlite.dialect()))
