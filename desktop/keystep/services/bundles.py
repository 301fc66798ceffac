"""Looking into single bundles."""

from __future__ import annotations

from pathlib import Path

import msgspec

from keystep.domain.bundles import OpenBundle
from keystep.errors import UsageError
from keystep.services.office import Office
from keystep.sync.bundle import open_bundle
from keystep.sync.envelope import Family


def open_file(office: Office, path: Path) -> OpenBundle:
    """Verify and unseal the bundle in ``path``. Raises BundleRefused, UsageError."""
    return open_bundle(_content(path), office.ledger.members.keyring().get, office.unlocked.unseal)


def _content(path: Path) -> bytes:
    """Of a regular file, and no more than tells that it is too large."""
    if not path.is_file():
        raise UsageError("There is no file {path}. Give that of a bundle.", path=str(path))
    try:
        with path.open("rb") as file:
            return file.read(Family.BUNDLE.most_bytes + 1)
    except OSError as fault:
        raise UsageError(
            "{path} cannot be read ({fault}). Check that you may read it.",
            path=str(path),
            fault=fault.strerror or str(fault),
        ) from fault


def as_json(opened: OpenBundle) -> bytes:
    """The whole content as indented JSON, one line break at the end."""
    document = {
        "header": opened.header,
        "sealed_at": opened.sealed_at,
        "health": opened.health,
        "claims": opened.claims,
        "events": [recorded.event for recorded in opened.events],
        "erased": opened.erased,
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"
