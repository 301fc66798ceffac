"""Everything but ``gui`` runs on a machine without Qt."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import keystep

PACKAGE = Path(keystep.__file__).parent
QT = ("PySide6", "shiboken6", "qtawesome", "pyqtgraph", "fontpkg_inter")
IMPORT_ALL = f"""
import importlib, sys
sys.modules.update(dict.fromkeys({QT!r}))
for name in sys.argv[1:]:
    importlib.import_module(name)
"""


def engine_modules() -> list[str]:
    """Every module outside ``gui``; migrations are run by alembic, never imported by name."""
    parts = (path.relative_to(PACKAGE.parent).with_suffix("").parts for path in _sources())
    return sorted(".".join(part for part in name if part != "__init__") for name in parts)


def _sources() -> list[Path]:
    away = {"gui", "migrations"}
    return [p for p in PACKAGE.rglob("*.py") if not away & set(p.relative_to(PACKAGE).parts)]


def import_without_qt(*names: str) -> subprocess.CompletedProcess[str]:
    """Import these modules in a fresh process where Qt cannot be imported."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", IMPORT_ALL, *names],
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_engine_module_imports_without_qt() -> None:
    names = engine_modules()
    done = import_without_qt(*names)
    assert {"keystep.__main__", "keystep.cli", "keystep.services.demo"} <= set(names)
    assert done.returncode == 0, done.stderr


def test_a_face_does_not_import_without_qt() -> None:
    done = import_without_qt("keystep.gui.app")
    assert "ModuleNotFoundError" in done.stderr
    assert "'PySide6' is not a package" in done.stderr
