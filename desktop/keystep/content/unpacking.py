"""Zip files from outside, unpacked only when nothing in them is a trick."""

from __future__ import annotations

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from keystep.content.names import ENDINGS, MAX_FILES, file_faults
from keystep.disk import settle
from keystep.errors import PackRefused

_CHUNK = 1 << 16
_MAX_RATIO = 200
_SMALL = 1 << 20
_MAX_DIRECTORY = MAX_FILES * 256
_END = struct.Struct("<4s4H2LH")
_ZIP64_LOCATOR = b"PK\x06\x07"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)


def unpack(source: BinaryIO, folder: Path) -> None:
    """Write the files of the pack zipped in ``source`` into the new folder ``folder``.

    Raises PackRefused for anything but plain files where a pack has them, within its limits.
    OSError is the disk's.
    """
    _judge_directory_size(source)
    try:
        archive = zipfile.ZipFile(source)
    except _UNREADABLE as error:
        raise _refused(f"it cannot be read ({error})") from error
    with archive:
        if not all(info.filename for info in archive.infolist()):
            raise _refused("it has a file without a name")
        entries = [info for info in archive.infolist() if not _is_known_folder(info)]
        _judge(entries)
        folder.mkdir(parents=True)
        for info in entries:
            write_chunks(folder / info.filename, _chunks(archive, info))
    for written in (*(path for path in folder.iterdir() if path.is_dir()), folder):
        settle(written)


def write_file(path: Path, data: bytes) -> None:
    """Write a new file so that it outlives a power cut."""
    write_chunks(path, iter((data,)))


def _judge_directory_size(source: BinaryIO) -> None:
    """Refuse a list of entries that would fill the memory before it can be judged."""
    tail_size = _END.size + 20
    source.seek(max(0, source.seek(0, os.SEEK_END) - tail_size))
    tail = source.read(tail_size)
    if len(tail) < _END.size:
        raise _refused("it is cut short")
    end = _END.unpack(tail[-_END.size :])
    if end[0] != b"PK\x05\x06" or tail.startswith(_ZIP64_LOCATOR):
        raise _refused("it does not end as a pack does")
    if end[5] > _MAX_DIRECTORY:
        raise _refused("it lists too many files")


def _judge(entries: list[zipfile.ZipInfo]) -> None:
    for info in entries:
        if problem := _problem(info):
            raise _refused(f"“{ascii(info.orig_filename)[1:-1]}” {problem}")
    sizes = {info.orig_filename: info.file_size for info in entries}
    if len(sizes) < len(entries):
        raise _refused("it has two files of one name")
    for fault in file_faults(sizes):
        raise _refused(ascii(f"{fault.file}: {fault.what}")[1:-1])


def _problem(info: zipfile.ZipInfo) -> str:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if info.is_dir() or kind not in (0, stat.S_IFREG):
        return "is not a plain file"
    if info.flag_bits & _ENCRYPTED or info.compress_type not in _METHODS:
        return "is encrypted or packed in an unknown way"
    if info.file_size > max(_SMALL, _MAX_RATIO * info.compress_size):
        return "would grow beyond measure"
    return ""


def _is_known_folder(info: zipfile.ZipInfo) -> bool:
    return info.is_dir() and info.orig_filename.removesuffix("/") in ENDINGS


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    read = 0
    try:
        with archive.open(info) as entry:
            while chunk := entry.read(_CHUNK):
                read += len(chunk)
                yield chunk
    except _UNREADABLE as error:
        raise _refused(f"“{info.filename}” is damaged ({error})") from error
    if read != info.file_size:
        raise _refused(f"“{info.filename}” has not the size that it claims")


def write_chunks(path: Path, chunks: Iterator[bytes]) -> int:
    """As :func:`write_file`, from parts; returns how many bytes they were."""
    path.parent.mkdir(exist_ok=True)
    with path.open("xb") as file:
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
        return file.tell()


def _refused(reason: str) -> PackRefused:
    return PackRefused(
        "The pack file was not unpacked: {reason}. Ask its author to build it again.",
        reason=reason,
    )
