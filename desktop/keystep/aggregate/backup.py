"""The whole of the office's database in one file, and back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct
from sqlalchemy import URL, Connection, Table, delete, func, insert, select

from keystep.aggregate import migrate, schema
from keystep.aggregate.store import Store, copy_pages, upsert
from keystep.aggregate.whole_copy import whole_copy
from keystep.errors import DatabaseUnreadable

ROWS_AT_ONCE = 1_000
NO_BACKUP = (
    "{place} is not a backup of an office, or is damaged. Nothing was changed. Choose another file "
    "that “keystep backup” made."
)


class Backup(Struct, frozen=True):
    """A backup that was made, so that it can be found when somebody is to be forgotten."""

    path: Path
    made_at: datetime


class Backups:
    """Copies of the office's database."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def copy_to(self, path: Path) -> None:
        """See :func:`copy_to`."""
        copy_to(self._store, path)

    def restore_from(self, path: Path) -> None:
        """See :func:`restore_from`."""
        restore_from(path, self._store)

    def note(self, path: Path, now: datetime) -> None:
        """Remember that there is a backup at ``path``."""
        with self._store.write() as db:
            row = upsert(db, schema.backup).values(path=str(path), made_at=now)
            again = {"made_at": row.excluded.made_at}
            db.execute(row.on_conflict_do_update(index_elements=["path"], set_=again))

    def listed(self) -> tuple[Backup, ...]:
        """Every backup that was noted, the newest first."""
        query = select(schema.backup.c.path, schema.backup.c.made_at)
        newest = query.order_by(schema.backup.c.made_at.desc(), schema.backup.c.path)
        with self._store.read() as db:
            return tuple(Backup(Path(path), made_at) for path, made_at in db.execute(newest))


def copy_to(store: Store, path: Path) -> None:
    """Copy every table as it is at one moment into an SQLite file, whatever database it is.

    The file is there whole or not at all, and takes the place of an older one. Raises NotSaved,
    DatabaseUnreadable.
    """
    with store.read() as db:
        if db.dialect.name == "sqlite":
            copy_pages(db, path)
        else:
            _copy_rows(db, path)


def restore_from(path: Path, store: Store) -> None:
    """Put what the backup at ``path`` holds in the place of all that is in ``store``.

    One transaction. A backup of an older Keystep is upgraded on the way. What is known of backups
    stays known, for they still hold what they hold. Raises DatabaseUnreadable, DatabaseTooNew,
    NotSaved.
    """
    with _opened(path) as source, source.read() as old, store.write() as new:
        backups = new.execute(select(schema.backup)).mappings().all()
        for table in reversed(schema.metadata.sorted_tables):
            new.execute(delete(table))
        for table in schema.metadata.sorted_tables:
            _move_rows(old, new, table)
            _count_on(new, table)
        if backups:
            row = upsert(new, schema.backup).on_conflict_do_nothing()
            new.execute(row, [dict(backup) for backup in backups])


def _copy_rows(db: Connection, path: Path) -> None:
    with whole_copy(path) as partial, closing(Store(_url(partial))) as target:
        migrate.prepare(target)
        with target.write() as copy:
            for table in schema.metadata.sorted_tables:
                _move_rows(db, copy, table)


def _move_rows(old: Connection, new: Connection, table: Table) -> None:
    rows = old.execute(select(table).execution_options(yield_per=ROWS_AT_ONCE)).mappings()
    for part in rows.partitions():
        new.execute(insert(table), [dict(row) for row in part])


def _count_on(db: Connection, table: Table) -> None:
    """PostgreSQL numbers rows by a sequence, which knows nothing of rows that brought their own."""
    column = table.autoincrement_column
    if db.dialect.name != "postgresql" or column is None:
        return
    following = select(func.coalesce(func.max(column), 0) + 1).scalar_subquery()
    sequence = func.pg_get_serial_sequence(table.name, column.name)
    db.execute(select(func.setval(sequence, following, False)))


@contextmanager
def _opened(path: Path) -> Iterator[Store]:
    """The backup with the tables that this program knows; the file itself is never changed."""
    with closing(Store(_url(path, read_only=True))) as given:
        with given.read() as db:
            found = migrate.revision(db)
            whole = db.exec_driver_sql("PRAGMA quick_check(1)").scalar() == "ok"
        if not (found and whole):
            raise DatabaseUnreadable(NO_BACKUP, place=str(path))
        if found < schema.REVISION:
            with _upgraded(path) as newer:
                yield newer
        else:
            migrate.prepare(given)
            yield given


@contextmanager
def _upgraded(path: Path) -> Iterator[Store]:
    with TemporaryDirectory(prefix="keystep-") as folder:
        staged = Path(folder) / path.name
        shutil.copyfile(path, staged)
        with closing(Store(_url(staged))) as source:
            migrate.prepare(source)
            yield source


def _url(file: Path, *, read_only: bool = False) -> URL:
    if not read_only:
        return URL.create("sqlite", database=str(file))
    words = {"mode": "ro", "uri": "true"}
    return URL.create("sqlite", database=file.absolute().as_uri(), query=words)
