"""The queue: a table of matters, and what of it is shown."""

from __future__ import annotations

from collections.abc import Sequence

from keystep.domain.events import Instant
from keystep.gui.admin.packs.beside import Beside
from keystep.gui.admin.packs.model import MatterRow
from keystep.gui.admin.packs.tables import queue_table
from keystep.gui.admin.packs.words import SORTS
from keystep.gui.i18n import number, tr
from keystep.gui.widgets.choice_filter import ChoiceFilter

OPEN, ALL = "open", "all"


class QueueView(Beside):
    """Shows what is left to do until something else is ``wanted``."""

    def __init__(self, now: Instant) -> None:
        super().__init__(queue_table(now))
        self._matters: Sequence[MatterRow] = ()
        self.wanted = ChoiceFilter(tr("Show"), [(OPEN, tr("To look at"))])
        self.wanted.chosen.connect(self._fill)
        self.table.bar.insertWidget(0, self.wanted)

    def show_matters(self, matters: Sequence[MatterRow]) -> None:
        self._matters = matters
        named = [(OPEN, tr("To look at")), (ALL, tr("All"))]
        named += [(sort.value, tr(words)) for sort, words in SORTS.items()]
        counted = [(key, f"{words}  {number(len(self._of(key)))}") for key, words in named]
        self.wanted.set_options(counted, self.wanted.current())
        self._fill()

    def _fill(self) -> None:
        self.table.show_rows(self._of(self.wanted.current()))

    def _of(self, wanted: str) -> list[MatterRow]:
        """``wanted`` is a sort, ``ALL``, or ``OPEN``: what is left to do."""
        return [
            row
            for row in self._matters
            if {OPEN: row.matter.is_open, ALL: True}.get(wanted, row.matter.sort == wanted)
        ]
