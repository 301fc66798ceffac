"""Where things lie: what ships with the program, and where each person's data lives."""

from __future__ import annotations

import os
from pathlib import Path

HOME_VARIABLE = "KEYSTEP_HOME"


def resources() -> Path:
    """Schemas, styles, translations: in the package when installed, else in the source tree."""
    return _shipped("resources")


def lessons() -> Path:
    """The packs that ship, as source folders."""
    return _shipped("lessons")


def home(chosen: Path | None, face: str) -> Path:
    """The folder that holds a face's data; ``chosen`` wins over KEYSTEP_HOME over the platform's.

    The admin's data has a folder of its own, so that one machine can be station and office.
    """
    if chosen is not None:
        return chosen
    if root := os.environ.get(HOME_VARIABLE):
        return Path(root) / face
    from platformdirs import user_data_path  # noqa: PLC0415 - a chosen home needs none of it

    return user_data_path("keystep", appauthor=False) / face


def _shipped(name: str) -> Path:
    package = Path(__file__).parent
    installed = package / name
    return installed if installed.is_dir() else package.parents[1] / name
