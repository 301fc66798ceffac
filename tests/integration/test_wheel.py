"""What is built holds what the project holds, and finds its own files once it is installed."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parents[2]
SHIPPED = {
    "desktop/keystep": "keystep",
    "resources": "keystep/resources",
    "lessons": "keystep/lessons",
}
SAY_PATHS = "from keystep import paths; print(paths.resources(), paths.lessons(), sep='\\n')"


def build(project: Path, target: str, to: Path) -> Path:
    """Build the ``target`` (wheel or sdist) of ``project``; returns the one file it made."""
    _run("-m", "hatchling", "build", "--target", target, "--directory", str(to), cwd=project)
    (made,) = to.iterdir()
    return made


def project_files() -> set[str]:
    """What git tracks or would track; where there is no git, all that lies in the shipped folders
    except compiled Python."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        found = (path for folder in SHIPPED for path in (ROOT / folder).rglob("*"))
        named = {path.relative_to(ROOT).as_posix() for path in found if path.is_file()}
        return {name for name in named if "__pycache__" not in name}
    return {name for name in listed.stdout.splitlines() if (ROOT / name).is_file()}


def in_wheel(name: str) -> str | None:
    """Where a project's file goes in the wheel; None if it stays at home."""
    path = PurePosixPath(name)
    for source, place in SHIPPED.items():
        if path.is_relative_to(source):
            return str(place / path.relative_to(source))
    return None


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))


def test_the_wheel_holds_the_package_its_resources_and_its_lessons(wheel: Path) -> None:
    expected = {place for name in project_files() if (place := in_wheel(name))}
    assert "keystep/py.typed" in expected
    assert names(wheel) == expected


def test_the_wheel_brings_the_command_and_the_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        about = {
            name.split(".dist-info/")[1]: name for name in archive.namelist() if "-info" in name
        }
        commands = archive.read(about["entry_points.txt"]).decode()
    assert "keystep = keystep.__main__:main" in commands
    assert "licenses/LICENSE" in about


def test_once_installed_it_finds_what_it_brought(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    said = _run("-c", SAY_PATHS, cwd=tmp_path, PYTHONPATH=str(tmp_path))
    places = [Path(line) for line in said.splitlines()]
    assert places == [tmp_path / "keystep" / "resources", tmp_path / "keystep" / "lessons"]


def test_the_source_archive_builds_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    archive = build(ROOT, "sdist", tmp_path / "sdist")
    _run("-m", "tarfile", "--extract", str(archive), cwd=tmp_path)
    (project,) = (path for path in tmp_path.iterdir() if path.name.startswith("keystep-"))
    assert (project / "tests" / "integration" / Path(__file__).name).is_file()
    assert (project / "Makefile").is_file()
    assert names(build(project, "wheel", tmp_path / "again")) == names(wheel)


def _run(*arguments: str, cwd: Path, **variables: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **variables},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
