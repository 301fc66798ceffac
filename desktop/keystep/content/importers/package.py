"""``.apkg`` and ``.colpkg``: the zip around a collection and its media, old and new.

The new form packs collection, map of media and media themselves with zstd, and carries beside the
collection an old one that only says that Anki is to be updated.
"""

from __future__ import annotations

import json
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO

import zstandard

from keystep.content.importers import protobuf
from keystep.content.importers.value import Medium, refused
from keystep.content.names import MAX_MEDIA

MOST_COLLECTION = 256 << 20
_MOST_MAP = 8 << 20
_MOST_DIRECTORY = 65_535 * 256
_CHUNK = 1 << 18
_WINDOW = 1 << 27
_END = struct.Struct("<4s4H2LH")
_ZIP64_LOCATOR = b"PK\x06\x07"
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LATEST = 3
_COLLECTIONS = {1: "collection.anki2", 2: "collection.anki21", _LATEST: "collection.anki21b"}
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    zstandard.ZstdError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


class Package:
    """An open package. ``media`` are its files by the names that notes use."""

    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        self._name, self._archive = name, archive
        self._members = _judged(name, archive)
        self.version = self._version()
        self.media = self._media()

    def collection(self) -> bytearray:
        """The SQLite database. Raises DeckFileRefused."""
        member = _COLLECTIONS[self.version]
        if member not in self._members:
            raise refused(self._name, "there is no collection in it")
        medium = Medium(member, 0, packed=self.version == _LATEST)
        data = bytearray()
        for chunk in self.chunks(medium, MOST_COLLECTION):
            data += chunk
        return data

    def chunks(self, medium: Medium, most: int = MAX_MEDIA) -> Iterator[bytes]:
        """The bytes of a member. Raises DeckFileRefused where they are damaged or over ``most``."""
        read = 0
        try:
            with self._opened(medium) as file:
                while chunk := file.read(_CHUNK):
                    read += len(chunk)
                    if read > most:
                        raise refused(self._name, f"“{medium.member}” in it is too large")
                    yield chunk
        except _UNREADABLE as error:
            raise refused(self._name, f"“{medium.member}” in it is damaged ({error})") from error

    def first_bytes(self, medium: Medium, size: int) -> bytes:
        """The first bytes of a member, b"" where it is damaged."""
        try:
            with self._opened(medium) as file:
                return file.read(size)
        except _UNREADABLE:
            return b""

    def checksum(self, medium: Medium) -> int:
        """What tells two members of one size apart."""
        return self._members[medium.member].CRC

    @contextmanager
    def _opened(self, medium: Medium) -> Iterator[BinaryIO]:
        with self._archive.open(self._members[medium.member]) as file:
            if not medium.packed:
                yield file  # type: ignore[misc]
                return
            unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
            with unpacker.stream_reader(file) as unpacked:
                yield unpacked

    def _version(self) -> int:
        if "meta" not in self._members:
            return 2 if _COLLECTIONS[2] in self._members else 1
        try:
            version = protobuf.whole(b"".join(self.chunks(Medium("meta", 0), _CHUNK)), 1)
        except ValueError:
            version = 0
        if version not in _COLLECTIONS:
            raise refused(self._name, "it is of a version that this Keystep does not know")
        return version

    def _media(self) -> dict[str, Medium]:
        if "media" not in self._members:
            return {}
        packed = self.version == _LATEST
        told = b"".join(self.chunks(Medium("media", 0, packed=packed), _MOST_MAP))
        try:
            entries = _entries(told) if packed else self._old_entries(told)
            return {name: one for name, one in entries if one.member in self._members}
        except (ValueError, AttributeError, RecursionError) as error:
            raise refused(self._name, "its list of media cannot be read") from error

    def _old_entries(self, told: bytes) -> Iterator[tuple[str, Medium]]:
        for member, name in json.loads(told or b"{}").items():
            info = self._members.get(member)
            yield str(name), Medium(member, info.file_size if info else 0)


@contextmanager
def open_package(file: Path) -> Iterator[Package]:
    """Raises DeckFileRefused for what is no such package, OSError where it cannot be read."""
    with file.open("rb") as source:
        if problem := _end_problem(source):
            raise refused(file.name, problem)
        try:
            archive = zipfile.ZipFile(source)
        except _UNREADABLE as error:
            raise refused(file.name, "it is not a zip file, or damaged") from error
        with closing(archive):
            yield Package(file.name, archive)


def _entries(told: bytes) -> Iterator[tuple[str, Medium]]:
    """The map of media as protobuf: the nth entry is the member called n."""
    members = (value for number, value in protobuf.fields(told) if number == 1)
    for n, entry in enumerate(members):
        if not isinstance(entry, bytes):
            raise ValueError("an entry is a number")
        yield protobuf.text(entry, 1), Medium(str(n), protobuf.whole(entry, 2), packed=True)


def _end_problem(source: BinaryIO) -> str:
    """What is wrong with the end of a zip file: its list could fill the memory."""
    tail_size = _END.size + 20
    source.seek(max(0, source.seek(0, os.SEEK_END) - tail_size))
    tail = source.read(tail_size)
    if len(tail) < _END.size:
        return "it is empty or cut short"
    end = _END.unpack(tail[-_END.size :])
    if end[0] != b"PK\x05\x06":
        return "it is not a zip file, or cut short"
    is_too_long = end[5] > _MOST_DIRECTORY or tail.startswith(_ZIP64_LOCATOR)
    return "it lists too many files" if is_too_long else ""


def _judged(name: str, archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The members by name, where each has its own and none is a trick."""
    infos = archive.infolist()
    for info in infos:
        if info.flag_bits & _ENCRYPTED or info.compress_type not in _METHODS:
            raise refused(name, f"{info.filename!a} in it is encrypted or packed strangely")
    members = {info.filename: info for info in infos}
    if len(members) < len(infos):
        raise refused(name, "two files in it have one name")
    return members
