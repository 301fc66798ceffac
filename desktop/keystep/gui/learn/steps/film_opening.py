"""Opening a film or a recording: QtMultimedia is loaded with the first one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from keystep.gui.learn.steps.film import Film

FILM = "film"


def open_film(path: Path, parent: QObject, start: int = 0) -> Film | None:
    """The film in ``path``, to begin at ``start`` ms; None where nothing can be played."""
    try:
        from keystep.gui.learn.steps.film import Film  # noqa: PLC0415 - takes its time to load
    except ImportError:
        return None
    film = Film(path, parent, start)
    film.setObjectName(FILM)
    return film


def plays(page: QObject) -> bool:
    """Whether a film or a recording of ``page`` plays."""
    return any(cast("Film", film).is_playing for film in page.findChildren(QObject, FILM))
