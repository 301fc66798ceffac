"""One Keystep to a home."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from keystep.errors import HomeInUse, NotSaved

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


LOCK_FILE = "keystep.lock"
IN_USE = (
    "Another Keystep has {home} open. Go on in its window, or close it first, "
    "or choose another folder with --home."
)
NOT_A_HOME = (
    "{home} cannot be used to keep anything ({detail}). Allow yourself to write there, or choose "
    "another folder with --home."
)


def make_home(home: Path) -> None:
    """Make the folder where it is missing. Raises NotSaved."""
    with _telling(home):
        home.mkdir(parents=True, exist_ok=True)


@contextmanager
def _telling(home: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NotSaved(NOT_A_HOME, home=home, detail=error.strerror or error) from error


class HomeLock:
    """Holds ``home`` while the block runs; the folder is made where it is missing.

    The operating system lets go of it when the process ends, however it ends. Raises HomeInUse, and
    NotSaved where the folder cannot be made or written to.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._descriptor: int | None = None

    def __enter__(self) -> HomeLock:
        make_home(self._home)
        with _telling(self._home):
            descriptor = os.open(self._home / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(descriptor)
        except OSError as error:
            os.close(descriptor)
            raise HomeInUse(IN_USE, home=self._home) from error
        self._descriptor = descriptor
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
