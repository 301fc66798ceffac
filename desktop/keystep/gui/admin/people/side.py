"""Beside the list of people: whoever is chosen, two to compare, or who was found to be one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from keystep.aggregate.persons import PersonRow
from keystep.domain.events import Instant
from keystep.gui import fonts
from keystep.gui.admin.people.everybody import Everybody
from keystep.gui.admin.people.merges_panel import MergesPanel
from keystep.gui.admin.people.pair_panel import PairPanel
from keystep.gui.admin.people.person_panel import PersonPanel
from keystep.gui.pages import bare, empty, scrolled
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.layout import Layout

PAIR_WIDER = 240


class PeopleSide(Card):
    """Its signals are wishes about ids: ``merge_wanted`` carries who gives way and who stays,
    ``expect_wanted`` somebody and a station, ``apart`` two who are not one."""

    closed = Signal()
    merge_wanted = Signal(str, str)
    apart = Signal(str, str)
    unmerge_wanted = Signal(str)
    expect_wanted = Signal(str, str)
    write_wanted = Signal(str)
    forget_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(padding=1)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        bare(self._column)
        self._area = scrolled(inner)
        self.body.addWidget(self._area)
        self._shown: object = None
        self._two = False

    @property
    def holds_focus(self) -> bool:
        """Whether the keyboard is in it."""
        now = QApplication.focusWidget()
        return now is not None and self.isAncestorOf(now)

    def show_chosen(self, chosen: Sequence[PersonRow], everybody: Everybody, now: Instant) -> None:
        """Show these; what is shown already stays as it is, half pressed or not."""
        shown = (tuple(chosen), everybody.stations, everybody.merges, now.day)
        if shown == self._shown:
            return
        self._shown, self._two = shown, len(chosen) == 2
        empty(self._column)
        self._column.addWidget(self._panel(chosen, everybody, now))
        self._area.verticalScrollBar().setValue(0)

    def fit(self, layout: Layout) -> None:
        """Be as wide as ``layout`` has room for; two people need more than one."""
        width = fonts.scaled(layout.admin_side + PAIR_WIDER * self._two) * (not layout.one_column)
        self.setMinimumWidth(width)
        self.setMaximumWidth(width or 16_777_215)

    def focus_first(self) -> None:
        """Put the keyboard on the first thing that can be done here."""
        panel = self.findChild(PairPanel)
        if panel is not None:
            panel.focus_first()

    def _panel(self, chosen: Sequence[PersonRow], everybody: Everybody, now: Instant) -> QWidget:
        if not chosen:
            return MergesPanel(everybody, now)
        if len(chosen) == 2:
            return self._pair(PairPanel((chosen[0], chosen[1]), now))
        return self._person(PersonPanel(chosen[0], everybody, now))

    def _pair(self, panel: PairPanel) -> PairPanel:
        panel.closed.connect(self.closed)
        panel.merged.connect(self.merge_wanted)
        panel.apart.connect(self.apart)
        return panel

    def _person(self, panel: PersonPanel) -> PersonPanel:
        panel.closed.connect(self.closed)
        panel.unmerged.connect(self.unmerge_wanted)
        panel.expected.connect(self.expect_wanted)
        panel.written.connect(self.write_wanted)
        panel.forgotten.connect(self.forget_wanted)
        return panel
