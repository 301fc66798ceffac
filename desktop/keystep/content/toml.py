"""``pack.toml`` as plain values with their lines; dates become text (``2027-06-30``)."""

from __future__ import annotations

import re
from datetime import date, time

from keystep.content.document import Document, Lines, Place, Reading
from keystep.content.faults import Fault
from keystep.content.names import Kind
from keystep.domain.toml import parse_toml

_PART = r"[\"']?[\w-]+[\"']?"
_TABLE = re.compile(rf"\s*\[(\[?)\s*({_PART}(?:\s*\.\s*{_PART})*)\s*\]")
_KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")
_ENTRY = re.compile(r"#.*|\"(?:[^\"\\]|\\.)*+(?:\"|\Z)|'[^']*+(?:'|\Z)")
_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")


def read_toml(file: str, text: str) -> Reading:
    """The manifest in ``text``."""
    try:
        data = {key: _plain(value) for key, value in parse_toml(text).items()}
    except ValueError as error:
        return Reading(None, (_syntax_fault(file, text, str(error)),))
    return Reading(Document(file, Kind.PACK, data, _lines(text)))


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    return value.isoformat() if isinstance(value, date | time) else value


def _lines(text: str) -> Lines:
    """Where tables, keys and the texts in lists begin: tomllib does not tell."""
    lines: Lines = {}
    counts: dict[Place, int] = {}
    table: Place = ()
    key: Place = ()
    for number, line in enumerate(text.split("\n"), 1):
        rest = line
        if found := _TABLE.match(line):
            named = tuple(part.strip(" \t\"'") for part in found[2].split("."))
            table = key = _entry(named, counts) if found[1] else named
            for depth in range(1, len(named) + 1):
                lines.setdefault(table[:depth], number)
            lines[table] = number
            continue
        if found := _KEY.match(line):
            key = (*table, found[1])
            lines.setdefault(key, number)
            rest = line[found.end() :]
        if key != table:
            for entry in _ENTRY.findall(rest):
                if not entry.startswith("#"):
                    lines[_entry(key, counts)] = number
    return lines


def _entry(place: Place, counts: dict[Place, int]) -> Place:
    """The place of the next entry of the list at ``place``."""
    counts[place] = counts.get(place, -1) + 1
    return (*place, counts[place])


def _syntax_fault(file: str, text: str, message: str) -> Fault:
    at = _AT.search(message)
    last_line = text.count("\n") + 1
    return Fault(
        file,
        int(at[1] or last_line) if at else 1,
        f"This is not TOML: {_AT.sub('', message)}.",
        "Look at quotation marks, brackets and equals signs in this line.",
    )
