"""What makes a machine a kiosk: its scripts run, and systemd understands its units."""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "packaging" / "kiosk"
UNITS = ("keystep-kiosk.service", "keystep-kiosk-x11.service")
NOT_INSTALLED = "is not executable: No such file or directory"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="for Linux")


def run_session(run: Path, status: int) -> int:
    program = run / "program"
    program.write_text(f'#!/bin/sh\necho "$@" >"{run}/typed"\nexit {status}\n', encoding="ascii")
    program.chmod(0o755)
    env = {"RUNTIME_DIRECTORY": str(run), "KEYSTEP": str(program), "PATH": os.defpath}
    return subprocess.run(["sh", str(FOLDER / "session")], env=env, check=False).returncode


@pytest.mark.parametrize(("status", "left"), [(0, True), (1, False), (137, False)])
def test_only_who_left_on_purpose_stays_away(tmp_path: Path, status: int, left: bool) -> None:
    assert run_session(tmp_path, status) == status
    assert (tmp_path / "left").exists() is left
    typed = (tmp_path / "typed").read_text("ascii").split()
    assert typed == ["kiosk", "--home", "/var/lib/keystep/kiosk"]


@pytest.mark.parametrize("name", ["session", "xinitrc", "install.sh"])
def test_scripts_can_be_read(name: str) -> None:
    subprocess.run(["sh", "-n", str(FOLDER / name)], check=True)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze here")
@pytest.mark.parametrize("unit", UNITS)
def test_systemd_understands_every_line(unit: str) -> None:
    """That what it starts is not installed here is nothing against it."""
    said = subprocess.run(
        ["systemd-analyze", "verify", str(FOLDER / unit)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert [line for line in said.stderr.splitlines() if NOT_INSTALLED not in line] == []


@pytest.mark.parametrize("unit", UNITS)
def test_it_is_watched_restarted_and_left_only_on_purpose(unit: str) -> None:
    read = configparser.ConfigParser(strict=False, interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read(FOLDER / unit, encoding="utf-8")
    service = read["Service"]
    assert service["Type"] == "notify"
    assert service["NotifyAccess"] == "all"
    assert service["Restart"] == "always"
    assert float(service["WatchdogSec"]) > 10
    assert service["ExecCondition"] == "/usr/bin/test ! -e /run/keystep/left"
    assert service["RuntimeDirectoryPreserve"] == "restart"
    assert read["Unit"]["StartLimitIntervalSec"] == "0"
