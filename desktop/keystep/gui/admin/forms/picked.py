"""Several of many: what was taken, each with a way to leave it, and a list to take more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from keystep.gui.admin.forms.form import Options
from keystep.gui.i18n import tr
from keystep.gui.pages import bare, empty
from keystep.gui.widgets.buttons import button, icon_button
from keystep.gui.widgets.choice_list import ChoiceList
from keystep.gui.widgets.label import ElidedLabel, label


class Picked(QWidget):
    """``keys`` are those that were taken, in that order; ``changed`` tells of another choice.

    What is taken and no longer offered keeps its key as its words.
    """

    changed = Signal()

    def __init__(self, name: str, add: str, options: Options) -> None:
        super().__init__()
        self._options, self.keys = dict(options), tuple[str, ...]()
        self._rows = QVBoxLayout()
        bare(self._rows)
        self._add = button(add, icon="plus", on_click=self._offer)
        column = QVBoxLayout(self)
        bare(column, 4)
        column.addWidget(label(name, "label", "ink2"))
        column.addLayout(self._rows)
        row = QHBoxLayout()
        row.addWidget(self._add)
        row.addStretch(1)
        column.addLayout(row)
        self.take(())

    def take(self, keys: Sequence[str]) -> None:
        """Show these, without telling."""
        self.keys = tuple(keys)
        empty(self._rows)
        for key in self.keys:
            self._rows.addWidget(self._row(key))
        self._add.setEnabled(bool(self._left()))

    def pick(self, key: str) -> None:
        """Take one more."""
        self.take((*self.keys, key))
        self.changed.emit()

    def leave(self, key: str) -> None:
        self.take([one for one in self.keys if one != key])
        self._add.setFocus()
        self.changed.emit()

    @property
    def way(self) -> QPushButton:
        """The button that opens the list."""
        return self._add

    def _row(self, key: str) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        bare(row, 8)
        words = self._options.get(key, key)
        row.addWidget(ElidedLabel(words), 1)
        away = icon_button("leave", tr("Take {what} away", what=words))
        away.clicked.connect(lambda: self.leave(key))
        row.addWidget(away)
        return made

    def _left(self) -> list[str]:
        return [key for key in self._options if key not in self.keys]

    def _offer(self) -> None:
        there = ChoiceList(self._add, {key: self._options[key] for key in self._left()}, "")
        there.chosen.connect(self.pick)
