"""One row that is out of line: who sees to it, and what is next."""

from __future__ import annotations

from PySide6.QtCore import Signal

from keystep.domain.alignment import LONGEST, Row, State
from keystep.gui.admin.alignment import words
from keystep.gui.admin.words import say
from keystep.gui.i18n import tr
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.field import Field
from keystep.gui.widgets.flow import Lines
from keystep.gui.widgets.label import label


class StrayPanel(Card):
    """Its signals are wishes about ``row``: ``assigned`` carries owner and next action."""

    assigned = Signal(str, str)
    settled = Signal()
    went = Signal()

    def __init__(self) -> None:
        super().__init__(padding=20, spacing=8)
        self.row: Row | None = None
        self._kind = label("", "label", "ink2", wrap=True)
        self._title = label("", "title18", wrap=True)
        self._why = label("", "caption", "ink2", wrap=True)
        self.owner = Field(tr("Who sees to it"), tr("A name"))
        self.action = Field(tr("Next action"))
        for field in (self.owner, self.action):
            field.edit.setMaxLength(LONGEST)
            field.edit.returnPressed.connect(self._assign)
        for part in (self._kind, self._title, self._why, self.owner, self.action):
            self.body.addWidget(part)
        self.body.addSpacing(4)
        self.body.addLayout(self._ways())

    def show_row(self, row: Row) -> None:
        """Show another row; what somebody writes just now stays where it is the same one."""
        same = self.row is not None and self.row.stray.key == row.stray.key
        if same and self.row is not None and self.row.duty == row.duty:
            return
        self.row = row
        self._kind.setText(words.what(row))
        self._title.setText(row.stray.title)
        self._why.setText(say(row.stray.why))
        self.owner.set_text(row.owner)
        self.owner.set_fault("")
        self.action.set_text(row.duty.action)
        self.action.edit.setPlaceholderText(words.action(row))
        self._settle.setVisible(row.state is not State.DONE)

    def _ways(self) -> Lines:
        ways = Lines()
        self._settle = button(tr("Settle it"), on_click=self.settled.emit)
        self._settle.setAccessibleDescription(tr("Nothing is left to do in this cycle"))
        ways.addWidget(button(tr("Assign"), "primary", on_click=self._assign))
        ways.addWidget(self._settle)
        ways.addWidget(button(tr("Go there"), "quiet", on_click=self.went.emit))
        return ways

    def _assign(self) -> None:
        owner = self.owner.text().strip()
        if not owner:
            self.owner.set_fault(tr("Write who sees to it."))
            self.owner.edit.setFocus()
            return
        self.assigned.emit(owner, self.action.text())
