"""What of the inbox is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from keystep.gui.admin.inbox.model import Inbox, Show
from keystep.gui.i18n import mark, number, tr
from keystep.gui.pages import bare, empty
from keystep.gui.widgets.choice_filter import ChoiceFilter
from keystep.gui.widgets.segmented import Segmented

NAMES = {
    Show.ALL: mark("All"),
    Show.LOOK: mark("To look at"),
    Show.NEW: mark("New"),
    Show.DUPLICATE: mark("Duplicate"),
    Show.HELD: mark("Held"),
    Show.REFUSED: mark("Refused"),
}
ORDER = tuple(NAMES)


class InboxFilter(QWidget):
    """Segments with counts; where there is no room for them, a menu. ``chosen`` carries a Show."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.show_now = Show.ALL
        self._inbox: Inbox | None = None
        self._narrow = False
        self._row = QHBoxLayout(self)
        bare(self._row)

    def count(self, inbox: Inbox) -> None:
        """Say how many there are of each."""
        self._inbox = inbox
        self._fill()

    def set_narrow(self, narrow: bool) -> None:
        if narrow is not self._narrow:
            self._narrow = narrow
            self._fill()

    def choose(self, show: Show) -> None:
        """Show only these."""
        self.show_now = show
        self._fill()
        self.chosen.emit(show)

    def _fill(self) -> None:
        empty(self._row)
        if self._inbox is not None:
            made = self._menu(self._inbox) if self._narrow else self._segments(self._inbox)
            self._row.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
            self._row.addStretch(1)

    def _segments(self, inbox: Inbox) -> Segmented:
        words = [f"{tr(NAMES[show])}  {number(inbox.count(show))}" for show in ORDER]
        made = Segmented(tr("Show"), words, ORDER.index(self.show_now))
        made.chosen.connect(lambda place: self._chose(ORDER[place]))
        return made

    def _menu(self, inbox: Inbox) -> ChoiceFilter:
        options = [(s.value, f"{tr(NAMES[s])}  {number(inbox.count(s))}") for s in ORDER]
        made = ChoiceFilter(tr("Show"), options, self.show_now.value)
        made.chosen.connect(lambda key: self._chose(Show(key)))
        return made

    def _chose(self, show: Show) -> None:
        self.show_now = show
        self.chosen.emit(show)
