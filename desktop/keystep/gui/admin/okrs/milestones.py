"""The milestones of a key result, one a line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.domain.okr import Milestone
from keystep.domain.wording import figure
from keystep.gui import fonts
from keystep.gui.admin.okrs.drafts import number_of
from keystep.gui.i18n import number, tr
from keystep.gui.pages import bare, empty
from keystep.gui.widgets.buttons import button, icon_button
from keystep.gui.widgets.field import LineEdit
from keystep.gui.widgets.label import label

WEIGHT_WIDTH = 72


class Milestones(QWidget):
    """``changed`` tells that something was typed, added or taken away.

    A milestone that is done stays so; that is said at a check-in.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[_Row] = []
        self._lines = QVBoxLayout()
        bare(self._lines, 8)
        self._fault = label("", "caption", "danger", wrap=True)
        self._fault.hide()
        column = QVBoxLayout(self)
        bare(column, 8)
        column.addWidget(label(tr("Milestones, each with its weight"), "label", "ink2"))
        column.addLayout(self._lines)
        column.addWidget(self._fault)
        row = QHBoxLayout()
        self.add = button(tr("Add a milestone"), icon="plus", on_click=self._add)
        row.addWidget(self.add)
        row.addStretch(1)
        column.addLayout(row)

    def show_milestones(self, milestones: Sequence[Milestone]) -> None:
        """Without telling."""
        empty(self._lines)
        self._rows = []
        for milestone in milestones:
            self._put(milestone)

    def milestones(self) -> tuple[Milestone, ...]:
        """What is typed; a weight that is no number is 0, which the rules refuse."""
        return tuple(row.milestone() for row in self._rows)

    def show_fault(self, sentence: str) -> None:
        self._fault.setText(sentence)
        self._fault.setVisible(bool(sentence))

    def _add(self) -> None:
        self._put(Milestone(title=""))
        self._rows[-1].title.setFocus()
        self.changed.emit()

    def _put(self, milestone: Milestone) -> None:
        row = _Row(milestone, len(self._rows) + 1)
        row.title.textEdited.connect(lambda _text: self.changed.emit())
        row.weight.textEdited.connect(lambda _text: self.changed.emit())
        row.away.clicked.connect(lambda: self._drop(row))
        self._rows.append(row)
        self._lines.addWidget(row)

    def _drop(self, gone: _Row) -> None:
        self.show_milestones([row.milestone() for row in self._rows if row is not gone])
        self.add.setFocus()
        self.changed.emit()


class _Row(QWidget):
    def __init__(self, milestone: Milestone, n: int) -> None:
        super().__init__()
        self._done = milestone.done
        self.title = LineEdit(tr("Milestone {n}", n=number(n)))
        self.title.setText(milestone.title)
        self.weight = LineEdit(tr("Weight of milestone {n}", n=number(n)))
        self.weight.setText(figure(milestone.weight))
        self.weight.setFixedWidth(fonts.scaled(WEIGHT_WIDTH))
        self.away = icon_button("leave", tr("Take milestone {n} away", n=number(n)))
        row = QHBoxLayout(self)
        bare(row, 8)
        for part in (self.title, self.weight, self.away):
            row.addWidget(part)

    def milestone(self) -> Milestone:
        title = " ".join(self.title.text().split())
        return Milestone(title=title, weight=number_of(self.weight.text()) or 0.0, done=self._done)
