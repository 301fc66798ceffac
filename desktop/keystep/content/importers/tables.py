"""CSV, TSV and what Quizlet exports: rows of cells, and which of them is what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from keystep.content.csv_cells import HEAD, meant
from keystep.content.importers.pairs import Pair, found_in, read_text
from keystep.content.importers.plain import told
from keystep.content.importers.rows import comments, rows, separator
from keystep.content.importers.value import Found, Lost, refused

ENDINGS = frozenset({".csv", ".tsv", ".txt"})
_NAMED = {
    "comma": ",",
    "semicolon": ";",
    "tab": "\t",
    "space": " ",
    "pipe": "|",
    "colon": ":",
}
_TRUE = "true"


class Column(StrEnum):
    """What a cell is to a card."""

    FRONT = "front"
    BACK = "back"
    NOTE = "note"
    TAGS = "tags"
    DECK = "deck"
    ID = "id"


_HEADS = {
    Column.FRONT: {
        "front",
        "question",
        "term",
        "word",
        "prompt",
        "vorderseite",
        "frage",
        "begriff",
    },
    Column.BACK: {"back", "answer", "definition", "meaning", "translation", "rückseite", "antwort"},
    Column.NOTE: {"note", "notes", "extra", "example", "hint", "comment", "beispiel"},
    Column.TAGS: {"tags", "tag"},
    Column.DECK: {"deck"},
    Column.ID: {"id", "guid"},
}
_COUNTED = {"guid": Column.ID, "deck": Column.DECK, "tags": Column.TAGS}


class Mapping(Struct, frozen=True, kw_only=True):
    """How a table is read; what is left out is found out.

    ``between`` divides cells and ``after`` ends rows. ``header`` says whether the first row names
    the columns; ``columns`` are counted from 0.
    """

    between: str = ""
    after: str = "\n"
    header: bool | None = None
    columns: dict[Column, int] = {}


class Table(Struct, frozen=True, kw_only=True):
    """Rows without the one that names the columns, ``head``; ``mapping`` is complete."""

    mapping: Mapping
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    html: bool = False

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)


def read_table(file: Path, mapping: Mapping) -> Table:
    """Raises DeckFileRefused for what is no table, OSError where it cannot be read."""
    text, told_by_file = comments(read_text(file))
    between = mapping.between or _named(told_by_file) or separator(text, mapping.after)
    cells = [row for row in rows(file.name, text, between, mapping.after) if any(row)]
    if not cells or max(map(len, cells)) < 2:
        raise refused(file.name, "it has one column only; name what stands between the cells")
    if tuple(cells[0]) == HEAD:
        cells = [[meant(cell) for cell in row] for row in cells]
    guessed = _guessed(cells[0])
    header = bool(guessed) if mapping.header is None else mapping.header
    columns = mapping.columns or _columns(guessed if header else {}, told_by_file)
    return Table(
        mapping=replace(mapping, between=between, header=header, columns=columns),
        head=tuple(cells[0]) if header else (),
        rows=tuple(map(tuple, cells[header:])),
        html=told_by_file.get("html") == _TRUE,
    )


def read_cards(file: Path, table: Table) -> Found:
    """The cards of a table. Raises DeckFileRefused where it has none."""
    lost = Counter[Lost]()
    taken = {place for place in table.mapping.columns.values() if place < table.width}
    lost[Lost.COLUMN] += table.width - len(taken)
    return found_in(file, _pairs(table, lost), lost)


def _pairs(table: Table, lost: Counter[Lost]) -> Iterator[Pair]:
    columns = table.mapping.columns
    for row in table.rows:
        cells = {
            column: row[place] if 0 <= place < len(row) else "" for column, place in columns.items()
        }
        if table.html:
            cells = {column: _plain(cell, lost) for column, cell in cells.items()}
        yield Pair(
            cells.get(Column.FRONT, ""),
            cells.get(Column.BACK, ""),
            cells.get(Column.NOTE, ""),
            tags=cells.get(Column.TAGS, ""),
            key=cells.get(Column.ID, ""),
            under=tuple(cells.get(Column.DECK, "").split("::")),
        )


def _plain(cell: str, lost: Counter[Lost]) -> str:
    known = told(cell)
    lost.update(known.lost)
    lost[Lost.MISSING] += len(known.pictures) + len(known.sounds)
    return known.text


def _guessed(row: list[str]) -> dict[Column, int]:
    """Columns by their names; none where no name of a side is among them."""
    names = [cell.casefold() for cell in row]
    found = {
        column: next(n for n, name in enumerate(names) if name in known)
        for column, known in _HEADS.items()
        if known.intersection(names)
    }
    return found if found.keys() & {Column.FRONT, Column.BACK} else {}


def _named(told_by_file: dict[str, str]) -> str:
    """The separator that a file names itself."""
    named = told_by_file.get("separator", "")
    return _NAMED.get(named.casefold(), named)


def _columns(guessed: dict[Column, int], told_by_file: dict[str, str]) -> dict[Column, int]:
    """Named columns where they are; front, back and note in the first that are free."""
    counted = {name: _counted(told_by_file.get(f"{name} column", "")) for name in _COUNTED}
    columns = dict(guessed)
    columns |= {column: n for name, column in _COUNTED.items() if (n := counted[name]) is not None}
    taken = {*columns.values(), _counted(told_by_file.get("notetype column", ""))}
    free = (n for n in range(len(taken) + len(_HEADS)) if n not in taken)
    for column in (Column.FRONT, Column.BACK):
        if column not in columns:
            columns[column] = next(free)
    if not guessed and Column.NOTE not in columns:
        columns[Column.NOTE] = next(free)
    return columns


def _counted(number: str) -> int | None:
    """A column that is counted from 1."""
    known = number.isdecimal() and 0 < len(number) < 5
    return int(number) - 1 if known else None
