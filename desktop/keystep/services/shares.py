"""The share that a home belongs to."""

from __future__ import annotations

from pathlib import Path

from keystep.settings import PinnedShare
from keystep.sync.file_ops import FileOps
from keystep.sync.patience import PatientOps
from keystep.sync.share import Share


def share_of(pinned: PinnedShare, ops: FileOps | None = None) -> Share:
    """Where ``pinned`` lies; only what follows from the pinned admin key is taken for it.

    Whoever looks again and again gives the same ``ops``, which remember a drive that hangs.
    """
    return Share(Path(pinned.root), pinned.share, pinned.public_key, ops or PatientOps())
