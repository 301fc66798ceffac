"""What a visit is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Act:
    """Something that hands do; how long the window takes for it is measured under ``name``."""

    name: str
    do: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Until:
    """Waiting for ``what``, as people do while something is looked at off the window's thread."""

    what: str
    ready: Callable[[], bool]


Steps = Iterator[Act | Until]


class Astray(AssertionError):
    """The kiosk is not as its people may expect."""
