"""Work that leaves no garbage for the collector."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the garbage collector rest meanwhile.

    What a bundle is read into has no cycles and is let go of at the end, but while it is there the
    collector would look through it time and again: a sixth of an import.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
