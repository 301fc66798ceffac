"""Looking into one bundle."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from keystep.domain.bundles import Reason
from keystep.errors import BundleRefused, UsageError
from keystep.services.bundles import open_file
from tests.conftest import World


def test_what_is_no_file_is_told_without_waiting_for_it(world: World, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", tmp_path / "absent", Path("/dev/zero")):
        with pytest.raises(UsageError, match="There is no file"):
            open_file(world.office, path)


def test_no_more_is_read_than_tells_that_it_is_too_large(world: World, tmp_path: Path) -> None:
    huge = tmp_path / "huge.json"
    with huge.open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(BundleRefused) as refusal:
        open_file(world.office, huge)
    assert refusal.value.reason == Reason.TOO_LARGE
