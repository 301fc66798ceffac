"""A cycle as a table: a row for each key result, or one for each of its milestones."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, fields

from keystep.content.csv_cells import defused, meant
from keystep.domain.okr import Cycle, KeyResult, Milestone, Objective

Row = dict[str, str]
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
_LISTS = ("skills", "lessons")
_PARTS: tuple[tuple[str, type[Struct], str], ...] = (
    ("cycle", Cycle, "objectives"),
    ("objective", Objective, "key_results"),
    ("key_result", KeyResult, "milestones"),
    ("milestone", Milestone, ""),
)
"""What a row tells of, and the field of each that holds the next."""


def _names(of: type[Struct], holds: str) -> list[str]:
    return [one.name for one in fields(of) if one.name != holds]


COLUMNS = tuple(f"{part}_{name}" for part, of, holds in _PARTS for name in _names(of, holds))


def csv_of(cycle: Cycle) -> str:
    """Reading it gives the same cycle; a spreadsheet runs no cell of it."""
    file = io.StringIO(newline="")
    file.write(_BOM)
    writer = csv.DictWriter(file, COLUMNS, restval="")
    writer.writeheader()
    writer.writerows(_rows(cycle, 0))
    return file.getvalue()


def told_in(text: str) -> Any:
    """What the table says, as TOML would say it. Raises ValueError."""
    text = text.removeprefix(_BOM)
    comma = ";" in text.partition("\n")[0]
    lines = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=";" if comma else ",", strict=True, restval=""
    )
    try:
        if sorted(lines.fieldnames or ()) != sorted(COLUMNS):
            raise ValueError(f"its columns are not {', '.join(COLUMNS)}")
        rows = [{name: meant(row[name]) for name in COLUMNS} for row in lines]
    except csv.Error as error:
        raise ValueError(f"line {lines.line_num}: {error}") from error
    told = _told(rows, 0, comma=comma)
    if len(told) != 1:
        raise ValueError(f"it tells of {len(told)} cycles instead of one")
    return told[0]


def _rows(one: Any, depth: int) -> Iterator[Row]:
    part, of, holds = _PARTS[depth]
    said = asdict(one)
    cells = {f"{part}_{name}": _cell(said[name]) for name in _names(of, holds)}
    inner = said.get(holds, ())
    if not inner:
        yield cells
    for each in inner:
        yield from (cells | row for row in _rows(each, depth + 1))


def _cell(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case tuple():
            return defused(" ".join(value))
        case str():
            return defused(value)
    return str(value)


def _told(rows: Sequence[Row], depth: int, *, comma: bool) -> list[dict[str, Any]]:
    """Rows that say the same of something tell of one and the same."""
    if depth == len(_PARTS):
        return []
    part, of, holds = _PARTS[depth]
    names = _names(of, holds)
    groups = dict[tuple[str, ...], list[Row]]()
    for row in rows:
        groups.setdefault(tuple(row[f"{part}_{name}"] for name in names), []).append(row)
    told = []
    for cells, own in groups.items():
        if any(cells):
            filled = ((name, cell) for name, cell in zip(names, cells, strict=True) if cell)
            one = {name: _value(of, name, cell, comma=comma) for name, cell in filled}
            told.append(one | ({holds: _told(own, depth + 1, comma=comma)} if holds else {}))
    return told


def _value(of: type[Struct], name: str, cell: str, *, comma: bool) -> str | list[str]:
    if name in _LISTS:
        return cell.split()
    is_number = comma and of.__annotations__[name] == "float"
    return cell.replace(",", ".") if is_number else cell
