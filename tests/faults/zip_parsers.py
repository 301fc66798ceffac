"""Parsers of zip files: packs and backups."""

from __future__ import annotations

import io
import shutil
import struct
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from keystep.content.names import file_faults
from keystep.content.unpacking import unpack
from keystep.errors import PackRefused, UsageError
from keystep.services.backup_file import ABOUT, KEYS, About, read_about
from tests.faults.fuzzing import Target
from tests.faults.mutations import Seed, Span


def pack_file(folder: Path) -> Target:
    """The zip of a pack, unpacked whole or not at all."""

    def attempt(data: bytes) -> None:
        here = folder / "unpacked"
        try:
            unpack(io.BytesIO(data), here)
            files = {str(p.relative_to(here)): p for p in here.rglob("*") if not p.is_dir()}
            assert all(path.is_file() and not path.is_symlink() for path in files.values())
            assert not list(file_faults({name: p.stat().st_size for name, p in files.items()}))
        finally:
            shutil.rmtree(here, ignore_errors=True)
            assert {path.name for path in folder.iterdir()} <= {"small"}

    texts = {"pack.toml": b'id = "a"\n' * 9, "lessons/a.md": b"# b", "media/c.svg": b"<svg/>"}
    return Target([zip_seed(texts, way) for way in (0, 8)], attempt, PackRefused)


def backup(folder: Path) -> Target:
    """What anybody may read of a backup."""
    about = About(share="s", organisation="o", made_at=datetime(2027, 1, 1, tzinfo=UTC))
    path = folder / "backup.zip"

    def attempt(data: bytes) -> None:
        path.write_bytes(data)
        assert isinstance(read_about(path)[0], About)

    texts = {ABOUT: msgspec.json.encode(about), KEYS: b"{}"}
    return Target([zip_seed(texts, way) for way in (0, 8)], attempt, UsageError)


def zip_seed(texts: dict[str, bytes], way: int) -> Seed:
    """A zip of ``texts`` compressed in this ``way``; parts are fields, names and records."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", way) as archive:
        for name, data in texts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, way)
    data = buffer.getvalue()
    return Seed(data, (list(_fields(data)), list(_records(data))), ZIP_TOKENS)


ZIP_TOKENS = [
    *(struct.pack("<H", n) for n in (0, 1, 2, 8, 9, 12, 14, 99, 0x800, 0xFFFF)),
    *(struct.pack("<I", n) for n in (0, 1, 22, 100, 1 << 20, 1 << 31, 0xFFFFFFFF, 0xA1FF << 16)),
    *(b"media/../.svg", b"/etc/passwd.", b"media/con.sv", b"media\\a.svg", b"media/\xff\xfe.svg"),
    *(b"Pack.toml", b"pack.json", b"C:a.svg", b"\0", b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x07"),
]
_LAYOUTS = {
    b"PK\x03\x04": ("<4s5H3I2H", 26),
    b"PK\x01\x02": ("<4s6H3I5H2I", 28),
    b"PK\x05\x06": ("<4s4H2IH", 0),
}


def _records(data: bytes) -> Iterator[Span]:
    starts = [at for at in range(len(data)) if data[at : at + 4] in _LAYOUTS]
    yield from zip(starts, [*starts[1:], len(data)], strict=True)


def _fields(data: bytes) -> Iterator[Span]:
    for start, end in _records(data):
        layout, name_at = _LAYOUTS[data[start : start + 4]]
        at = start
        for width in (4 if sign in "I4" else 2 for sign in _signs(layout)):
            yield at, at + width
            at += width
        if name_at:
            yield at, at + int.from_bytes(data[start + name_at : start + name_at + 2], "little")
            yield at, end


def _signs(layout: str) -> Iterator[str]:
    count = ""
    for sign in layout.removeprefix("<4s"):
        if sign.isdigit():
            count = sign
        else:
            yield from sign * int(count or 1)
            count = ""
