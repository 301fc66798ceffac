"""Settings: kept whole, or refused and left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from keystep import settings
from keystep.errors import DatabaseTooNew, DatabaseUnreadable, NotSaved
from keystep.settings import PinnedShare, Settings


def test_a_new_home_has_the_defaults(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "new") == Settings()


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    share = PinnedShare(
        root="/mnt/x", share="s", organisation="Hartmann", public_key="k", recipients=("age1",)
    )
    kept = Settings(station="Van 12", learner="id", theme="dark", text_scale=150, share=share)
    settings.save(tmp_path, kept)
    assert settings.load(tmp_path) == kept
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


@pytest.mark.parametrize("text", ["", "{", '{"text_scale": "big"}', "[]", "\x00"])
def test_a_damaged_file_is_named_and_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DatabaseUnreadable, match=r"settings\.json"):
        settings.load(tmp_path)
    assert path.read_text(encoding="utf-8") == text


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "settings.json").mkdir()
    with pytest.raises(DatabaseUnreadable, match=r"settings\.json"):
        settings.load(tmp_path)


def test_a_newer_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"version": 99}', encoding="utf-8")
    with pytest.raises(DatabaseTooNew, match="newer Keystep"):
        settings.load(tmp_path)


def test_settings_that_cannot_be_kept_are_not_saved(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.touch()
    with pytest.raises(NotSaved, match=r"Check the disk .*try again"):
        settings.save(home, Settings())
