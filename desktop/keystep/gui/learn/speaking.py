"""The language that lessons are in."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QLocale

from keystep.services.shelf import Shelf


def spoken_first(shelf: Shelf, chosen: str) -> Shelf:
    """``shelf`` in the language ``chosen``, a BCP 47 tag, else ("") in the system's."""
    wanted = (chosen, *QLocale.system().uiLanguages())
    return replace(shelf, spoken=tuple(filter(None, wanted)))
