"""Bringing an older database up to date, through alembic."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

from keystep.errors import DatabaseTooNew
from keystep.storage.backups import backup_path
from keystep.storage.engine import Database
from keystep.storage.projections import Tables, refill

TOO_NEW = (
    "{path} was written by a newer Keystep (its revision is {revision}). Nothing was changed. "
    "Install that version, or a later one, to open it."
)


def configuration() -> Config:
    """Alembic's settings: the revisions are those beside this module."""
    config = Config()
    config.set_main_option("script_location", "keystep.storage:migrations")
    return config


def upgrade(database: Database, tables: Tables, revision: str) -> None:
    """Back the file up beside itself, then upgrade it and refill its projections, all or nothing.

    Raises DatabaseTooNew for a ``revision`` that this program does not know, and NotSaved.
    """
    config = configuration()
    _check_known(config, database.path, revision)
    database.back_up(backup_path(database.path, revision))
    with database.write() as connection:
        migrate(connection, config)
        refill(connection, tables)


def migrate(connection: Connection, config: Config, revision: str = "head") -> None:
    """Run the revisions up to ``revision`` in the transaction of ``connection``."""
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _check_known(config: Config, path: Path, revision: str) -> None:
    try:
        ScriptDirectory.from_config(config).get_revision(revision)
    except CommandError as error:
        raise DatabaseTooNew(TOO_NEW, path=path, revision=revision) from error
