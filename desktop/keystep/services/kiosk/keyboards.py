"""The keyboards that a kiosk offers."""

from __future__ import annotations

from pathlib import Path

from keystep.domain.kiosk.keyboards import KeyboardLayout, read_layout


def keyboards(folder: Path) -> dict[str, KeyboardLayout]:
    """Every layout in ``folder``, by the name of its file. Raises UsageError, OSError."""
    return {
        path.stem: read_layout(path.read_text(encoding="utf-8"), path.name)
        for path in sorted(folder.glob("*.toml"))
    }
