from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from keystep.errors import HomeInUse, NotSaved
from keystep.storage.lock import HomeLock

TAKE = """
import sys
from pathlib import Path
from keystep.errors import HomeInUse, NotSaved
from keystep.storage.lock import HomeLock
try:
    with HomeLock(Path(sys.argv[1])):
        print("taken")
except HomeInUse as error:
    print(error)
"""


def take_elsewhere(home: Path) -> str:
    command = [sys.executable, "-c", TAKE, str(home)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_a_second_process_is_refused_until_the_first_lets_go(tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"
    with HomeLock(home):
        told = take_elsewhere(home)
        assert told.startswith("Another Keystep has")
        assert str(home) in told
    assert take_elsewhere(home) == "taken"


def test_a_home_is_held_once_within_a_process_too(tmp_path: Path) -> None:
    with HomeLock(tmp_path), pytest.raises(HomeInUse), HomeLock(tmp_path):
        pass
    with HomeLock(tmp_path):
        pass


def test_those_who_share_a_home_keep_out_whoever_wants_it_alone(tmp_path: Path) -> None:
    with HomeLock(tmp_path, shared=True), HomeLock(tmp_path, shared=True):
        assert take_elsewhere(tmp_path).startswith("Another Keystep has")
    assert take_elsewhere(tmp_path) == "taken"
    with (
        HomeLock(tmp_path),
        pytest.raises(HomeInUse, match=f"{tmp_path.name} is taken"),
        HomeLock(tmp_path, shared=True, in_use="{home} is taken"),
    ):
        pass


def test_homes_do_not_disturb_each_other(tmp_path: Path) -> None:
    with HomeLock(tmp_path / "learn"), HomeLock(tmp_path / "admin"):
        pass


def test_a_home_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    for home in (file, file / "home"):
        with pytest.raises(NotSaved, match="--home"), HomeLock(home):
            pass
