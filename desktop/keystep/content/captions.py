"""Captions of a film: a strict reader of the part of WebVTT that holds plain cues."""

from __future__ import annotations

import re
from html import unescape
from itertools import groupby

from msgspec import Struct

from keystep.errors import PackRefused

_TIME = r"(?:([0-9]{2,3}):)?([0-5][0-9]):([0-5][0-9])\.([0-9]{3})"
_TIMING = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t]+\S.*)?[ \t]*")
_TAG = re.compile(r"<[^<>]*>")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ARROW = "-->"
_NOT_CUES = ("NOTE", "STYLE", "REGION")


class Cue(Struct, frozen=True):
    """What is said from ``start_ms`` to ``end_ms`` of the film; ``text`` is plain."""

    start_ms: int
    end_ms: int
    text: str


class _Block(Struct, frozen=True):
    line: int
    rows: tuple[str, ...]


def read_captions(text: str) -> tuple[Cue, ...]:
    """The cues of a WebVTT file, in order.

    Raises PackRefused, with the line among its values, where ``text`` is not such a file.
    """
    header, *blocks = _blocks(text.replace("\r\n", "\n").split("\n"))
    if header.line > 1 or not re.fullmatch(r"WEBVTT(?:[ \t].*)?", header.rows[0]):
        raise _refused(1, "The first line is not WEBVTT.", "Begin with it and a blank line.")
    for i, row in enumerate(header.rows):
        if _ARROW in row:
            raise _refused(
                header.line + i, "A cue follows WEBVTT at once.", "Put a blank line above."
            )
    cues: list[Cue] = []
    for block in blocks:
        if not block.rows[0].startswith(_NOT_CUES) or any(_ARROW in row for row in block.rows):
            cues.append(_cue(block, cues[-1].start_ms if cues else 0))
    return tuple(cues)


def _blocks(rows: list[str]) -> tuple[_Block, ...]:
    """Runs of rows that are not blank; at least one."""
    runs = (
        tuple(run) for said, run in groupby(enumerate(rows, 1), lambda row: row[1] != "") if said
    )
    blocks = tuple(_Block(run[0][0], tuple(row for _, row in run)) for run in runs)
    return blocks or (_Block(1, ("",)),)


def _cue(block: _Block, earliest: int) -> Cue:
    rows, line = block.rows, block.line
    if _ARROW not in rows[0] and len(rows) > 1:
        rows, line = rows[1:], line + 1
    times = _TIMING.fullmatch(rows[0])
    if not times:
        raise _refused(line, "This is not a time line.", "Write it as “00:01.000 --> 00:04.500”.")
    start, end = _milliseconds(times.groups()[:4]), _milliseconds(times.groups()[4:])
    if end <= start:
        raise _refused(line, "The cue ends before it begins.", "Correct its times.")
    if start < earliest:
        raise _refused(line, "The cue begins before the one above.", "Put cues in order.")
    text = "\n".join(_plain(row) for row in rows[1:])
    if _ARROW in text or not text.strip():
        raise _refused(line, "The cue has no text of its own.", "Write it below its time line.")
    return Cue(start, end, text)


def _plain(row: str) -> str:
    """Without tags; a character reference of more digits than any has stays as it is written."""
    return _REFERENCE.sub(lambda found: unescape(found[0]), _TAG.sub("", row)).strip()


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def _refused(line: int, what: str, mend: str) -> PackRefused:
    return PackRefused("Captions, line {line}: {what} {mend}", line=line, what=what, mend=mend)
