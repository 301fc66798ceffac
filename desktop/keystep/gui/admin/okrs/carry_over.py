"""Which key results go on in another cycle, and in which."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from keystep.domain.okr import Cycle
from keystep.gui.admin.forms.form import Form
from keystep.gui.admin.okrs.drafts import cycle_of, id_of, values_of
from keystep.gui.i18n import tr, trn
from keystep.gui.widgets.buttons import button, say
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.label import label


class CarryOver(Card):
    """``carried`` carries the cycle that is to begin; ``ticked`` tells how many go on in it.

    ``taken`` are the ids of the cycles that are there.
    """

    carried = Signal(object)

    def __init__(self, new: Cycle, taken: list[str], ticked: Callable[[], int]) -> None:
        super().__init__(padding=20, spacing=12)
        self._new, self._taken, self._ticked = new, taken, ticked
        self.body.addWidget(label(tr("Carry over"), "title18"))
        text = tr("What is ticked goes on in a new cycle, from where it stands now.")
        self.body.addWidget(label(text, "caption", "ink2", wrap=True))
        self.form = form = Form()
        form.column.addWidget(form.line("title", tr("What the cycle is called"), tr("Q2 2027")))
        start = form.line("start", tr("First day"), "2027-04-01")
        end = form.line("end", tr("Last day"), "2027-06-30")
        form.column.addWidget(form.beside(start, end))
        form.set_values(values_of(new))
        self.body.addWidget(form)
        self.way = button("", "primary", on_click=self._carry)
        row = QHBoxLayout()
        row.addWidget(self.way)
        row.addStretch(1)
        self.body.addLayout(row)
        self.count()

    def count(self) -> None:
        """Other key results are ticked."""
        n = self._ticked()
        many = trn("Carry 1 key result over", "Carry {n} key results over", n)
        say(self.way, many if n else tr("Tick a key result first"))
        self.way.setEnabled(n > 0)

    def _carry(self) -> None:
        values = self.form.values() | {"check_in_days": str(self._new.check_in_days)}
        draft = cycle_of(values | {"id": id_of(values["title"], self._taken)}, self._new)
        self.form.show_faults(draft.faults)
        if draft.value is not None:
            self.carried.emit(draft.value)
