"""What was seen in the shared folder."""

from __future__ import annotations

import stat
from enum import StrEnum

from msgspec import Struct

from keystep.sync.file_ops import Entry


class FileKind(StrEnum):
    FILE = "file"
    FOLDER = "folder"
    OTHER = "other"


class Found(Struct, frozen=True, gc=False):
    """An entry of the shared folder, in ``folder`` (relative to its root, with "/").

    Made by the hundred thousand, so everything else is worked out when it is asked for.
    """

    folder: str
    entry: Entry

    @property
    def name(self) -> str:
        """Can be shown, whatever the entry is called."""
        return printable(self.entry.name)

    @property
    def place(self) -> str:
        """The way to it from the root; can be shown."""
        return printable(self.way)

    @property
    def way(self) -> str:
        """The way to it from the root, as the operating system knows it."""
        return f"{self.folder}/{self.entry.name}" if self.folder else self.entry.name

    @property
    def size(self) -> int:
        """In bytes."""
        return self.entry.size

    @property
    def mtime_ns(self) -> int:
        return self.entry.mtime_ns

    @property
    def kind(self) -> FileKind:
        if stat.S_ISREG(self.entry.mode):
            return FileKind.FILE
        return FileKind.FOLDER if stat.S_ISDIR(self.entry.mode) else FileKind.OTHER


def printable(name: str) -> str:
    """Without what would steer a terminal, break a line or turn the writing round."""
    return "".join(letter if letter.isprintable() else "?" for letter in name)
