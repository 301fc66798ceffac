"""A card onto which a file of this machine can be dropped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from keystep.gui.theme import restyle
from keystep.gui.widgets.card import Card


class DropCard(Card):
    """``chosen`` carries the file that was dropped; whoever offers other ways emits it too."""

    chosen = Signal(Path)

    def __init__(self, padding: int = 24, spacing: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(padding, spacing, parent)
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event) is not None:
            event.acceptProposedAction()
            restyle(self, kind="card-aimed")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        restyle(self, kind="card")

    def dropEvent(self, event: QDropEvent) -> None:
        restyle(self, kind="card")
        if (file := dropped(event)) is not None:
            event.acceptProposedAction()
            self.chosen.emit(file)


def dropped(event: QDropEvent) -> Path | None:
    """The one file of this machine that is dropped."""
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
