"""A cycle as TOML, as people would write it: nothing is said that goes without saying."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import fields

from keystep.domain.okr import Cycle


def toml_of(cycle: Cycle) -> str:
    """Reading it gives the same cycle. ``cycle`` has no faults."""
    return "\n".join(_lines(cycle)) + "\n"


def _lines(cycle: Cycle) -> Iterator[str]:
    yield from _entries(cycle)
    for objective in cycle.objectives:
        yield from ("", "[[objectives]]", *_entries(objective))
        for key_result in objective.key_results:
            yield from ("", "[[objectives.key_results]]", *_entries(key_result))


def _entries(of: Struct) -> Iterator[str]:
    for field in fields(of):
        value = getattr(of, field.name)
        if value != field.default and field.name not in ("objectives", "key_results"):
            yield f"{field.name} = {_spelt(value)}"


def _spelt(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case date():
            return value.isoformat()
        case tuple():
            return f"[{', '.join(map(_spelt, value))}]"
        case Struct():
            return f"{{ {', '.join(_entries(value))} }}"
    # What TOML escapes in a string, JSON escapes likewise.
    return json.dumps(str(value), ensure_ascii=False)
