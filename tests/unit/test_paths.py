from __future__ import annotations

from pathlib import Path

import pytest

from keystep import paths


def test_what_ships_is_found_in_the_source_tree() -> None:
    assert (paths.resources() / "schemas" / "pack.schema.json").is_file()
    assert (paths.lessons() / "answering-customers" / "pack.toml").is_file()


def test_a_chosen_home_wins_over_the_variable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KEYSTEP_HOME", str(tmp_path / "variable"))
    assert paths.home(tmp_path / "chosen", "learn") == tmp_path / "chosen"


def test_each_face_has_a_folder_below_the_variable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KEYSTEP_HOME", str(tmp_path))
    assert paths.home(None, "learn") == tmp_path / "learn"
    assert paths.home(None, "admin") == tmp_path / "admin"


@pytest.mark.parametrize("value", [None, ""])
def test_without_either_the_platform_says_where(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, value: str | None
) -> None:
    monkeypatch.delenv("KEYSTEP_HOME", raising=False)
    if value is not None:
        monkeypatch.setenv("KEYSTEP_HOME", value)
    monkeypatch.setattr("platformdirs.user_data_path", lambda name, **_options: tmp_path / name)
    assert paths.home(None, "learn") == tmp_path / "keystep" / "learn"
