"""Packs for the stations: published by the office, carried by the share."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from keystep.aggregate.packs import Published
from keystep.aggregate.seen import SeenFile
from keystep.content.archive import install_pack
from keystep.content.built import read_built
from keystep.disk import FOR_ALL, make_folder, whole_file
from keystep.domain.bundles import PackRef
from keystep.errors import PackRefused, ShareFull, ShareUnreachable, SurroundingsError
from keystep.services.office import Office
from keystep.services.packs import PACKS, open_shelf
from keystep.sync.found import Found
from keystep.sync.inbox import fetch_pack
from keystep.sync.receiver import find_pack, is_pack, write_pack
from keystep.sync.share import Share

PUBLISHED = "published"


class Publication(Struct, frozen=True):
    """What was published, and the act's id in the activity log."""

    ref: PackRef
    entry: int


def publish_pack(office: Office, file: Path, schemas: Path) -> Publication:
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
    entry = office.ledger.packs.publish(ref, office.clock.now().at, office.admin)
    follow_published(office)
    return Publication(ref, entry)


def use_version(office: Office, pack: str, version: str) -> int:
    """Let all stations have a version again that was published before, with the next catalog.

    Returns the activity's id. Raises UsageError where it was never published here.
    """
    entry = office.ledger.packs.choose(pack, version, office.clock.now().at, office.admin)
    follow_published(office)
    return entry


def packs(office: Office) -> tuple[PackRef, ...]:
    """The packs that stations are to have."""
    return office.ledger.packs.current()


def versions(office: Office) -> tuple[Published, ...]:
    """Every version that was published, by pack, the latest first."""
    return office.ledger.packs.versions()


def follow_published(office: Office) -> None:
    """Let the office's own shelf show what stations are to have, which an undo may have changed."""
    current, here = packs(office), office.shelf.packs
    shown = {(pack.id, pack.version) for pack in here.values()}
    installed = (
        ref for ref in current if (office.home / PACKS / f"{ref.id}-{ref.version}").is_dir()
    )
    if any((ref.id, ref.version) not in shown for ref in installed):
        office.shelf = open_shelf(office.home, current, office.shelf.spoken)


def write_packs(office: Office, share: Share, refs: Sequence[PackRef]) -> None:
    """Put every pack of ``refs`` onto ``share`` that is not there whole.

    What lies there is read only where it has changed since it was read or written last.
    Raises ShareFull, ShareUnreachable; SurroundingsError at the end, where one is neither whole
    here nor on the office's share.
    """
    seen = office.ledger.seen.all() if refs else {}
    missing = [ref for ref in refs if not _is_there(office, share, ref, seen)]
    lost = [ref for ref in missing if not _write(office, share, ref)]
    if lost:
        raise SurroundingsError(
            "The stations cannot have the pack {packs}: its file is damaged or gone, here and in "
            "the shared folder. Publish it again: keystep pack publish FILE",
            packs=", ".join(f"{ref.id} {ref.version}" for ref in lost),
        )


def _is_there(office: Office, share: Share, ref: PackRef, seen: Mapping[str, SeenFile]) -> bool:
    found = find_pack(share, ref)
    if found is None:
        return False
    now = _seen(share, ref, found)
    if seen.get(now.place) == now:
        return True
    if is_pack(share, found, ref):
        office.ledger.seen.note_all([now])
        return True
    return False


def _write(office: Office, share: Share, ref: PackRef) -> bool:
    """Whether the pack could be put there."""
    kept = office.home / PUBLISHED / ref.file
    if kept.exists():
        with suppress(PackRefused):
            _write_from(office, share, ref, kept)
            return True
    if not _fetched(office, ref):
        return False
    _write_from(office, share, ref, kept)
    return True


def _write_from(office: Office, share: Share, ref: PackRef, source: Path) -> None:
    write_pack(share, ref, source)
    found = find_pack(share, ref)
    if found is not None:
        office.ledger.seen.note_all([_seen(share, ref, found)])


def _seen(share: Share, ref: PackRef, found: Found) -> SeenFile:
    """``found`` as what ``ref`` says; no file of a station is called so."""
    place = f"pack {share.root}/{found.place}"
    return SeenFile(place=place, size=found.size, mtime_ns=found.mtime_ns, sha=ref.sha256)


def _fetched(office: Office, ref: PackRef) -> bool:
    """Whether the share gave back a pack that an office put back from a backup lacks."""
    folder = office.home / PUBLISHED
    with suppress(PackRefused, ShareFull, ShareUnreachable, OSError):
        folder.mkdir(exist_ok=True)
        return fetch_pack(office.share, ref, folder).exists()
    return False


def _keep(file: Path, folder: Path) -> Path:
    """A durable copy of ``file`` in ``folder``."""
    target = folder / file.name
    try:
        make_folder(folder)
        with whole_file(target, FOR_ALL) as partial:
            shutil.copyfile(file, partial)
        return target
    except OSError as fault:
        raise SurroundingsError(
            "The pack {file} could not be kept in {folder} ({fault}). It was not published; make "
            "room there and try again.",
            file=file.name,
            folder=str(folder),
            fault=fault.strerror or str(fault),
        ) from fault
