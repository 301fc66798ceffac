"""What killed processes left in a home goes; what somebody is at work with, and all else, stays."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from keystep.services.leftovers import passing_folder, sweep
from tests.fakes import START

LEFT = (
    ".settings.json.0123456789abcdef.partial",
    "keys/.admin.json.0123456789abcdef.partial",
    "packs/.arriving/knots.kpack",
    "packs/.installing/knots-1.0.0/pack.toml",
    "published/.knots.kpack.0123456789abcdef.partial",
    ".office.sqlite.before-0003.0123456789abcdef.partial",
)
KEPT = ("settings.json", "keys/admin.json", "packs/.refused.json", ".stfolder", "office.sqlite")


def put(home: Path, names: tuple[str, ...], hours: float) -> None:
    old = (START - timedelta(hours=hours)).timestamp()
    for path in (home / name for name in names):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
        os.utime(path, (old, old))
        for folder in path.relative_to(home).parents:
            os.utime(home / folder, (old, old))


def files(home: Path) -> set[str]:
    return {str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()}


def test_what_is_a_day_old_and_was_passing_goes(tmp_path: Path) -> None:
    put(tmp_path, (*LEFT, *KEPT), hours=25)
    sweep(tmp_path, START)
    assert files(tmp_path) == set(KEPT)


def test_what_is_younger_stays(tmp_path: Path) -> None:
    put(tmp_path, (*LEFT, *KEPT), hours=23)
    sweep(tmp_path, START)
    assert files(tmp_path) == {*LEFT, *KEPT}


def test_a_folder_goes_at_once_unless_somebody_holds_it(tmp_path: Path) -> None:
    with passing_folder(tmp_path) as folder:
        (folder / "office.sqlite").write_bytes(b"everything")
        left = folder.rename(tmp_path / ".passing-left")
        folder.mkdir()
        (folder / "office.sqlite").write_bytes(b"everything")
        sweep(tmp_path, START)
        assert (left / "office.sqlite").exists(), "its lock went with it"
        assert not folder.exists()
    sweep(tmp_path, START)
    assert not left.exists()


def test_a_home_that_is_not_there_has_nothing_left(tmp_path: Path) -> None:
    sweep(tmp_path / "new", START)
    assert not (tmp_path / "new").exists()
