"""What is only passing in a home, and what a Keystep that was killed has left of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from keystep.disk import is_partial
from keystep.errors import NotSaved, SurroundingsError
from keystep.storage.lock import HomeLock

STALE = timedelta(hours=24)
PASSING = ".passing-"
FOLDERS = ("", "keys", "packs", "published")

HALF_DONE = frozenset({".arriving", ".installing"})


@contextmanager
def passing_folder(home: Path) -> Iterator[Path]:
    """A folder in ``home`` that is gone afterwards; where that was cut short, :func:`sweep` sees
    that nobody holds it any more. Raises NotSaved."""
    with _made(home) as name, HomeLock(Path(name)):
        yield Path(name)


def sweep(home: Path, now: datetime) -> None:
    """Delete what was to be gone in a moment: it may hold keys, or everything.

    Another Keystep may be at work in an office's home: a folder that it holds stays, and files
    until they are a day old. What cannot be deleted now is tried again at the next start.
    """
    stale = (now - STALE).timestamp()
    for folder in FOLDERS:
        for path in _entries(home / folder):
            with suppress(OSError, SurroundingsError):
                if path.name.startswith(PASSING):
                    _require_let_go(path)
                    shutil.rmtree(path)
                elif _is_passing(path.name) and path.lstat().st_mtime < stale:
                    _delete(path)


def _made(home: Path) -> TemporaryDirectory[str]:
    try:
        return TemporaryDirectory(dir=home, prefix=PASSING)
    except OSError as fault:
        raise NotSaved(
            "Not saved: there is no room to work in {home} ({fault}). Check the disk and its room, "
            "then start again.",
            home=str(home),
            fault=fault.strerror or str(fault),
        ) from fault


def _entries(folder: Path) -> list[Path]:
    with suppress(OSError):
        return list(folder.iterdir())
    return []


def _is_passing(name: str) -> bool:
    return name in HALF_DONE or is_partial(name)


def _require_let_go(folder: Path) -> None:
    """Raises SurroundingsError while somebody holds it."""
    with HomeLock(folder):
        pass


def _delete(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
