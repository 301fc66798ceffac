"""Whether words are to be found in bytes, however they are spelled, wrapped or compressed there."""

from __future__ import annotations

import base64
import binascii
import bz2
import gzip
import io
import json
import lzma
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from quopri import encodestring
from urllib.parse import quote

LAYERS, SHORTEST = 5, 6
"""How deep is looked; what is shorter may be there by chance."""
BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")
HEX = re.compile(rb"(?:[0-9A-Fa-f]{2}){8,}")
SQUEEZED: tuple[tuple[bytes, Callable[[bytes], bytes]], ...] = (
    (b"\x1f\x8b", gzip.decompress),
    (b"BZh", bz2.decompress),
    (b"\xfd7zXZ", lzma.decompress),
    *((bytes((0x78, level)), zlib.decompress) for level in (0x01, 0x5E, 0x9C, 0xDA)),
)


def found(data: bytes, words: Iterable[str]) -> set[str]:
    """Those of ``words`` that are in ``data`` or in whatever can be unpacked from it."""
    layers = list(unpacked(data))
    lower = [layer.lower() for layer in layers]
    return {
        word
        for word in words
        if any(form in layer for form in wrapped(word) for layer in layers)
        or any(form in layer for form in raw(word) for layer in lower)
    }


@cache
def raw(word: str) -> frozenset[bytes]:
    """The bytes that ``word`` may be, and what texts make of them, in lower case."""
    spelled = _spelled(word)
    told = {json.dumps(one)[1:-1].encode() for one in spelled}
    told |= {quote(one).encode() for one in spelled}
    told |= {encodestring(one.encode()).rstrip(b"=\n") for one in spelled}
    told |= _encoded(word) | {binascii.hexlify(one) for one in _encoded(word)}
    return frozenset(one.lower() for one in told if len(one) >= SHORTEST)


@cache
def wrapped(word: str) -> frozenset[bytes]:
    """What of ``word`` shows in base64, wherever it may begin."""
    inside = {part for one in _encoded(word) for part in _in_base64(one)}
    return frozenset(one for one in inside if len(one) >= SHORTEST)


def _spelled(word: str) -> set[str]:
    ways = (word, word.lower(), word.upper())
    return {unicodedata.normalize(form, way) for form in ("NFC", "NFD") for way in ways}


def _encoded(word: str) -> set[bytes]:
    spelled = _spelled(word)
    encoded = {one.encode(code) for one in spelled for code in ("utf-8", "utf-16-le", "utf-16-be")}
    with suppress(UnicodeEncodeError):
        encoded |= {unicodedata.normalize("NFC", one).encode("latin-1") for one in spelled}
    return encoded


def unpacked(data: bytes, layers: int = LAYERS) -> Iterator[bytes]:
    """``data``, and what is in its base64, its hexadecimal, its archives, and in these again."""
    yield data
    if layers:
        for part in _parts(data):
            yield from unpacked(part, layers - 1)


def _parts(data: bytes) -> Iterator[bytes]:
    for run in BASE64.findall(data):
        text = run.rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
        with suppress(binascii.Error):
            yield base64.b64decode(text + b"=" * (-len(text) % 4))
    for run in HEX.findall(data):
        yield binascii.unhexlify(run)
    for magic, squeezed in SQUEEZED:
        if data.startswith(magic):
            with suppress(OSError, EOFError, ValueError, zlib.error, lzma.LZMAError):
                yield squeezed(data)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                yield member.filename.encode()
                yield archive.read(member)


def _in_base64(raw: bytes) -> Iterator[bytes]:
    """What of ``raw`` shows in base64 at each of the three places where it may begin."""
    for at in range(3):
        text = base64.b64encode(bytes(at) + raw)
        yield text[(at * 4 + 2) // 3 : len(raw + bytes(at)) * 4 // 3]
