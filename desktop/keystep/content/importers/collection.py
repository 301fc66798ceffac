"""The SQLite database of a package: note types, decks, notes, cards and reviews, old and new."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any, NamedTuple

from keystep.content.importers import protobuf
from keystep.content.importers.value import MOST_CARDS, Past

_LEVEL = "\x1f"
_NEEDED = frozenset({"col", "notes", "cards", "revlog"})
_SCHEMA_WITH_TABLES = 15
_WAL_FLAGS = slice(18, 20)
_STEPS, _MOST_STEPS = 100_000, 5_000
"""A statement may take so many steps of SQLite's machine, asked for every so many."""
_MOST_VALUE = 16 << 20
_MOST_TEXT = 512 << 20
"""Characters of all notes, counted with each of their cards."""
_MOST_KINDS = 20_000
"""Of decks; and of note types, of their fields and of their templates."""
_LATEST_MS = 4_102_444_800_000
_FORGOTTEN, _MOVED, _CRAMMED = (4, 0), 5, 3
_ALLOWED = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_PRAGMA,
}
_NOTES = """
SELECT n.id, coalesce(CAST(n.guid AS TEXT), ''), n.mid, coalesce(CAST(n.tags AS TEXT), ''),
       coalesce(CAST(n.flds AS TEXT), ''), c.id, CAST(coalesce(c.ord, 0) AS INTEGER),
       CASE c.odid WHEN 0 THEN c.did ELSE c.odid END, c.queue = -1
FROM cards c JOIN notes n ON n.id = c.nid ORDER BY n.id, c.ord LIMIT ?
"""
_MOST_REVIEWS = 2_000_000
_REVIEWS = "SELECT cid, id, ease, type, factor FROM revlog ORDER BY cid, id LIMIT ?"


class NoteType(NamedTuple):
    """``templates`` are the two sides of each card, by its number."""

    is_cloze: bool
    fields: tuple[str, ...]
    templates: dict[int, tuple[str, str]]


class Row(NamedTuple):
    """A card with its note; ``fields`` are divided by 0x1f."""

    note: int
    guid: str
    kind: int
    tags: str
    fields: str
    card: int
    no: int
    deck: int
    suspended: int


class Collection:
    """An open collection; damage raises ValueError."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        [(version,)] = connection.execute("SELECT ver FROM col LIMIT 1").fetchall()
        self._has_tables = int(version) >= _SCHEMA_WITH_TABLES

    def note_types(self) -> dict[int, NoteType]:
        return dict(self._new_types() if self._has_tables else self._old_types())

    def decks(self) -> dict[int, tuple[str, ...]]:
        """Titles from the outermost deck on, by id."""
        if self._has_tables:
            rows = self._few("SELECT id, name FROM decks")
            return {int(no): tuple(str(name).split(_LEVEL)) for no, name in rows}
        decks = self._json("decks")
        return {int(no): tuple(str(deck["name"]).split("::")) for no, deck in decks.items()}

    def rows(self) -> Iterator[Row]:
        """Every card, those of a note together; at most one more than MOST_CARDS."""
        left, before = _MOST_TEXT, None
        for row in map(Row._make, self._connection.execute(_NOTES, (MOST_CARDS + 1,))):
            left -= len(row.guid) + len(row.tags) + len(row.fields)
            if left < 0:
                raise ValueError("its notes are too long")
            if before is not None and row.note == before.note:
                row = row._replace(guid=before.guid, tags=before.tags, fields=before.fields)  # noqa: PLW2901 - held once
            yield row
            before = row

    def history(self) -> Iterator[tuple[int, Past | None]]:
        """Reviews that count, by card; None where all before them was forgotten on purpose."""
        for card, at, rating, kind, factor in self._connection.execute(_REVIEWS, (_MOST_REVIEWS,)):
            if (kind, factor) == _FORGOTTEN:
                yield card, None
            elif _counts(at, rating) and kind != _MOVED and (kind != _CRAMMED or factor):
                yield card, Past(at, rating)

    def _few(self, query: str) -> list[tuple[Any, ...]]:
        found = self._connection.execute(query).fetchmany(_MOST_KINDS + 1)
        if len(found) > _MOST_KINDS:
            raise ValueError("it has too many decks or kinds of notes")
        return found

    def _json(self, column: str) -> dict[str, Any]:
        [(told,)] = self._connection.execute(f"SELECT {column} FROM col LIMIT 1").fetchall()  # noqa: S608 - our own names
        found = json.loads(told)
        if not isinstance(found, dict):
            raise ValueError(f"{column} is no table")
        return found

    def _old_types(self) -> Iterator[tuple[int, NoteType]]:
        for no, model in self._json("models").items():
            fields = sorted(model["flds"], key=lambda field: int(field["ord"]))
            templates = {
                int(one["ord"]): (str(one["qfmt"]), str(one["afmt"])) for one in model["tmpls"]
            }
            names = tuple(str(field["name"]) for field in fields)
            yield int(no), NoteType(int(model["type"]) == 1, names, templates)

    def _new_types(self) -> Iterator[tuple[int, NoteType]]:
        names, sides = dict[int, list[str]](), dict[int, dict[int, tuple[str, str]]]()
        for no, name in self._few("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
            names.setdefault(no, []).append(str(name))
        for no, ord_, config in self._few("SELECT ntid, ord, config FROM templates"):
            sides.setdefault(no, {})[int(ord_)] = protobuf.text(config, 1), protobuf.text(config, 2)
        for no, config in self._few("SELECT id, config FROM notetypes"):
            is_cloze = protobuf.whole(config, 1) == 1
            yield no, NoteType(is_cloze, tuple(names.get(no, ())), sides.get(no, {}))


def _counts(at: object, rating: object) -> bool:
    return rating in range(1, 5) and isinstance(at, int) and 0 < at < _LATEST_MS


@contextmanager
def open_collection(data: bytearray, *, lenient: bool) -> Iterator[Collection]:
    """The collection whose database file is ``data``, which it changes. Raises ValueError where it
    is none.

    It stays in memory and can do nothing but be read. ``lenient``: text that is not UTF-8 is taken
    as far as it is, instead of refused; that takes longer.
    """
    if len(data) < 100 or not data.startswith(b"SQLite format 3\0"):
        raise ValueError("it is not a database")
    data[_WAL_FLAGS] = b"\x01\x01"  # memory knows no WAL
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.deserialize(data)
            _secure(connection, lenient=lenient)
            yield Collection(connection)
        except (
            sqlite3.Error,
            OverflowError,
            KeyError,
            TypeError,
            AttributeError,
            RecursionError,
        ) as error:
            raise ValueError(str(error)) from error


def _secure(connection: sqlite3.Connection, *, lenient: bool) -> None:
    """Let the database be read, not act: no views, functions or endless queries of its own."""
    connection.create_collation("unicase", _unicase)
    if lenient:
        connection.text_factory = lambda data: data.decode(errors="replace")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_VALUE)
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    if missing := _NEEDED - {name for (name,) in tables}:
        raise ValueError(f"it has no {', '.join(sorted(missing))}")
    connection.set_authorizer(_authorised)
    left = iter(range(_MOST_STEPS))
    connection.set_progress_handler(lambda: next(left, None) is None, _STEPS)


def _authorised(action: int, *where: object) -> int:
    """Of ``where`` the last is the view or the trigger that asks."""
    return sqlite3.SQLITE_OK if action in _ALLOWED and not where[-1] else sqlite3.SQLITE_DENY


def _unicase(one: str, other: str) -> int:
    a, b = one.casefold(), other.casefold()
    return (a > b) - (a < b)
