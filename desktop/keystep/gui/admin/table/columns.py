"""What a table shows of a row, and how wide its columns are."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import date
from typing import Any

from keystep.domain.sheet import Value


@dataclass(frozen=True, slots=True)
class Cell:
    """``below`` is a second, smaller line; ``status``, a key of ``STATUSES``, draws its glyph.

    ``key`` is what the column is sorted by, of one type in a column; None: by the text. A day or,
    in a numeric column, a figure as key is also what a file gets in place of the text.
    """

    text: str
    key: Any = None
    status: str = ""
    below: str = ""

    @property
    def said(self) -> str:
        return ", ".join(filter(None, (self.text, self.below)))


@dataclass(frozen=True, slots=True)
class Column:
    """``title`` in the person's language. ``numeric`` stands at the end edge; of the room that is
    left the column takes its share by ``grow``, and gives it first where there is too little.

    ``leads``: its words name the row, with or without a line below them.
    """

    title: str
    cell: Callable[[Any], Cell]
    _: KW_ONLY
    numeric: bool = False
    grow: int = 0
    leads: bool = False


def value_of(column: Column, cell: Cell) -> Value:
    """What a file gets of a cell."""
    key = cell.key
    is_figure = isinstance(key, int | float) and not isinstance(key, bool)
    if isinstance(key, date) or (column.numeric and is_figure):
        return key  # type: ignore[no-any-return]
    return cell.said


def shared_out(
    wanted: Sequence[int], grow: Sequence[int], room: int, least: int
) -> tuple[int, ...]:
    """The widths of columns that want ``wanted`` pixels, in ``room`` pixels.

    Without one that grows the first does. None that gives becomes less than ``least`` for it, so
    that all of them may be wider than the room.
    """
    shares = grow if any(grow) else (1, *(0 for _ in wanted[1:]))
    spare = room - sum(wanted)
    if spare >= 0:
        return _added(wanted, _parts(spare, shares))
    gives = [max(w - least, 0) if s else 0 for w, s in zip(wanted, shares, strict=True)]
    return _added(wanted, [-part for part in _parts(min(-spare, sum(gives)), gives)])


def _parts(whole: int, shares: Sequence[int]) -> list[int]:
    """``whole`` in parts like ``shares``; what rounding leaves goes with the first of them."""
    parts = [whole * share // max(sum(shares), 1) for share in shares]
    first = next((n for n, share in enumerate(shares) if share), 0)
    parts[first] += whole - sum(parts)
    return parts


def _added(ones: Sequence[int], others: Sequence[int]) -> tuple[int, ...]:
    return tuple(map(operator.add, ones, others))
