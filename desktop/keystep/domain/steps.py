"""How long work tells how far it is, and hears that nobody wants it any more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

Tell = Callable[[int, int], object]
"""Called between steps with how many are done of how many, 0 where nobody knows. It may raise
:class:`keystep.errors.Stopped`: then nothing of the work is kept."""


def quietly(_done: int, _total: int) -> None:
    """For a caller who wants to hear nothing."""


def told(things: Sequence[T], tell: Tell) -> Iterator[T]:
    """Each of ``things``, telling before each and at the end."""
    for done, thing in enumerate(things):
        tell(done, len(things))
        yield thing
    tell(len(things), len(things))
