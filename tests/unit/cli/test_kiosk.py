"""How the kiosk's window is begun, and how little its watchdog needs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from keystep.cli.kiosk import command


@pytest.mark.parametrize(("frozen", "source"), [(False, ["-m", "keystep"]), (True, [])])
def test_the_window_is_the_same_program(
    monkeypatch: pytest.MonkeyPatch, frozen: bool, source: list[str]
) -> None:
    monkeypatch.setattr(sys, "frozen", frozen, raising=False)
    home = Path("/srv/a home")
    begun = [sys.executable, *source, "kiosk", "--watched", "--home", "/srv/a home"]
    assert command(home, windowed=False) == begun
    assert command(home, windowed=True) == [*begun, "--windowed"]


def test_the_watchdog_imports_the_standard_library_alone() -> None:
    program = (
        "import sys; before = set(sys.modules); import keystep.cli.kiosk;"
        "new = {name.split('.')[0] for name in set(sys.modules) - before};"
        "print(sorted(new - sys.stdlib_module_names))"
    )
    said = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    assert said.stdout.split() == [b"['keystep']"]


def test_help_does_not_tell_of_the_child(run_cli: Callable[..., tuple[int, str, str]]) -> None:
    status, out, _ = run_cli("kiosk", "--help")
    assert status == 0
    assert "--windowed" in out
    assert "--watched" not in out
    assert "example: keystep kiosk" in out


def test_a_home_that_cannot_be_is_refused(
    tmp_path: Path, run_cli: Callable[..., tuple[int, str, str]]
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    status, out, said = run_cli("kiosk", "--home", tmp_path / "file" / "kiosk")
    assert (status, out) == (1, "")
    assert "cannot be used to keep anything" in said
