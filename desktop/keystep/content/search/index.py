"""The index, open: filled in one thread and asked in others."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock

from keystep.content.search.answering import NOTHING, Search, answer
from keystep.content.search.edition import Edition
from keystep.content.search.file import connect, discard
from keystep.content.search.filling import outdated, put_in, settle, take_out
from keystep.content.search.spelling import Vocabulary
from keystep.domain.library import Found
from keystep.errors import NotSaved


class Index:
    """The words of the packs in an SQLite file, which is made anew where it is damaged.

    Nothing of any person is in it. One thread may fill it while others search what is there.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._filling = Lock()
        self._asking = Lock()
        self._reader: sqlite3.Connection | None = None
        self._vocabulary: Vocabulary | None = None
        self._is_damaged = False
        self._is_closed = False

    def fill(self, editions: Collection[Edition], rest: Callable[[], object]) -> None:
        """Make the index say what ``editions`` do; ``rest`` is called after every small part.

        Only packs that changed are read. Raises NotSaved where there is no room for it.
        """
        with self._filling:
            if self._is_closed:
                return
            try:
                self._fill(editions, rest)
            except sqlite3.Error:
                self._fill_anew(editions, rest)

    def answer(self, search: Search) -> Found:
        """What the packs have on it, as the function of that name tells; nothing if it cannot be
        read."""
        try:
            with self._reading() as index:
                vocabulary = self._vocabulary = self._vocabulary or Vocabulary.of(index)
                return answer(index, vocabulary, search)
        except sqlite3.Error:
            self._is_damaged = True
            return NOTHING

    def close(self) -> None:
        """Let go of the file, once the part that is being filled in is there."""
        self._is_closed = True
        with self._filling:
            self._let_go()

    def _fill(self, editions: Collection[Edition], rest: Callable[[], object]) -> None:
        if self._is_damaged:
            raise sqlite3.DatabaseError("found damaged when it was asked")
        with closing(self._connect()) as index:
            changed = outdated(index, editions)
            for _ in _changes(index, changed):
                if self._is_closed:
                    return
                rest()
            if changed:
                self._vocabulary = Vocabulary.of(index)

    def _fill_anew(self, editions: Collection[Edition], rest: Callable[[], object]) -> None:
        try:
            self._let_go()
            discard(self._path)
            self._is_damaged = False
            self._fill(editions, rest)
        except (sqlite3.Error, OSError) as fault:
            raise NotSaved(
                "The library cannot be searched: its index {path} cannot be written ({fault}). "
                "Check the disk and its room, then start again. Everything else works.",
                path=str(self._path),
                fault=str(fault),
            ) from fault

    def _connect(self) -> sqlite3.Connection:
        """Two that open a new file at the same time would be in each other's way."""
        with self._asking:
            return connect(self._path)

    def _let_go(self) -> None:
        with self._asking:
            if self._reader is not None:
                self._reader.close()
            self._reader = self._vocabulary = None

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """The index as it is at one moment."""
        with self._asking:
            if self._is_closed:
                raise sqlite3.ProgrammingError("the index is closed")
            self._reader = self._reader or connect(self._path)
            self._reader.execute("BEGIN")
            try:
                yield self._reader
            finally:
                self._reader.execute("ROLLBACK")


def _changes(index: sqlite3.Connection, changed: Mapping[str, Edition | None]) -> Iterator[None]:
    """Make them, some of them with each turn."""
    for pack, edition in changed.items():
        yield from take_out(index, pack)
        if edition is not None:
            yield from put_in(index, edition)
    if changed:
        yield from settle(index)
