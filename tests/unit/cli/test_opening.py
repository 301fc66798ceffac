"""How a command comes to a secret, and to an organisation that there is."""

from __future__ import annotations

import getpass
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from keystep.cli.opening import secret
from keystep.errors import UsageError

Run = Callable[..., tuple[int, str, str]]


def test_a_passphrase_is_never_typed_where_it_would_be_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def seen(_prompt: str) -> str:
        warnings.warn("Can not control echo", getpass.GetPassWarning, stacklevel=2)
        return "typed in the open"

    monkeypatch.setattr(getpass, "getpass", seen)
    with pytest.raises(UsageError, match="Nobody is there to type the recovery key"):
        secret(None, "Recovery key")


def test_what_is_empty_is_named(tmp_path: Path) -> None:
    empty = tmp_path / "key.txt"
    empty.write_text("\n", encoding="utf-8")
    with pytest.raises(UsageError, match="The recovery key is empty"):
        secret(empty, "Recovery key")


@pytest.mark.parametrize("command", [("stations", "list"), ("backup", "x"), ("import",)])
def test_a_home_that_was_mistyped_is_told_and_not_made(
    command: tuple[str, ...], tmp_path: Path, run_cli: Run
) -> None:
    status, _, err = run_cli(*command, "--home", tmp_path / "offcie")
    assert status == 1
    assert "has no organisation yet" in err
    assert not (tmp_path / "offcie").exists()
