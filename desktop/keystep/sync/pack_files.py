"""Packs on the share: believed for their hash, which the catalog names."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from keystep.domain.bundles import PackRef
from keystep.errors import PackRefused

ENDING = ".kpack"
MOST_BYTES = 544 << 20  # 512 MiB of content, and the zip around it

_NAME = re.compile(r"[a-z0-9-]+-[0-9]+\.[0-9]+\.[0-9]+-[0-9a-f]{16}\.kpack")


def is_pack_name(name: str) -> bool:
    """Whether it is such as the admin gives to packs; it cannot lead anywhere else."""
    return _NAME.fullmatch(name) is not None


def require_sound(ref: PackRef) -> None:
    """Raises PackRefused when the file's name or size cannot be that of a pack."""
    if not (is_pack_name(ref.file) and 0 < ref.size <= MOST_BYTES):
        raise PackRefused(
            "The file {file} of {size} bytes cannot be a pack. Have the office publish {pack} "
            "again.",
            file=ref.file,
            size=ref.size,
            pack=ref.id,
        )


def vouched(parts: Iterable[bytes], ref: PackRef) -> Iterator[bytes]:
    """``parts``, and at their end PackRefused when they are not what ``ref`` says."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
        yield part
    if digest.hexdigest() != ref.sha256:
        raise PackRefused(
            "{file} is not the file that was published: its content differs. It was left alone; "
            "publish {pack} again.",
            file=ref.file,
            pack=ref.id,
        )
