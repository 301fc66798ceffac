"""A table as it leaves the program, for whichever kind of file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

Value = str | int | float | date | None


@dataclass(frozen=True)
class Sheet:
    """``rows`` are as long as ``heads``. Figures are plain, days dates, None an empty cell.

    ``name`` is what a file of several calls it.
    """

    heads: tuple[str, ...]
    rows: Sequence[tuple[Value, ...]]
    name: str = ""
