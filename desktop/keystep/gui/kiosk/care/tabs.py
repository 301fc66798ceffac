"""Places side by side, of which one is shown."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from keystep.gui import fonts
from keystep.gui.kiosk.scale import px
from keystep.gui.pages import bare


class Tabs(QWidget):
    """``chosen`` carries the key of the place that was touched."""

    chosen = Signal(str)

    def __init__(self, places: Mapping[str, str]) -> None:
        super().__init__()
        self._group, self._row = QButtonGroup(self), QHBoxLayout(self)
        bare(self._row)
        self._chips = {key: self._chip(key, words) for key, words in places.items()}

    def mark(self, key: str) -> None:
        """Have this place marked as the one that is shown."""
        self._chips[key].setChecked(True)

    def arrange(self) -> None:
        self._row.setSpacing(px(12))
        for chip in self._chips.values():
            fonts.set_role(chip, "group")
            chip.setMinimumWidth(px(120))

    def _chip(self, key: str, words: str) -> QPushButton:
        chip = QPushButton(words)
        chip.setProperty("kind", "chip")
        chip.setCheckable(True)
        chip.setAccessibleName(words)
        chip.setAutoDefault(True)
        chip.clicked.connect(lambda _checked: self.chosen.emit(key))
        self._group.addButton(chip)
        self._row.addWidget(chip)
        return chip
