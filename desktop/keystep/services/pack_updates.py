"""Packs that the catalog names: fetched, verified, installed whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from keystep import __version__
from keystep.content.archive import install_pack
from keystep.content.built import read_built
from keystep.domain.bundles import PackRef
from keystep.errors import NotSaved, PackRefused
from keystep.services.catalogs import keep
from keystep.services.packs import PACKS, open_shelf
from keystep.services.station import Station
from keystep.sync.inbox import fetch_pack
from keystep.sync.share import Share

ARRIVING = ".arriving"
REFUSED = ".refused.json"


class Updates(Struct, frozen=True):
    """Packs installed now, as "id version", and why others were not."""

    installed: tuple[str, ...]
    refused: tuple[PackRefused, ...]


class Refusals(Struct, frozen=True):
    """Why ``program`` could not install packs, by their SHA-256: they are not fetched again."""

    program: str = __version__
    packs: dict[str, str] = {}


def update_packs(station: Station, share: Share, wanted: Sequence[PackRef]) -> Updates:
    """Install every pack of ``wanted`` that is not here; one that is refused stops no other.

    The shelf is replaced once, when something arrived or another version is wanted. Raises
    ShareUnreachable, ShareFull, NotSaved; what was installed until then stays.
    """
    installed, refused = list[str](), list[PackRefused]()
    try:
        for ref in wanted:
            try:
                if _install(station, share, ref):
                    installed.append(f"{ref.id} {ref.version}")
            except PackRefused as fault:
                refused.append(fault)
    finally:
        if installed or not _shows(station, wanted):
            station.shelf = open_shelf(station.home, wanted, station.shelf.spoken)
    return Updates(tuple(installed), tuple(refused))


def _install(station: Station, share: Share, ref: PackRef) -> bool:
    """False where it is here already. Raises PackRefused, ShareUnreachable, ShareFull, NotSaved."""
    packs = station.home / PACKS
    if _is_here(packs / f"{ref.id}-{ref.version}", ref):
        return False
    known = _refusals(packs).packs
    if ref.sha256 in known:
        raise PackRefused("{why}", why=known[ref.sha256])
    arriving = packs / ARRIVING
    try:
        fetched = _fetch(share, ref, arriving)
        try:
            install_pack(fetched, packs, station.schemas)
        except PackRefused as fault:
            _note_refusal(packs, ref, str(fault))
            raise
    finally:
        shutil.rmtree(arriving, ignore_errors=True)
    return True


def _fetch(share: Share, ref: PackRef, folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return fetch_pack(share, ref, folder)
    except OSError as fault:
        raise NotSaved(
            "Not saved: the pack {pack} could not be fetched to {folder} ({fault}). The one before "
            "stays in use. Make room there; Keystep tries again with the next sync.",
            pack=f"{ref.id} {ref.version}",
            folder=str(folder),
            fault=fault.strerror or str(fault),
        ) from fault


def _is_here(folder: Path, ref: PackRef) -> bool:
    """Raises PackRefused where another pack stands under that version: that is never overwritten.

    A damaged one counts as absent.
    """
    try:
        here = read_built(folder).sha256
    except PackRefused:
        return False
    if here != ref.sha256:
        raise PackRefused(
            "The pack {pack} from the office was not installed: this version is here with other "
            "content. Have the office publish it under a higher version.",
            pack=f"{ref.id} {ref.version}",
        )
    return True


def _shows(station: Station, wanted: Iterable[PackRef]) -> bool:
    """Whether the shelf has the wanted version of every pack that is here in it."""
    packs, here = station.shelf.packs, station.home / PACKS
    return all(
        ref.id in packs and packs[ref.id].version == ref.version
        for ref in wanted
        if (here / f"{ref.id}-{ref.version}").is_dir()
    )


def _refusals(packs: Path) -> Refusals:
    """None that an older program noted: this one may know better."""
    try:
        noted = msgspec.json.decode((packs / REFUSED).read_bytes(), type=Refusals)
    except (OSError, ValueError):
        return Refusals()
    return noted if noted.program == __version__ else Refusals()


def _note_refusal(packs: Path, ref: PackRef, why: str) -> None:
    known = {**_refusals(packs).packs, ref.sha256: why}
    keep(packs / REFUSED, msgspec.json.encode(Refusals(packs=known)))
