"""A home that tests share is watched."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.homes import put_anew, stock, unchanged


def test_what_was_changed_in_place_is_named(tmp_path: Path) -> None:
    shared, file = tmp_path / "shared", Path("packs", "first-1.0.0", "pack.json")
    (shared / file).parent.mkdir(parents=True)
    (shared / file).write_text("whole")
    with unchanged(shared):
        put_anew(stock(tmp_path / "one", shared) / file, b"damaged")
    with (
        pytest.raises(AssertionError, match=r"share: packs/first-1\.0\.0/pack\.json$"),
        unchanged(shared),
    ):
        (stock(tmp_path / "other", shared) / file).write_text("damaged")
