"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

import pytest

from keystep.disk import FOR_ALL, make_folder, move, whole_file, write_whole


def test_a_file_replaces_the_one_before_in_one_move(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    path.write_text("old")
    with whole_file(path) as partial:
        partial.write_text("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert [one.name for one in tmp_path.iterdir()] == ["kept"]


def test_what_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    path.write_text("old")
    with suppress(ZeroDivisionError), whole_file(path) as partial:
        partial.write_text("half")
        raise ZeroDivisionError
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["kept"]


@pytest.mark.skipif("os.name == 'nt'", reason="rights are others there")
def test_a_file_is_its_owners_alone_unless_told_otherwise(tmp_path: Path) -> None:
    write_whole(tmp_path / "own", b"secret")
    with whole_file(tmp_path / "shared", FOR_ALL):
        pass
    modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in tmp_path.iterdir()}
    umask = os.umask(0)
    os.umask(umask)
    assert modes == {"own": 0o600, "shared": 0o666 & ~umask}


def test_a_folder_is_made_with_those_above_it(tmp_path: Path) -> None:
    make_folder(tmp_path / "one" / "two")
    make_folder(tmp_path / "one" / "two")
    write_whole(tmp_path / "first", b"1")
    move(tmp_path / "first", tmp_path / "one" / "two" / "first")
    assert (tmp_path / "one" / "two" / "first").read_bytes() == b"1"
