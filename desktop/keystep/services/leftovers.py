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
    for folder in (home / name for name in FOLDERS):
        sweep_files(folder, now)
        for path in _entries(folder):
            with suppress(OSError, SurroundingsError):
                if path.name.startswith(PASSING):
                    _require_let_go(path)
                    shutil.rmtree(path)
                elif path.name in HALF_DONE and _is_stale(path, now):
                    shutil.rmtree(path)


def sweep_files(folder: Path, now: datetime) -> None:
    """Delete files in ``folder`` that were to become others, as :func:`sweep` does."""
    for path in _entries(folder):
        with suppress(OSError):
            if is_partial(path.name) and _is_stale(path, now):
                path.unlink()


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


def _is_stale(path: Path, now: datetime) -> bool:
    return path.lstat().st_mtime < (now - STALE).timestamp()


def _require_let_go(folder: Path) -> None:
    """Raises SurroundingsError while somebody holds it."""
    with HomeLock(folder):
        pass
