"""A table out of a file: a head, and lines of cells under it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from keystep.errors import KpiFileRefused

MAX_BYTES = 16 << 20
MAX_LINES = 200_000
MAX_COLUMNS = 50
MAX_TEXT = 200
FAULTS_TOLD = 10
_DEFUSED = re.compile("^'(?='*[=+@-])")
Cell = str | float | date
"""Text; a number or a date where the file knows it as such. An empty cell is ""."""


class Line(Struct, frozen=True):
    """``number`` counts lines of the file from 1, the head among them."""

    number: int
    cells: tuple[Cell, ...]


class KpiSheet(Struct, frozen=True, kw_only=True):
    """``name`` is the worksheet's, "" in a text file. ``comma``: a number as text may have one."""

    file: str
    name: str = ""
    head: tuple[str, ...]
    lines: tuple[Line, ...]
    comma: bool = False


def sheet_of(file: str, lines: Iterable[Line], *, name: str = "", comma: bool = False) -> KpiSheet:
    """The first line with a word in it is the head; empty lines are left out.

    Raises KpiFileRefused: there is nothing in it, or too much.
    """
    filled = (line for line in _bounded(file, lines) if any(cell != "" for cell in line.cells))
    head = next(filled, None)
    if head is None:
        raise KpiFileRefused(
            "{file} is empty. Nothing was imported; choose another file.", file=file
        )
    names = tuple(shown(said(cell), MAX_TEXT) for cell in head.cells)
    return KpiSheet(file=file, name=name, head=names, lines=tuple(filled), comma=comma)


def _bounded(file: str, lines: Iterable[Line]) -> Iterator[Line]:
    for line in lines:
        if line.number > MAX_LINES:
            raise KpiFileRefused(
                "{file} has more than {most} rows. Nothing was imported. Split it.",
                file=file,
                most=f"{MAX_LINES:,}",
            )
        yield line


def bytes_of(path: Path, most: int = MAX_BYTES) -> bytes:
    """Raises KpiFileRefused for what cannot be read or has more than ``most`` bytes."""
    try:
        if not path.is_file() and path.exists():
            raise KpiFileRefused("{file} is no file. Choose another.", file=path.name)
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise KpiFileRefused(
            "{file} cannot be read ({detail}). Check that it is there and that you may read it.",
            file=str(path),
            detail=error.strerror or error,
        ) from error
    if len(data) > most:
        raise KpiFileRefused(
            "{file} is larger than {most} MiB. Split it.", file=path.name, most=most >> 20
        )
    return data


def said(cell: Cell) -> str:
    """A cell as text: a whole number without its point."""
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.12g}"
    return cell if isinstance(cell, str) else cell.isoformat()


def shown(text: str, most: int) -> str:
    """As much of it as can be told on a screen and a terminal."""
    return "".join(
        letter if letter.isprintable() or letter == "\t" else "?" for letter in text[:most]
    )


def listed(faults: Sequence[str]) -> str:
    """The first ten faults, a line each, and how many more there are."""
    more = len(faults) - FAULTS_TOLD
    told = [shown(fault, MAX_TEXT) for fault in faults[:FAULTS_TOLD]]
    return "\n".join([*told, *([f"and {more} more"] if more > 0 else [])])


def clipped(cells: Sequence[str]) -> tuple[str, ...]:
    """Without the blanks around them, and no longer than what is refused as too long.

    The apostrophe with which we defuse what a spreadsheet would run is not part of it.
    """
    return tuple(
        _DEFUSED.sub("", cell[: MAX_TEXT * 2].strip())[: MAX_TEXT + 1]
        for cell in cells[:MAX_COLUMNS]
    )


def numbered(rows: Iterable[tuple[Cell, ...]]) -> Iterator[Line]:
    """Rows as they follow each other in a worksheet."""
    return (Line(number, cells) for number, cells in enumerate(rows, 1))
