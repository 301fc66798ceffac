"""Decks written as CSV, a row for each entry; the file name gives id and title."""

from __future__ import annotations

import csv
import re
from io import StringIO
from pathlib import PurePosixPath

from keystep.content.document import Document, Lines, Reading
from keystep.content.faults import Fault, shown, suggestion
from keystep.content.languages import tagged
from keystep.content.names import Kind

_WORDS = ("id", "type", "skill", "front", "back", "text", "note", "lesson")
_MEDIA = ("picture", "alt", "sound", "spoken")
_LISTS = frozenset({"accept", "heed", "tags"})
_NUMBERS = frozenset({"typos"})
COLUMNS = (*_WORDS, *_MEDIA, *(f"back_{name}" for name in _MEDIA), *sorted(_LISTS | _NUMBERS))
BETWEEN = "|"
"""Stands between the entries of a list in a cell."""
_DIGIT = re.compile("[0-9]")


def read_csv_deck(file: str, text: str) -> Reading:
    """The deck in ``text``; an empty cell counts as absent."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, list[str]]] = []
    first = 1
    try:
        for cells in reader:
            rows.append((first, cells))
            first = reader.line_num + 1
    except csv.Error as error:
        what = f"This is not CSV: {error}."
        return Reading(None, (Fault(file, first, what, "Look at the quotation marks."),))
    _, columns = rows[0]
    if faults := _column_faults(file, columns):
        return Reading(None, faults)
    return _deck(file, columns, [row for row in rows[1:] if row[1]])


def _deck(file: str, columns: list[str], rows: list[tuple[int, list[str]]]) -> Reading:
    stem = PurePosixPath(tagged(file)[0]).stem
    lines: Lines = {("cards", i): line for i, (line, _) in enumerate(rows)}
    cards = [
        {column: _value(column, cell) for column, cell in zip(columns, cells, strict=False) if cell}
        for _, cells in rows
    ]
    title = stem.replace("-", " ").capitalize()
    faults = tuple(
        Fault(
            file,
            line,
            f"The row has {len(cells)} cells, the first row {len(columns)}.",
            "Put cells with a comma in quotation marks.",
        )
        for line, cells in rows
        if len(cells) != len(columns)
    )
    data: dict[str, object] = {"id": stem, "title": title, "cards": cards}
    return Reading(Document(file, Kind.DECK, data, lines), faults)


def _value(column: str, cell: str) -> object:
    """What a cell that is not empty says; a number that is none stays text."""
    if column in _LISTS:
        return [part.strip() for part in cell.split(BETWEEN)]
    return int(cell) if column in _NUMBERS and _DIGIT.fullmatch(cell.strip()) else cell


def _column_faults(file: str, columns: list[str]) -> tuple[Fault, ...]:
    unknown = [
        Fault(file, 1, f"{shown(name)} is not a column of a deck.", suggestion(name, COLUMNS))
        for name in columns
        if name not in COLUMNS
    ]
    if len(set(columns)) < len(columns):
        unknown.append(Fault(file, 1, "A column is here twice.", "Keep one of them."))
    return tuple(unknown)
