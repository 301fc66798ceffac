"""The first step: with the office now, or by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from keystep.gui.i18n import tr
from keystep.gui.kiosk.setup.step import Step
from keystep.gui.kiosk.setup.tile import Tile


class BeginningStep(Step):
    """``joining``: the office's folder is chosen next; ``alone``: it comes later."""

    joining = Signal()
    alone = Signal()

    def __init__(self) -> None:
        title = tr("Set this kiosk up")
        told = tr(
            "Many people will learn at this screen, one after the other. It takes about five "
            "minutes, and you can stop at any time: it goes on where you were. Is there a kiosk "
            "file on your stick? Put it in, and touch nothing."
        )
        super().__init__(1, title, told)
        self.join = Tile(
            "folder",
            tr("Join the office’s folder now"),
            tr(
                "A network folder, a synchronised one or a stick. The office sends people and "
                "lessons, and sees what is learnt."
            ),
            self.joining.emit,
        )
        self.later = Tile(
            "clock",
            tr("Begin now and join later"),
            tr("People can learn at once; all is kept here until you join."),
            self.alone.emit,
        )
        for tile in (self.join, self.later):
            self.body.addWidget(tile, 1)
            tile.setMaximumHeight(16_000)
        self.body.addStretch(1)
        self.back.hide()

    def begin(self) -> None:
        self.join.setFocus(Qt.FocusReason.OtherFocusReason)
