"""The form of a backup: a zip with the admin's key as it rests, and all else sealed to that key.

``about.json`` says in plain which organisation it is of. ``keys/admin.json`` is locked by the
passphrase. ``settings.json.age`` and ``office.sqlite.age`` open with that key or the recovery key.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

import msgspec
from msgspec import Struct

from keystep import settings
from keystep.disk import FOR_ALL, whole_file
from keystep.errors import EnvelopeRefused, NotSaved, UsageError
from keystep.services.leftovers import passing_folder
from keystep.settings import Settings
from keystep.sync.keys import AdminKeys, admin_path
from keystep.sync.sealed_file import seal_stream, unseal_stream

VERSION = 1
MOST_BYTES = 1 << 20
ABOUT, KEYS = "about.json", "keys/admin.json"
SETTINGS, DATABASE = "settings.json.age", "office.sqlite.age"
DAMAGED = (
    OSError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    RuntimeError,
    LookupError,
    ValueError,
    EOFError,
    EnvelopeRefused,
)


class About(Struct, frozen=True, kw_only=True):
    """What anybody may read of a backup."""

    version: int = VERSION
    share: str
    organisation: str
    made_at: datetime


def write_backup(
    path: Path, about: About, home: Path, database: Path, recipients: Sequence[str]
) -> None:
    """Put ``database``, a copy of the office's, with keys and settings of ``home`` into ``path``.

    The file is there whole or not at all. Raises NotSaved.
    """
    try:
        with whole_file(path, FOR_ALL) as partial, zipfile.ZipFile(partial, "w") as archive:
            archive.writestr(ABOUT, msgspec.json.encode(about))
            archive.writestr(KEYS, admin_path(home).read_bytes())
            plain = io.BytesIO(msgspec.json.encode(settings.load(home)))
            _seal(plain, archive, SETTINGS, recipients)
            with database.open("rb") as pages:
                _seal(pages, archive, DATABASE, recipients)
    except OSError as fault:
        raise NotSaved(
            "No backup was made at {path} ({fault}). An earlier one there is as it was. Make room, "
            "or choose another folder.",
            path=str(path),
            fault=fault.strerror or str(fault),
        ) from fault


def read_about(path: Path) -> tuple[About, bytes]:
    """Whose backup it is, and the file of the admin's keys as it rests.

    Raises UsageError when it is none, or is damaged, or of a newer Keystep.
    """
    with _archive(path) as archive:
        about = msgspec.json.decode(_small(archive, ABOUT), type=About)
        if about.version > VERSION:
            raise UsageError(
                "The backup {path} is from a newer Keystep. Nothing was changed; restore it with "
                "that one.",
                path=str(path),
            )
        return about, _small(archive, KEYS)


@contextmanager
def unsealed(path: Path, keys: AdminKeys, beside: Path) -> Iterator[tuple[Settings, Path]]:
    """The settings, and the database as a file that lies in a folder in ``beside`` meanwhile.

    Raises UsageError when the backup is damaged or sealed to other keys.
    """
    with passing_folder(beside) as passing:
        database, plain = passing / "office.sqlite", io.BytesIO()
        with _archive(path) as archive, database.open("wb") as pages:
            for name, target in ((SETTINGS, plain), (DATABASE, pages)):
                with archive.open(name) as sealed:
                    unseal_stream(sealed, target, keys.identities)
            kept = msgspec.json.decode(plain.getvalue(), type=Settings)
        yield kept, database


def _seal(plain: IO[bytes], archive: zipfile.ZipFile, name: str, recipients: Sequence[str]) -> None:
    with archive.open(name, "w", force_zip64=True) as sealed:
        seal_stream(plain, sealed, recipients)


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """Raises UsageError for whatever is found to be wrong with it."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except DAMAGED as fault:
        raise UsageError(
            "{path} is not a whole backup of this office ({fault}). Nothing was changed; take "
            "another one.",
            path=str(path),
            fault=getattr(fault, "strerror", None) or str(fault) or type(fault).__name__,
        ) from fault


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        return file.read(MOST_BYTES)
