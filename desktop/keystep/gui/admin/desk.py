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
    """``choose_file`` asks for a file by title and filter, ``choose_folder`` for a folder by title,
    ``name_file`` for a new file by title and usual name; ``show_file`` opens one for reading."""

    choose_file: Callable[[str, str], Path | None]
    show_file: Callable[[Path], object]
    choose_folder: Callable[[str], Path | None]
    name_file: Callable[[str, str], Path | None]


def real_desk() -> Desk:
    return Desk(_choose, _show, _choose_folder, _name)


def _show(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _choose_folder(title: str) -> Path | None:
    name = QFileDialog.getExistingDirectory(QApplication.activeWindow(), title)
    return Path(name) if name else None


def _name(title: str, usual: str) -> Path | None:
    name, _ = QFileDialog.getSaveFileName(QApplication.activeWindow(), title, usual)
    return Path(name) if name else None


def _choose(title: str, kinds: str) -> Path | None:
    name, _ = QFileDialog.getOpenFileName(QApplication.activeWindow(), title, "", kinds)
    return Path(name) if name else None
