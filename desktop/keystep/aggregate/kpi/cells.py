"""What a single cell says as a name, a date, a number; None where it does not."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from keystep.aggregate.kpi.sheet import MAX_TEXT, Cell, said
from keystep.domain.kpi import DateOrder, Field

_LARGEST = 1e18
_COUNT = re.compile(r"\d{1,12}", re.ASCII)
_POINT = re.compile(r"[+-]?\d{1,18}(\.\d{1,18})?", re.ASCII)
_COMMA = re.compile(r"[+-]?\d{1,18}([.,]\d{1,18})?", re.ASCII)
_DATES = {
    DateOrder.YEAR_FIRST: re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)", re.ASCII),
    DateOrder.DAY_FIRST: re.compile(r"(?P<d>\d{1,2})([./-])(?P<m>\d{1,2})\2(?P<y>\d{4})", re.ASCII),
    DateOrder.MONTH_FIRST: re.compile(
        r"(?P<m>\d{1,2})([./-])(?P<d>\d{1,2})\2(?P<y>\d{4})", re.ASCII
    ),
}


@dataclass(frozen=True)
class Manner:
    """How text is meant in this file; ``comma``: a number may have a decimal comma."""

    comma: bool
    dates: DateOrder


def name_of(cell: Cell, _manner: Manner) -> str | None:
    text = said(cell)
    return text if 0 < len(text) <= MAX_TEXT and text.isprintable() else None


def day_of(cell: Cell, manner: Manner) -> date | None:
    if isinstance(cell, date):
        return cell
    if isinstance(cell, float):
        return None
    found = _DATES[manner.dates].fullmatch(cell) or _DATES[DateOrder.YEAR_FIRST].fullmatch(cell)
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"])) if found else None
    except ValueError:
        return None


def number_of(cell: Cell, manner: Manner) -> float | None:
    if isinstance(cell, float):
        return cell if math.isfinite(cell) and abs(cell) < _LARGEST else None
    if isinstance(cell, date):
        return None
    form = _COMMA if manner.comma else _POINT
    return float(cell.replace(",", ".")) if form.fullmatch(cell) else None


def count_of(cell: Cell, _manner: Manner) -> int | None:
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and 0 < cell < 1e12 else None
    if isinstance(cell, date):
        return None
    return (int(cell) or None) if _COUNT.fullmatch(cell) else None


@dataclass(frozen=True)
class Reading:
    """How a field is read, and what is wrong where that fails; ``example`` is of a date."""

    read: Callable[[Cell, Manner], object | None]
    fault: str


READINGS = {
    Field.KPI: Reading(name_of, "“{found}” is no name of a KPI"),
    Field.TEAM: Reading(name_of, "“{found}” is no name of a team"),
    Field.DATE: Reading(day_of, "“{found}” is not a date like {example}"),
    Field.VALUE: Reading(number_of, "“{found}” is not a number like 17.9, without separators"),
    Field.N: Reading(count_of, "“{found}” is not a whole number above 0"),
    Field.UNIT: Reading(name_of, "“{found}” is no unit"),
}
