"""Hints of a question, one after the other, for whoever asks."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.gui.i18n import mark, number, tr
from keystep.gui.learn.steps.sight import bring_into_sight
from keystep.gui.pages import announce, bare
from keystep.gui.widgets import buttons
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.label import label

COSTS: Mapping[int, str] = {
    1: mark("It takes half off the score"),
    2: mark("Each hint takes a third off the score"),
    3: mark("Each hint takes a quarter off the score"),
}
"""By how many hints there are, as ``Item.grade`` reckons."""


class Hints(QWidget):
    """``asked`` after one more was read; so many were ``read`` before. ``costly`` ones say so."""

    asked = Signal()

    def __init__(self, texts: tuple[str, ...], read: int, *, costly: bool) -> None:
        super().__init__()
        self._texts = texts
        self._read = 0
        self._callouts = QVBoxLayout()
        self.more = button(tr("A hint"), "quiet", icon="idea", on_click=self._ask)
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        cost = COSTS.get(len(texts), "") if costly else ""
        self._cost = label(tr(cost) if cost else "", "caption", "ink2")
        self._build()
        for _ in range(min(read, len(texts))):
            self._show_next()
        if not texts:
            self.hide()

    @property
    def read(self) -> int:
        """How many have been read."""
        return self._read

    def close_rest(self) -> None:
        """No more of them from now on; what was read stays."""
        self._way.hide()
        if not self._read:
            self.hide()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        bare(self._callouts, 8)
        column.addLayout(self._callouts)
        self._way = QWidget()
        row = QHBoxLayout(self._way)
        bare(row, 8)
        row.addWidget(self.more)
        row.addWidget(self._cost)
        row.addStretch(1)
        column.addWidget(self._way)

    def _ask(self) -> None:
        told = self._show_next()
        announce(told, told.accessibleDescription())
        bring_into_sight(told)
        self.asked.emit()

    def _show_next(self) -> Callout:
        text = self._texts[self._read]
        self._read += 1
        told = Callout("info", tr("Hint {n}", n=number(self._read)), text)
        self._callouts.addWidget(told)
        buttons.say(self.more, tr("Another hint"))
        self._way.setVisible(self._read < len(self._texts))
        return told
