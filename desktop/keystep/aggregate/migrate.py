"""Bring a database to the tables that this program knows."""

from __future__ import annotations

from functools import cache

from sqlalchemy import (
    Connection,
    ExecutableDDLElement,
    create_mock_engine,
    insert,
    inspect,
    make_url,
    select,
)

from keystep.aggregate import schema
from keystep.aggregate.store import Store
from keystep.errors import DatabaseTooNew, DatabaseUnreadable


def prepare(store: Store) -> None:
    """Make the tables, or upgrade them (an SQLite file is copied first).

    Raises DatabaseTooNew, DatabaseUnreadable, NotSaved.
    """
    with store.read() as db:
        found = revision(db)
        foreign = not found and _has_tables(db)
    if foreign:
        raise _foreign(store)
    if found is None:
        with store.write() as db:
            _create(db)
    elif found > schema.REVISION:
        raise DatabaseTooNew(
            "The database {place} was written by a newer Keystep. Nothing was changed. "
            "Update Keystep on this machine, then open it again.",
            place=store.url.render_as_string(hide_password=True),
        )
    elif found < schema.REVISION:
        store.back_up(f".before-{schema.REVISION}")
        with store.write() as db:
            upgrade(db)


def revision(db: Connection) -> str | None:
    """The revision of the tables in ``db``: None without any, "" before the first."""
    if not inspect(db).has_table(schema.version.name):
        return None
    return db.execute(select(schema.version.c.version_num)).scalar() or ""


def _has_tables(db: Connection) -> bool:
    return not schema.metadata.tables.keys().isdisjoint(inspect(db).get_table_names())


def _foreign(store: Store) -> DatabaseUnreadable:
    return DatabaseUnreadable(
        "The database {place} is not an office's: it has tables of the same names, but does not "
        "say their revision. Nothing was changed. Put a backup in its place, or move it away.",
        place=store.url.render_as_string(hide_password=True),
    )


def upgrade(db: Connection) -> None:
    """Run every migration that ``db`` lacks, within its transaction."""
    from alembic import command  # noqa: PLC0415  slow to import, and rarely needed
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "keystep.aggregate:migrations")
    config.attributes["connection"] = db
    command.upgrade(config, "head")


def _create(db: Connection) -> None:
    """Two programs may have found the database empty: the second finds it made."""
    if revision(db) is None:
        for statement in _making(db.dialect.name):
            db.exec_driver_sql(statement)
        db.execute(insert(schema.version).values(version_num=schema.REVISION))


@cache
def _making(backend: str) -> tuple[str, ...]:
    """What makes every table. To say it takes SQLAlchemy far longer than a database takes to do
    it."""
    said, dialect = list[str](), make_url(f"{backend}://").get_dialect()()

    def note(ddl: ExecutableDDLElement, *_: object, **__: object) -> None:
        said.append(str(ddl.compile(dialect=dialect)))

    nowhere = create_mock_engine(f"{backend}://", note)
    schema.metadata.create_all(nowhere, checkfirst=False)
    schema.version.create(nowhere, checkfirst=False)
    return tuple(said)
