"""Installing packs at a station, and opening the shelf."""

from __future__ import annotations

import tomllib
from collections.abc import Container, Iterable
from pathlib import Path

from keystep.content.archive import build_pack, install_source
from keystep.content.built import load_built
from keystep.content.checker import check_pack
from keystep.content.faults import Fault
from keystep.content.loader import read_source
from keystep.domain.bundles import PackRef
from keystep.domain.lesson import Pack
from keystep.errors import PackRefused
from keystep.services.shelf import Shelf

PACKS = "packs"
PACK_FILE = "pack.toml"


def install_shipped(home: Path, lessons: Path, schemas: Path) -> tuple[PackRefused, ...]:
    """Install every pack that ships and is not here whole in its version.

    One that has faults keeps no other away; returns those. Raises SurroundingsError when ``home``
    cannot be written.
    """
    faults = []
    for folder in sorted(path for path in lessons.iterdir() if (path / PACK_FILE).is_file()):
        try:
            if not _is_here(folder, home / PACKS):
                install_source(folder, home / PACKS, schemas)
        except PackRefused as fault:
            faults.append(fault)
    return tuple(faults)


def open_shelf(
    home: Path,
    wanted: Iterable[PackRef] = (),
    spoken: tuple[str, ...] = (),
    missing: Iterable[PackRefused] = (),
) -> Shelf:
    """Load the installed packs: of each the version that is wanted, else the highest.

    ``spoken`` are the tags of the languages to show them in, best first. The damaged ones are told
    of, after those that are ``missing`` anyway.
    """
    chosen = {(ref.id, ref.version) for ref in wanted}
    packs, folders, faults = {}, {}, list(missing)
    loaded = []
    for folder in _installed(home / PACKS):
        try:
            loaded.append((load_built(folder), folder))
        except PackRefused as fault:
            faults.append(fault)
    for pack, folder in sorted(loaded, key=lambda one: _rank(one[0], chosen)):
        packs[pack.id], folders[pack.id] = pack, folder
    return Shelf(packs, folders, tuple(faults), spoken)


def check(folder: Path, schemas: Path) -> tuple[Fault, ...]:
    """Every fault of the source in ``folder``."""
    return check_pack(folder, schemas)


def build(folder: Path, schemas: Path, target: Path) -> Path:
    """Make a .kpack of the source in ``folder``; returns the file. Raises PackRefused."""
    return build_pack(folder, schemas, target)


def show(folder: Path, schemas: Path) -> Pack:
    """The source in ``folder`` as learners would meet it. Raises PackRefused."""
    return read_source(folder, schemas)


def _installed(shelf: Path) -> list[Path]:
    """The folders of packs, by name, as no file system orders them; an installation that was cut
    short has left a hidden one."""
    found = shelf.iterdir() if shelf.is_dir() else ()
    return sorted(folder for folder in found if not folder.name.startswith("."))


def _is_here(source: Path, packs: Path) -> bool:
    """Whether the pack in ``source`` is installed whole in its version."""
    try:
        told = tomllib.loads((source / PACK_FILE).read_text(encoding="utf-8"))
        name = f"{told['id']}-{told['version']}"
    except (ValueError, KeyError):
        return False
    return _is_whole(packs / name)


def _is_whole(folder: Path) -> bool:
    try:
        load_built(folder)
    except PackRefused:
        return False
    return True


def _rank(pack: Pack, chosen: Container[tuple[str, str]]) -> tuple[bool, tuple[int, ...]]:
    """The highest is shown."""
    numbers = tuple(int(part) for part in pack.version.split("."))
    return (pack.id, pack.version) in chosen, numbers
