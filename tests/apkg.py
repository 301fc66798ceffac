"""Packages as Anki writes them, made by hand: small, and open to damage."""

from __future__ import annotations

import json
import sqlite3
import struct
import zipfile
import zlib
from contextlib import closing
from pathlib import Path

from tests.fakes import START

SCHEMA = """
CREATE TABLE col (ver INTEGER, models TEXT, decks TEXT);
CREATE TABLE notes (id INTEGER PRIMARY KEY, guid TEXT, mid INTEGER, tags TEXT, flds TEXT);
CREATE TABLE cards (id INTEGER PRIMARY KEY, nid INTEGER, did INTEGER, odid INTEGER, ord INTEGER,
    queue INTEGER);
CREATE TABLE revlog (id INTEGER PRIMARY KEY, cid INTEGER, ease INTEGER, type INTEGER,
    factor INTEGER);
INSERT INTO cards VALUES (1, 1, 1, 0, 0, 0);
"""
TEMPLATE = {"ord": 0, "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}"}
FIELDS = [{"ord": 0, "name": "Front"}, {"ord": 1, "name": "Back"}]
MODEL = {"type": 0, "flds": FIELDS, "tmpls": [TEMPLATE]}


def collection(flds: str = "front\x1fback", change: str = "", models: str = "") -> bytes:
    """An old collection of one note."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(SCHEMA)
        told = models or json.dumps({"5": MODEL})
        db.execute("INSERT INTO col VALUES (11, ?, ?)", (told, json.dumps({"1": {"name": "A"}})))
        db.execute("INSERT INTO notes VALUES (1, 'guid', 5, ' x ', ?)", (flds,))
        db.executescript(change)
        return db.serialize()


def png(shade: int) -> bytes:
    """A picture of one grey dot."""

    def part(name: bytes, data: bytes) -> bytes:
        tail = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + tail

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    dot = zlib.compress(bytes((0, shade)))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", dot) + part(b"IEND", b"")


PICTURE = png(1) + bytes(100_000)
_DAY_MS = 86_400_000


def pictured_package(file: Path) -> Path:
    """Of one card with a picture, reviewed five and two days before START."""
    when = int(START.timestamp() * 1000) - 5 * _DAY_MS
    reviews = f"({when}, 1, 3, 0, 0), ({when + 3 * _DAY_MS}, 1, 3, 1, 2500)"
    data = collection('Look <img src="a.png">\x1fb', f"INSERT INTO revlog VALUES {reviews}")
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("collection.anki2", data)
        archive.writestr("media", '{"0": "a.png"}')
        archive.writestr("0", PICTURE)
    return file
