"""TOML from outside, bounded before it is read."""

from __future__ import annotations

import tomllib
from typing import Any

MAX_DOTS = 64


def parse_toml(text: str) -> dict[str, Any]:
    """The tables in ``text``. Raises ValueError.

    tomllib remembers every beginning of a dotted key, so that one of a megabyte fills all memory.
    """
    if any(line.count(".") > MAX_DOTS for line in text.split("\n")):
        raise ValueError(f"a line has more than {MAX_DOTS} dots")
    try:
        return tomllib.loads(text)
    except RecursionError as fault:
        raise ValueError("the values are nested too deeply") from fault
