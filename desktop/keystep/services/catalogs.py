"""The newest catalog, as it is kept in a station's home."""

from __future__ import annotations

from pathlib import Path

import msgspec

from keystep.disk import write_whole
from keystep.domain.bundles import Catalog, PackRef
from keystep.errors import NotSaved

CATALOG = "catalog.json"


def kept_catalog(home: Path) -> Catalog | None:
    """None before the first, and where the copy is damaged: the next sync brings a whole one."""
    try:
        return msgspec.json.decode((home / CATALOG).read_bytes(), type=Catalog)
    except (OSError, ValueError):
        return None


def keep_catalog(home: Path, catalog: Catalog) -> None:
    """Raises NotSaved; the one before is then still here."""
    keep(home / CATALOG, msgspec.json.encode(catalog))


def wanted_packs(home: Path) -> tuple[PackRef, ...]:
    """The packs that the office wants the station in ``home`` to have."""
    known = kept_catalog(home)
    return known.packs if known else ()


def keep(path: Path, word: bytes) -> None:
    """Keep a word of the office, whole or not at all. Raises NotSaved."""
    try:
        write_whole(path, word)
    except OSError as fault:
        raise NotSaved(
            "Not saved: the office's word could not be kept in {path} ({fault}). Check the disk; "
            "Keystep tries again with the next sync.",
            path=str(path),
            fault=fault.strerror or str(fault),
        ) from fault


def drop(path: Path) -> None:
    """Delete a word of the office that holds no longer, if it is here. Raises NotSaved."""
    try:
        path.unlink(missing_ok=True)
    except OSError as fault:
        raise NotSaved(
            "{path} could not be deleted ({fault}). Check the disk and your right to write there, "
            "then try again.",
            path=str(path),
            fault=fault.strerror or str(fault),
        ) from fault
