"""One of a few, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from keystep.gui import fonts


class Segmented(QFrame):
    """``options`` side by side, 40 px high; ``chosen`` carries the index a person chose.

    ``name`` says what is chosen, for screen readers. None as ``current``: nothing chosen yet.
    """

    chosen = Signal(int)

    def __init__(
        self,
        name: str,
        options: Sequence[str],
        current: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "segmented")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        for n, text in enumerate(options):
            segment = self._segment(name, text)
            self._group.addButton(segment, n)
            row.addWidget(segment)
        self.set_current(current)
        self._group.idToggled.connect(self._mark)
        self._group.idClicked.connect(self.chosen)

    def current(self) -> int | None:
        """The chosen index, or None."""
        n = self._group.checkedId()
        return None if n < 0 else n

    def set_current(self, index: int | None) -> None:
        """Choose without telling."""
        self._group.setExclusive(index is not None)
        for n, segment in enumerate(self._group.buttons()):
            segment.setChecked(n == index)
        self._group.setExclusive(True)

    def focus_first(self) -> None:
        """Put the keyboard on what is chosen, else on the first."""
        (self._group.checkedButton() or self._group.button(0)).setFocus()

    def set_options_enabled(self, enabled: bool) -> None:
        """Freeze or free the choice; a frozen choice stays legible."""
        for segment in self._group.buttons():
            segment.setEnabled(enabled or segment.isChecked())

    def _segment(self, name: str, text: str) -> QPushButton:
        segment = QPushButton(text)
        segment.setCheckable(True)
        segment.setProperty("kind", "segment")
        segment.setAccessibleName(f"{name}: {text}")
        segment.setProperty("focusInset", True)
        fonts.set_role(segment, "label")
        return segment

    def _mark(self, index: int, checked: bool) -> None:
        fonts.set_role(self._group.button(index), "group" if checked else "label")
