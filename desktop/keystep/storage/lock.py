"""One Keystep to a home, or several that all let the others be."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from keystep.disk import make_folder
from keystep.errors import HomeInUse, NotSaved

if sys.platform == "win32":
    import msvcrt

    PLACES = 64

    def _lock(descriptor: int, *, shared: bool) -> None:
        """Whoever shares takes one byte of many, whoever wants to be alone takes them all."""
        for place in range(PLACES if shared else 1):
            os.lseek(descriptor, place, os.SEEK_SET)
            try:
                return msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1 if shared else PLACES)
            except OSError as error:
                taken = error
        raise taken

else:
    import fcntl

    def _lock(descriptor: int, *, shared: bool) -> None:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)


LOCK_FILE = "keystep.lock"
IN_USE = (
    "Another Keystep has {home} open. Go on in its window, which may be in the tray, or quit it "
    "first, or choose another folder with --home."
)
NOT_A_HOME = (
    "{home} cannot be used to keep anything ({detail}). Allow yourself to write there, or choose "
    "another folder with --home."
)


def make_home(home: Path) -> None:
    """Make the folder where it is missing, so that it outlives a power cut. Raises NotSaved."""
    with _telling(home):
        make_folder(home)


@contextmanager
def _telling(home: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NotSaved(NOT_A_HOME, home=home, detail=error.strerror or error) from error


class HomeLock:
    """Holds ``home`` while the block runs; the folder is made where it is missing.

    Alone, or ``shared`` with all who hold it so. The operating system lets go of it when the
    process ends, however it ends. Raises HomeInUse with ``in_use``, which may name ``home``, and
    NotSaved where the folder cannot be made or written to.
    """

    def __init__(self, home: Path, *, shared: bool = False, in_use: str = IN_USE) -> None:
        self._home = home
        self._shared = shared
        self._in_use = in_use
        self._descriptor: int | None = None

    def __enter__(self) -> HomeLock:
        make_home(self._home)
        with _telling(self._home):
            descriptor = os.open(self._home / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(descriptor, shared=self._shared)
        except OSError as error:
            os.close(descriptor)
            raise HomeInUse(self._in_use, home=self._home) from error
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
