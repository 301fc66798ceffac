"""Homes with packs in them: these are never changed in place, and so need not be copied."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from keystep import paths
from keystep.bootstrap import open_station
from keystep.services.library import prepare
from keystep.services.station import INDEX
from tests.fakes import FakeClock, FakeIds


def stock(home: Path, shipped: Path) -> Path:
    """Makes ``home`` one with all that is in ``shipped``; returns it."""
    return Path(shutil.copytree(shipped, home, dirs_exist_ok=True, copy_function=link_packs))


def indexed(home: Path, lessons: Path) -> Path:
    """Puts the index into ``home`` that a station makes of its packs, those in ``lessons``."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "lessons", lambda: lessons)
        station = open_station(stock(Path(folder) / "station", home), FakeClock(), FakeIds())
        prepare(station)
        station.close()
        shutil.copy(station.home / INDEX, home / INDEX)
    return home


@contextmanager
def unchanged(home: Path) -> Iterator[Path]:
    """Gives a home whose files others have by other names; fails where it is not in the end as it
    was, since whoever changed it changed what all the others see."""
    before = _digests(home)
    yield home
    after = _digests(home)
    told = sorted({name for name, _ in before.items() ^ after.items()})
    assert told == [], f"changed in place, in a home that tests share: {', '.join(told)}"


def _digests(home: Path) -> dict[str, bytes]:
    files = (path for path in home.rglob("*") if path.is_file())
    return {str(file.relative_to(home)): sha256(file.read_bytes()).digest() for file in files}


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
