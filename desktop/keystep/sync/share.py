"""The shared folder: the only code that touches it.

Network drives and synchronised folders promise little. So a file is written under a temporary name,
read back, moved into place and never changed; what is found is believed only after its signature.
"""

from __future__ import annotations

import errno
import hashlib
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import takewhile
from operator import attrgetter
from pathlib import Path

from keystep.domain.bundles import Reason, ShareIdentity
from keystep.errors import BundleRefused, ShareUnreachable
from keystep.sync.envelope import Family
from keystep.sync.file_ops import FileOps
from keystep.sync.found import FileKind, Found
from keystep.sync.identity import succession
from keystep.sync.patience import PatientOps
from keystep.sync.safe_files import (
    TEMPORARY,
    is_settled,
    not_a_file,
    read_stable,
    replace_durably,
    settle,
    too_large,
)
from keystep.sync.share_errors import meaning, not_ours, unreadable

ENDING = ".json"
MOST_BYTES = Family.BUNDLE.most_bytes
STALE = timedelta(hours=24)

Unread = tuple[Found, BundleRefused]

_IDENTITY = re.compile(r"keystep-([1-9][0-9]{0,8})\.json", re.IGNORECASE)


@dataclass(frozen=True)
class Share:
    """The shared folder at ``root``; ``share`` is the id it must have, "" before it is known.

    ``pinned_key`` is the admin's public key (base64) from which whoever it belongs to now must
    follow, "" where none is known. Folders are given as relative paths with "/", "" being the root.
    Every method raises ShareUnreachable when the folder cannot be used, ShareFull when there is no
    room or no right.
    """

    root: Path
    share: str = ""
    pinned_key: str = ""
    ops: FileOps = field(default_factory=PatientOps)

    def read_identity(self) -> ShareIdentity:
        """Who this share belongs to now.

        Raises ShareUnreachable also when the folder is empty, or is another share: then nothing can
        be said about its files, and least of all that they were deleted.
        """
        seen = self._seen("")
        files, unread = self._identity_files(seen)
        identity = succession(files, self.pinned_key or None)
        if identity is None or self.share not in ("", identity.share):
            if unread:
                raise unreadable(self.root, *unread[0])
            raise not_ours(self.root, empty=not seen, pinned=bool(self.share))
        return identity

    def identity_files(self) -> list[bytes]:
        """All that says who the share belongs to, in the order of its numbers; not verified.

        Raises ShareUnreachable also where one of them cannot be read now: it may be the one that
        counts. One that is empty says nothing.
        """
        files, unread = self._identity_files(self._seen(""))
        for found, refusal in unread:
            if found.size and refusal.reason == Reason.UNSTABLE:
                raise unreadable(self.root, found, refusal)
        return files

    def scan(self, folder: str, ending: str = ENDING) -> list[Found]:
        """What in ``folder`` has a name with this ``ending``, in lower or upper case, by name.

        Nothing if there is no folder. Kinds other than FILE are reported, and :meth:`read` refuses
        them.
        """
        return self._seen(folder, lambda name: name.lower().endswith(ending))

    def folders(self, folder: str) -> list[str]:
        """The folders inside ``folder``, as paths relative to the root, by name."""
        return [found.way for found in self._seen(folder) if found.kind is FileKind.FOLDER]

    def read(self, found: Found, most_bytes: int = MOST_BYTES) -> bytes:
        """The whole content of a regular file that nobody is writing to.

        Raises BundleRefused: NOT_A_FILE, TOO_LARGE, or UNSTABLE when it is to be tried again.
        """
        return b"".join(self.parts(found, most_bytes))

    def parts(self, found: Found, most_bytes: int) -> Iterator[bytes]:
        """As :meth:`read`, part by part: the content counts once the last one has come."""
        if found.kind is not FileKind.FILE:
            raise not_a_file()
        if found.size > most_bytes:
            raise too_large(found.size, most_bytes)
        with self._told():
            yield from read_stable(self.ops, self.root / found.way, most_bytes)

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
        self.publish_parts(folder, name, (data,))

    def publish_parts(self, folder: str, name: str, parts: Iterable[bytes]) -> None:
        """As :meth:`publish`; where ``parts`` raises, nothing is put in place."""
        with self._told():
            replace_durably(self.ops, self._made(folder) / name, parts)

    def ensure(self, folder: str, name: str, data: bytes) -> None:
        """As :meth:`publish`, but what is there already with this content stays.

        For copies that are brought up to date again and again, such as a stick.
        """
        digest = hashlib.sha256(data).hexdigest()
        with self._told():
            path = self._made(folder) / name
            if not is_settled(self.ops, path, digest):
                replace_durably(self.ops, path, (data,))

    def make(self) -> None:
        """Make the folder itself and those above it, for a share that is about to be founded."""
        try:
            ways = (self.root, *self.root.parents)
            missing = takewhile(lambda folder: self._mode(folder) is None, ways)
            for folder in reversed(list(missing)):
                self.ops.mkdir(folder)
                settle(self.ops, folder.parent)
        except OSError as fault:
            raise ShareUnreachable(
                "The shared folder {folder} cannot be made ({fault}). Nothing was changed. Check "
                "the drive and your right to write there, or choose another folder.",
                folder=str(self.root),
                fault=fault.strerror or str(fault),
            ) from fault

    def delete(self, folder: str, name: str) -> bool:
        """Delete a file of one's own; False when it was gone already, or is no regular file."""
        path = self.root / folder / name
        with self._told(), suppress(FileNotFoundError):
            if self._is_folder(folder) and stat.S_ISREG(self._mode(path) or 0):
                self.ops.unlink(path)
                return True
        return False

    def sweep(self, folder: str, now: datetime) -> None:
        """Delete what crashes have left of one's own writing in ``folder``, after 24 hours."""
        stale = (now - STALE).timestamp()
        for found in self.scan(folder, TEMPORARY):
            if found.mtime_ns < stale * 1e9:
                self.delete(folder, found.entry.name)

    def _seen(self, folder: str, wanted: Callable[[str], bool] = bool) -> list[Found]:
        with self._told():
            if not self._is_folder(folder):
                return []
            lots = self.ops.entries(self.root / folder)
            entries = [entry for lot in lots for entry in lot if wanted(entry.name)]
        entries.sort(key=attrgetter("name"))
        return [Found(folder, entry) for entry in entries]

    def _identity_files(self, seen: Iterable[Found]) -> tuple[list[bytes], list[Unread]]:
        """Those that can be read, in the order of their numbers, and why others cannot."""
        numbered = [(int(m[1]), one) for one in seen if (m := _IDENTITY.fullmatch(one.name))]
        numbered.sort(key=lambda pair: pair[0])
        files, unread = list[bytes](), list[Unread]()
        for _, found in numbered:
            try:
                files.append(self.read(found, Family.SHARE.most_bytes))
            except BundleRefused as refusal:
                unread.append((found, refusal))
        return files, unread

    def _is_folder(self, folder: str) -> bool:
        """A link to a folder is none: nothing outside the share is touched."""
        where = self.root
        self.ops.lstat(where)
        for part in Path(folder).parts:
            where /= part
            mode = self._mode(where)
            if mode is None or not stat.S_ISDIR(mode):
                return False
        return True

    def _mode(self, path: Path) -> int | None:
        """None where there is nothing."""
        try:
            return self.ops.lstat(path).st_mode
        except FileNotFoundError:
            return None

    def _made(self, folder: str) -> Path:
        """Make missing folders below the root, never the root: it may be an unmounted drive."""
        where = self.root
        self.ops.lstat(where)
        for part in Path(folder).parts:
            parent, where = where, where / part
            try:
                self.ops.mkdir(where)
            except FileExistsError:
                if not stat.S_ISDIR(self.ops.lstat(where).st_mode):
                    raise NotADirectoryError(errno.ENOTDIR, f"{where} is no folder") from None
            else:
                settle(self.ops, parent)
        return where

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as fault:
            raise meaning(fault, self.root) from fault
