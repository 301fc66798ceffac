"""Homes with packs in them: these are never changed in place, and so need not be copied."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def stock(home: Path, shipped: Path) -> Path:
    """Makes ``home`` one with all that is in ``shipped``; returns it."""
    return Path(shutil.copytree(shipped, home, dirs_exist_ok=True, copy_function=link_packs))


def link_packs(source: str, target: str) -> None:
    """Copies a file with its times; one of an installed pack gets another name, which takes a tenth
    of that: whoever damages such a file puts it anew."""
    if "/packs/" in source and "/share/" not in source and "/stick/" not in source:
        os.link(source, target)
    else:
        shutil.copy2(source, target)


def put_anew(file: Path, data: bytes) -> None:
    """Other content under the name of an installed pack's file, in this home alone."""
    file.unlink(missing_ok=True)
    file.write_bytes(data)
