"""``.kpack`` files: built from a checked folder, installed whole or not at all."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from keystep.content.built import BUILT, Built, encode_built, read_built
from keystep.content.loader import compile_source, read_source
from keystep.content.names import MEDIA, is_text
from keystep.content.source import open_source
from keystep.content.unpacking import unpack, write_file
from keystep.disk import settle
from keystep.domain.lesson import Pack
from keystep.errors import PackRefused, SurroundingsError

_NAME = re.compile(
    r"(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)-(?P<version>[0-9]+\.[0-9]+\.[0-9]+)"
    r"-(?P<sha16>[0-9a-f]{16})\.kpack"
)
_SAME_DATE = (1980, 1, 1, 0, 0, 0)
_STAGING = ".installing"


class _Name(Struct, frozen=True):
    """What the name of a pack file says of it."""

    id: str
    version: str
    sha16: str

    @property
    def folder(self) -> str:
        return f"{self.id}-{self.version}"


def build_pack(folder: Path, schemas: Path, out_dir: Path) -> Path:
    """Check the pack in ``folder`` and zip it to ``<id>-<version>-<sha16>.kpack`` in ``out_dir``.

    The same files give the same bytes. Raises PackRefused for faults, SurroundingsError when
    ``out_dir`` cannot be written.
    """
    source = open_source(folder)
    pack = compile_source(source, schemas)
    with _disk(out_dir):
        out_dir.mkdir(parents=True, exist_ok=True)
        draft = out_dir / f".{pack.id}-{pack.version}.building"
        _zip(folder, sorted(source.files), draft)
        with draft.open("rb") as file:
            sha16 = _sha256(file)[:16]
        return draft.replace(out_dir / f"{pack.id}-{pack.version}-{sha16}.kpack")


def install_pack(kpack: Path, packs_dir: Path, schemas: Path) -> Path:
    """Unpack, check and compile ``kpack`` into ``packs_dir/<id>-<version>``; returns that folder.

    Installing the same file again changes nothing. Raises PackRefused, leaving no file, when
    the name does not fit the bytes, anything in it is wrong, or this version is installed with
    other content; SurroundingsError when ``packs_dir`` cannot be written.
    """
    name = _parsed(kpack)
    target = packs_dir / name.folder
    with _disk(packs_dir), kpack.open("rb") as file:
        digest = _sha256(file)
        if not digest.startswith(name.sha16):
            raise _refused(kpack, "its name does not fit its bytes")
        if _is_installed(target, digest, kpack):
            return target
        with _staging(target) as fresh:
            unpack(file, fresh)
            pack = read_source(fresh, schemas)
            if (pack.id, pack.version) != (name.id, name.version):
                raise _refused(kpack, f"it holds {pack.id} {pack.version}")
            _finish(fresh, Built(digest, pack), target)
    return target


def install_source(folder: Path, packs_dir: Path, schemas: Path) -> Path:
    """As building the pack in ``folder`` and installing that, but checked once: nobody else had it
    in their hands.

    A pack of this version that stands there already is replaced. Raises PackRefused for faults,
    SurroundingsError when ``packs_dir`` cannot be written.
    """
    source = open_source(folder)
    pack = compile_source(source, schemas)
    target = packs_dir / f"{pack.id}-{pack.version}"
    with _disk(packs_dir), io.BytesIO() as zipped, _staging(target) as fresh:
        _zip(folder, sorted(source.files), zipped)
        unpack(zipped, fresh)
        _finish(fresh, Built(hashlib.sha256(zipped.getbuffer()).hexdigest(), pack), target)
    return target


@contextmanager
def installing(pack: Pack, packs_dir: Path) -> Iterator[Path]:
    """Install a pack that was made here and has no sources: the block puts its media, by name and
    size as the pack tells, into the new folder that it is given.

    The pack is here once the block has ended, and not at all where that raises. Raises
    SurroundingsError when ``packs_dir`` cannot be written.
    """
    target = packs_dir / f"{pack.id}-{pack.version}"
    with _disk(packs_dir), _staging(target) as fresh:
        media = fresh / MEDIA
        media.mkdir(parents=True)
        yield media
        settle(media)
        _finish(fresh, Built("", pack), target)


def _zip(folder: Path, paths: list[str], target: Path | BinaryIO) -> None:
    with zipfile.ZipFile(target, "w") as archive:
        for path in paths:
            entry = zipfile.ZipInfo(path, _SAME_DATE)
            entry.create_system = 3
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            shrinks = is_text(path) or path.endswith(".svg")
            entry.compress_type = zipfile.ZIP_DEFLATED if shrinks else zipfile.ZIP_STORED
            archive.writestr(entry, (folder / path).read_bytes())


def _parsed(kpack: Path) -> _Name:
    found = _NAME.fullmatch(kpack.name)
    if not found:
        raise _refused(kpack, "its name is not <id>-<version>-<sha16>.kpack")
    if not kpack.is_file():
        raise _refused(kpack, "there is no such file")
    return _Name(**found.groupdict())


def _sha256(file: io.BufferedReader) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()


def _is_installed(target: Path, digest: str, kpack: Path) -> bool:
    """Whether this very pack stands at ``target``; a damaged one counts as absent."""
    try:
        installed = read_built(target).sha256
    except PackRefused:
        return False
    if installed != digest:
        raise _refused(kpack, "this version is installed with other content; raise the version")
    return True


@contextmanager
def _staging(target: Path) -> Iterator[Path]:
    """A folder beside ``target`` that is gone afterwards, also where a crash had left it."""
    staging = target.parent / _STAGING / target.name
    shutil.rmtree(staging, ignore_errors=True)
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        with suppress(OSError):
            staging.parent.rmdir()


def _finish(fresh: Path, built: Built, target: Path) -> None:
    """Put what was compiled beside its files, then all to ``target``, where a damaged pack may
    stand."""
    write_file(fresh / BUILT, encode_built(built))
    if target.exists():
        damaged = fresh.with_name(f"{fresh.name}.damaged")
        shutil.rmtree(damaged, ignore_errors=True)
        os.replace(target, damaged)
        os.replace(fresh, target)
        shutil.rmtree(damaged, ignore_errors=True)
    else:
        os.replace(fresh, target)
    settle(target.parent)


@contextmanager
def _disk(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SurroundingsError(
            "The pack could not be written to {folder}: {reason}. Make room there, or allow"
            " writing, and try again.",
            folder=folder,
            reason=error.strerror or error,
        ) from error


def _refused(kpack: Path, reason: str) -> PackRefused:
    return PackRefused(
        "The pack file {name} was not installed: {reason}. Ask who gave it for a sound one.",
        name=kpack.name,
        reason=reason,
    )
