"""The copies that an upgrade leaves beside the database."""

from __future__ import annotations

from pathlib import Path

from keystep.errors import NotSaved
from keystep.storage.failures import NOT_SAVED


def backup_path(path: Path, revision: str) -> Path:
    return path.with_name(f"{path.stem}-{revision}.backup{path.suffix}")


def delete_backups(path: Path) -> None:
    """Those of the database at ``path``, of every revision. Raises NotSaved."""
    try:
        for copy in path.parent.glob(backup_path(path, "*").name):
            copy.unlink()
    except OSError as error:
        raise NotSaved(NOT_SAVED, path=path, detail=error) from error
