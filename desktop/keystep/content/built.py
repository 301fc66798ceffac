"""Installed packs: ``pack.json`` holds the pack as it was compiled, for a quick start."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec
from msgspec import Struct

from keystep.content.names import MEDIA
from keystep.domain.lesson import Pack
from keystep.errors import PackRefused

BUILT = "pack.json"
KEPT = 16


class Built(Struct, frozen=True):
    """``sha256`` is that of the ``.kpack`` file, in hexadecimal; "" where there never was one."""

    sha256: str
    pack: Pack


def load_built(folder: Path) -> Pack:
    """The installed pack in ``folder``, without checking its sources again.

    Raises PackRefused when it is damaged or was compiled by another Keystep.
    """
    return read_built(folder).pack


def read_built(folder: Path) -> Built:
    """As :func:`load_built`, with what the pack was made from."""
    try:
        built = _decoded((folder / BUILT).read_bytes())
        present = {name: (folder / MEDIA / name).stat().st_size for name in built.pack.media}
    except (OSError, UnicodeDecodeError, msgspec.MsgspecError) as error:
        raise _damaged(folder, str(error)) from error
    for name, size in built.pack.media.items():
        if present[name] != size:
            raise _damaged(folder, f"media/{name} has {present[name]} bytes and should have {size}")
    return built


@lru_cache(maxsize=KEPT)
def _decoded(data: bytes) -> Built:
    """To see whether a pack is whole is to read it, and it is read again at once to be shown."""
    return msgspec.json.decode(data, type=Built)


def encode_built(built: Built) -> bytes:
    """What ``pack.json`` holds."""
    return msgspec.json.encode(built)


def _damaged(folder: Path, reason: str) -> PackRefused:
    return PackRefused(
        "The installed pack {folder} cannot be read: {reason}. Nothing was changed. Remove "
        "that folder and start Keystep again, or install the pack anew.",
        folder=folder,
        reason=reason,
    )
