"""A pack small enough to be written call by call."""

from __future__ import annotations

from pathlib import Path

from keystep.services.packs import build
from tests.faults.operations import SCHEMAS
from tests.unit.services.conftest import LESSON, PACK


def knots(folder: Path, version: str) -> Path:
    """It as a .kpack of this version in ``folder``."""
    source = folder / f"knots {version}"
    (source / "lessons").mkdir(parents=True)
    text = PACK.replace('version = "1.0.0"', f'version = "{version}"')
    (source / "pack.toml").write_text(text, encoding="utf-8")
    (source / "lessons" / "bowline.md").write_text(LESSON, encoding="utf-8")
    return build(source, SCHEMAS, folder)
