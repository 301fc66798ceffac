"""What values of a statement are checked with: small checks, and how they are put together."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from math import isfinite
from typing import Any, NamedTuple


class Fault(NamedTuple):
    """What is wrong; ``path`` leads to it from the statement, as "object.definition.type"."""

    path: str
    why: str

    def __str__(self) -> str:
        return f"{self.path or 'statement'}: {self.why}"


Faults = Iterator[Fault]
Check = Callable[[Any, str], Faults]


def text(value: Any, path: str) -> Faults:
    """A string."""
    if not isinstance(value, str):
        yield Fault(path, "is not a string")


def boolean(value: Any, path: str) -> Faults:
    if not isinstance(value, bool):
        yield Fault(path, "is neither true nor false")


def number(value: Any, path: str) -> Faults:
    """A finite number; true and false are none."""
    if not _is_number(value):
        yield Fault(path, "is not a number")


def whole(value: Any, path: str) -> Faults:
    """A whole number from 0 on."""
    if not _is_number(value) or value != int(value) or value < 0:
        yield Fault(path, "is not a whole number from 0 on")


def between(low: float, high: float) -> Check:
    def check(value: Any, path: str) -> Faults:
        if not _is_number(value) or not low <= value <= high:
            yield Fault(path, f"is not a number from {low:g} to {high:g}")

    return check


def formed(shape: re.Pattern[str], name: str) -> Check:
    """A string of which all has a ``shape``."""

    def check(value: Any, path: str) -> Faults:
        if not isinstance(value, str) or not shape.fullmatch(value):
            yield Fault(path, f"is not {name}")

    return check


def one_of(*words: str) -> Check:
    def check(value: Any, path: str) -> Faults:
        if value not in words:
            yield Fault(path, f"is not one of {', '.join(words)}")

    return check


def listed(check: Check) -> Check:
    """An array, each of whose values passes ``check``."""

    def checked(value: Any, path: str) -> Faults:
        if not isinstance(value, list):
            yield Fault(path, "is not an array")
            return
        for place, one in enumerate(value):
            yield from check(one, f"{path}[{place}]")

    return checked


def mapped(key: Check, check: Check | None = None) -> Check:
    """An object whose keys pass ``key``, and its values ``check`` if one is given."""

    def checked(value: Any, path: str) -> Faults:
        if not isinstance(value, dict):
            yield Fault(path, "is not an object")
            return
        for name, one in value.items():
            yield from key(name, f"{path} key {name!r}")
            if check is not None:
                yield from check(one, f"{path}[{name!r}]")

    return checked


def record(fields: Mapping[str, Check], needs: Collection[str] = (), *also: Check) -> Check:
    """An object with no other than these ``fields``; ``also`` are asked of it as a whole."""

    def checked(value: Any, path: str) -> Faults:
        if not isinstance(value, dict):
            yield Fault(path, "is not an object")
            return
        for name in needs:
            if name not in value:
                yield Fault(path, f"lacks {name}")
        for name, one in value.items():
            place = f"{path}.{name}" if path else str(name)
            if name in fields:
                yield from fields[name](one, place)
            else:
                yield Fault(place, "is no property that belongs here")
        for check in also:
            yield from check(value, path)

    return checked


def _is_number(value: Any) -> bool:
    # A whole number has no bound and need not fit a float.
    return (isinstance(value, float) and isfinite(value)) or type(value) is int
