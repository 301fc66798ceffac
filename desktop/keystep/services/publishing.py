"""Packs for the stations: published by the office, carried by the share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from keystep.content.archive import install_pack
from keystep.content.built import read_built
from keystep.domain.bundles import PackRef
from keystep.errors import PackRefused, ShareFull, ShareUnreachable, SurroundingsError
from keystep.services.office import Office
from keystep.services.packs import PACKS, open_shelf
from keystep.sync.inbox import fetch_pack
from keystep.sync.receiver import write_pack
from keystep.sync.share import Share

PUBLISHED = "published"


def publish_pack(office: Office, file: Path, schemas: Path) -> PackRef:
    """Let all stations have the pack in ``file``, a .kpack: it leaves with the next catalog.

    It is checked and installed as a station would do it, and a copy is kept in the office's home.
    Raises PackRefused with all that is wrong, SurroundingsError where it cannot be kept.
    """
    built = read_built(install_pack(file, office.home / PACKS, schemas))
    kept = _keep(file, office.home / PUBLISHED)
    ref = PackRef(
        id=built.pack.id,
        version=built.pack.version,
        file=kept.name,
        sha256=built.sha256,
        size=kept.stat().st_size,
    )
    office.ledger.packs.publish(ref, office.clock.now().at)
    office.shelf = open_shelf(office.home, packs(office))
    return ref


def packs(office: Office) -> tuple[PackRef, ...]:
    """The packs that stations are to have."""
    return office.ledger.packs.current()


def write_packs(office: Office, share: Share, refs: Sequence[PackRef]) -> None:
    """Put every pack of ``refs`` onto ``share`` that is not there.

    Raises ShareFull, ShareUnreachable; SurroundingsError at the end, where one is neither whole
    here nor on the office's share.
    """
    lost = [ref for ref in refs if not _is_written(office, share, ref)]
    if lost:
        raise SurroundingsError(
            "The stations cannot have the pack {packs}: its file is damaged or gone, here and in "
            "the shared folder. Publish it again: keystep pack publish FILE",
            packs=", ".join(f"{ref.id} {ref.version}" for ref in lost),
        )


def _is_written(office: Office, share: Share, ref: PackRef) -> bool:
    kept = office.home / PUBLISHED / ref.file
    if kept.exists():
        with suppress(PackRefused):
            write_pack(share, ref, kept)
            return True
    if not _fetched(office, ref):
        return False
    write_pack(share, ref, kept)
    return True


def _fetched(office: Office, ref: PackRef) -> bool:
    """Whether the share gave back a pack that an office put back from a backup lacks."""
    folder = office.home / PUBLISHED
    with suppress(PackRefused, ShareFull, ShareUnreachable, OSError):
        folder.mkdir(exist_ok=True)
        return fetch_pack(office.share, ref, folder).exists()
    return False


def _keep(file: Path, folder: Path) -> Path:
    """A durable copy of ``file`` in ``folder``."""
    target, temporary = folder / file.name, folder / f".{file.name}.new"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, temporary)
        with temporary.open("rb+") as copied:
            os.fsync(copied.fileno())
        return temporary.replace(target)
    except OSError as fault:
        temporary.unlink(missing_ok=True)
        raise SurroundingsError(
            "The pack {file} could not be kept in {folder} ({fault}). It was not published; make "
            "room there and try again.",
            file=file.name,
            folder=str(folder),
            fault=fault.strerror or str(fault),
        ) from fault
