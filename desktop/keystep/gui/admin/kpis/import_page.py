"""A KPI file before it comes in: how its columns are read, what is new in it, what is wrong."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystep.domain.kpi import KpiCounts
from keystep.gui.admin.kpis.looked_tables import FaultTable, FirstLines, RowTable
from keystep.gui.admin.kpis.mapping import MappingWays
from keystep.gui.admin.kpis.words import FIELDS, counts_of
from keystep.gui.admin.page import head_behind, heading, way_back
from keystep.gui.admin.stated_page import StatedPage
from keystep.gui.i18n import tr, trn
from keystep.gui.pages import bare, empty, scrolled
from keystep.gui.widgets.buttons import button, say
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.choice_filter import ChoiceFilter
from keystep.gui.widgets.label import ElidedLabel, label
from keystep.gui.widgets.states import ErrorState, LoadingState
from keystep.services.kpi.importing import KpiPreview

GOOD, WRONG = "good", "wrong"
ALL = 100
"""The share of the room that the shown table gets."""


class ImportPage(StatedPage):
    """``mapped`` carries another KpiMapping, ``import_wanted`` asks for what is shown."""

    mapped = Signal(object)
    import_wanted = Signal()
    other_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, file: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.file = file
        self._counts = ElidedLabel("", "body", "ink2")
        self.take = button(tr("Import"), "primary", on_click=self._take)
        self.take.setEnabled(False)
        self._other = button(tr("Another file"), on_click=self.other_wanted.emit)
        self.ways = MappingWays()
        self.ways.mapped.connect(self.mapped)
        self.rows, self.faults = RowTable(), FaultTable()
        self.shown = ChoiceFilter(tr("Show"), [(GOOD, ""), (WRONG, "")])
        self.shown.chosen.connect(self._turn)
        self._looked: KpiPreview | None = None
        self._said, self._raw = QVBoxLayout(), QVBoxLayout()
        self._build()

    def show_looked(self, looked: KpiPreview) -> None:
        """What would come of the file, read with the mapping in ``looked``."""
        self.say_state(None)
        self._offer_ways(read=True)
        self.ways.show_mapping(looked.sheet.head, looked.mapping)
        told = counts_of(looked.counts, looked.read)
        worksheet = tr("worksheet “{name}”", name=looked.sheet.name) if looked.sheet.name else ""
        self._counts.set_text(" · ".join(filter(None, (worksheet, told))))
        self._say_missing(looked)
        self.rows.show_looked(looked)
        self.faults.show_looked(looked)
        self._looked = looked
        self._offer_tables(looked)
        self.offer_again()

    def show_fault(self, why: str) -> None:
        """It is no table that can be read; ``why`` in the person's language."""
        self._offer_ways(read=False)
        other = button(tr("Choose another file"), "primary", on_click=self.other_wanted.emit)
        self.say_state(ErrorState(tr("This file cannot be read"), why, (other,)))
        other.setFocus(Qt.FocusReason.OtherFocusReason)

    def offer_again(self) -> None:
        """What is shown may be imported, if there is anything to import."""
        counts = self._looked.counts if self._looked is not None else KpiCounts(0, 0, 0)
        n = counts.new + counts.corrected
        self.take.setEnabled(n > 0)
        none = tr("Nothing new to import") if counts.known else tr("Nothing to import yet")
        say(self.take, trn("Import 1 row", "Import {n} rows", n) if n else none)

    def focus_first(self) -> None:
        self.take.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        title, back = heading(self.file.name), way_back(tr("KPI data"), self.back_wanted.emit)
        title.addWidget(self._counts, 1)
        self.column.addLayout(head_behind(back, title, self._other, self.take))
        body = QWidget()
        column = QVBoxLayout(body)
        bare(column, 12)
        column.addLayout(self._said)
        card = Card(16, 8)
        card.body.addWidget(label(tr("Which column is which"), "body_strong"))
        card.body.addWidget(self.ways)
        column.addWidget(card)
        column.addLayout(self._raw)
        for table in (self.rows, self.faults):
            column.addWidget(table, ALL)
        column.addStretch(1)  # where neither table is shown
        self.put(scrolled(body), LoadingState(tr("Reading the file"), 6))

    def _offer_ways(self, *, read: bool) -> None:
        """What cannot be read has its one way on in its place."""
        for way in (self._other, self.take):
            way.setVisible(read)

    def _offer_tables(self, looked: KpiPreview) -> None:
        """Where nothing is good, what is wrong comes first."""
        good, wrong = len(looked.read.rows), looked.read.refused
        unread = bool(looked.mapping.missing)
        options = [
            (GOOD, trn("1 good row", "{n} good rows", good)),
            (WRONG, trn("1 row with faults", "{n} rows with faults", wrong)),
        ]
        current = self.shown.current() if good and wrong else WRONG if wrong else GOOD
        self.shown.set_options(options, current)
        self.shown.setVisible(wrong > 0)
        self._turn(current)
        self.rows.setVisible(current == GOOD and not unread)
        empty(self._raw)
        if unread:
            self._raw.addWidget(FirstLines(looked.sheet))

    def _turn(self, key: str) -> None:
        """The choice stands in the line above whichever table is shown."""
        self.rows.setVisible(key == GOOD)
        self.faults.setVisible(key == WRONG)
        (self.rows if key == GOOD else self.faults).bar.insertWidget(0, self.shown)

    def _say_missing(self, looked: KpiPreview) -> None:
        empty(self._said)
        if looked.mapping.missing:
            names = ", ".join(tr(FIELDS[field]) for field in looked.mapping.missing)
            title = tr("Say where to find: {fields}", fields=names)
            told = tr("It is remembered for the next file with these columns.")
            self._said.addWidget(Callout("warning", title, told, small=True))

    def _take(self) -> None:
        self.take.setEnabled(False)
        say(self.take, tr("Importing"))
        self.import_wanted.emit()
