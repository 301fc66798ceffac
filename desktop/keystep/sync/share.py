"""The shared folder: the only code that touches it.

Network drives and synchronised folders promise little. So a file is written under a temporary name,
read back, moved into place and never changed; what is found is believed only after its signature.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from keystep.domain.bundles import ShareIdentity
from keystep.errors import BundleRefused, ShareUnreachable
from keystep.sync.documents import newest_identity
from keystep.sync.envelope import Family
from keystep.sync.file_ops import FileOps
from keystep.sync.safe_files import (
    TEMPORARY,
    not_a_file,
    read_stable,
    replace_durably,
    settle,
    too_large,
)
from keystep.sync.share_errors import meaning

ENDING = ".json"
MOST_BYTES = max(family.most_bytes for family in Family)
STALE = timedelta(hours=24)

_IDENTITY = re.compile(r"keystep-([1-9][0-9]{0,8})\.json", re.IGNORECASE)


class FileKind(StrEnum):
    FILE = "file"
    FOLDER = "folder"
    OTHER = "other"


class Found(Struct, frozen=True):
    """An entry of the shared folder; ``size`` is in bytes.

    ``name`` and ``place``, the way to it from the root, can be shown whatever the entry is called.
    """

    name: str
    place: str
    path: Path
    size: int
    kind: FileKind


@dataclass(frozen=True)
class Share:
    """The shared folder at ``root``; ``share`` is the id it must have, "" before it is known.

    Folders are given as relative paths with "/", "" being the root. Every method raises
    ShareUnreachable when the folder cannot be used, ShareFull when there is no room or no right.
    """

    root: Path
    share: str = ""
    ops: FileOps = field(default_factory=FileOps)

    def read_identity(self) -> ShareIdentity:
        """Who this share belongs to now.

        Raises ShareUnreachable also when the folder is empty, or is another share: then nothing can
        be said about its files, and least of all that they were deleted.
        """
        entries = self._entries("", lambda _name: True)
        numbered = [(int(m[1]), e) for e in entries if (m := _IDENTITY.fullmatch(e.name))]
        files = [entry for _, entry in sorted(numbered, key=lambda pair: pair[0])]
        identity = newest_identity(self.contents(files, Family.SHARE.most_bytes))
        if identity is None or self.share not in ("", identity.share):
            raise ShareUnreachable(self._why_not(anything=bool(entries)), folder=str(self.root))
        return identity

    def scan(self, folder: str) -> list[Found]:
        """What in ``folder`` has a name that ends in .json, by name; nothing if there is no folder.

        Kinds other than FILE are reported, and :meth:`read` refuses them.
        """
        return self._entries(folder, lambda name: name.lower().endswith(ENDING))

    def folders(self, folder: str) -> list[str]:
        """The folders inside ``folder``, as paths relative to the root, by name."""
        entries = self._entries(folder, lambda _name: True)
        folders = [entry.path for entry in entries if entry.kind is FileKind.FOLDER]
        return [path.relative_to(self.root).as_posix() for path in folders]

    def read(self, found: Found, most_bytes: int = MOST_BYTES) -> bytes:
        """The whole content of a regular file that nobody is writing to.

        Raises BundleRefused: NOT_A_FILE, TOO_LARGE, or UNSTABLE when it is to be tried again.
        """
        if found.kind is not FileKind.FILE:
            raise not_a_file()
        if found.size > most_bytes:
            raise too_large(found.size, most_bytes)
        return read_stable(self.ops, found.path, most_bytes)

    def contents(self, files: Iterable[Found], most_bytes: int) -> Iterator[bytes]:
        """The content of each of ``files`` that can be read now."""
        for found in files:
            try:
                data = self.read(found, most_bytes)
            except BundleRefused:
                continue
            yield data

    def publish(self, folder: str, name: str, data: bytes) -> None:
        """Put a file in place whole and durably, or not at all.

        A file of that name that is there already is written again: an earlier attempt may have
        left it only in a cache.
        """
        with self._told():
            replace_durably(self.ops, self._made(folder) / name, data)

    def delete(self, folder: str, name: str) -> bool:
        """Delete a file of one's own; False when it was gone already."""
        with self._told(), suppress(FileNotFoundError):
            self.ops.unlink(self.root / folder / name)
            return True
        return False

    def sweep(self, folder: str, now: datetime) -> None:
        """Delete what crashes have left of one's own writing in ``folder``, after 24 hours."""
        stale = (now - STALE).timestamp()
        with self._told():
            for entry in self._entries(folder, lambda name: name.endswith(TEMPORARY)):
                with suppress(FileNotFoundError):
                    if self.ops.lstat(entry.path).st_mtime < stale:
                        self.ops.unlink(entry.path)

    def _entries(self, folder: str, wanted: Callable[[str], bool]) -> list[Found]:
        where = self.root / folder
        with self._told():
            if not self._is_folder(where):
                return []
            paths = [where / name for name in sorted(self.ops.names(where)) if wanted(name)]
            return [found for path in paths if (found := self._found(path)) is not None]

    def _is_folder(self, where: Path) -> bool:
        """A link to a folder is none: nothing outside the share is read."""
        self.ops.lstat(self.root)
        try:
            return where == self.root or stat.S_ISDIR(self.ops.lstat(where).st_mode)
        except FileNotFoundError:
            return False

    def _found(self, path: Path) -> Found | None:
        """None when it has gone since it was listed."""
        try:
            status = self.ops.lstat(path)
        except FileNotFoundError:
            return None
        place = _printable(path.relative_to(self.root).as_posix())
        return Found(_printable(path.name), place, path, status.st_size, _kind(status))

    def _why_not(self, *, anything: bool) -> str:
        if not anything:
            return (
                "The shared folder {folder} is empty. Connect it again, or wait until it has "
                "synchronised. Nothing was deleted here."
            )
        if not self.share:
            return (
                "The folder {folder} is not a Keystep share. Choose the folder that the office "
                "has set up."
            )
        return (
            "The folder {folder} is not the share that this Keystep belongs to. Connect the right "
            "one. Nothing was deleted here."
        )

    def _made(self, folder: str) -> Path:
        """Make missing folders below the root, never the root: it may be an unmounted drive."""
        where = self.root
        self.ops.lstat(where)
        for part in Path(folder).parts:
            parent, where = where, where / part
            try:
                self.ops.mkdir(where)
            except FileExistsError:
                continue
            settle(self.ops, parent)
        return where

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as fault:
            raise meaning(fault, self.root) from fault


def _printable(name: str) -> str:
    """Without what would steer a terminal, break a line or turn the writing round."""
    return "".join(letter if letter.isprintable() else "?" for letter in name)


def _kind(status: os.stat_result) -> FileKind:
    if stat.S_ISREG(status.st_mode):
        return FileKind.FILE
    return FileKind.FOLDER if stat.S_ISDIR(status.st_mode) else FileKind.OTHER
