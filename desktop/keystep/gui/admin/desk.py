"""What the admin face asks of the desktop around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog


@dataclass(frozen=True)
class Desk:
    """``choose_file`` asks for a file by title and filter; ``show_file`` opens one for reading."""

    choose_file: Callable[[str, str], Path | None]
    show_file: Callable[[Path], object]


def real_desk() -> Desk:
    return Desk(_choose, lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))


def _choose(title: str, kinds: str) -> Path | None:
    name, _ = QFileDialog.getOpenFileName(QApplication.activeWindow(), title, "", kinds)
    return Path(name) if name else None
