"""One item: how it does, and which answers are given."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystep.domain.item_analysis import FEWEST_ANSWERS, ItemFigures, Use
from keystep.domain.item_wording import DOUBT_WORDS, correlated, facility
from keystep.domain.wording import TOO_FEW
from keystep.gui.admin.packs.facts import facts
from keystep.gui.admin.packs.model import ItemRow
from keystep.gui.admin.table.columns import Cell, Column
from keystep.gui.admin.table.data_table import DataTable
from keystep.gui.admin.words import say
from keystep.gui.i18n import number, percent, tr
from keystep.gui.pages import bare
from keystep.gui.widgets.label import label
from keystep.gui.widgets.status import StatusWord


class ItemPanel(QWidget):
    """``row``, with an interval beside each figure."""

    def __init__(self, row: ItemRow) -> None:
        super().__init__()
        self._people = row.report.answers
        column = QVBoxLayout(self)
        bare(column, 12)
        column.addWidget(label(row.told.where, "caption", "ink2", wrap=True))
        figures = row.report.figures
        for doubt in figures.doubts if figures else ():
            column.addWidget(StatusWord("careful", say(DOUBT_WORDS[doubt])))
        column.addWidget(facts(_facts(row)))
        if figures is None:
            few = tr("Figures are shown from {n} people on.", n=number(FEWEST_ANSWERS))
            column.addWidget(label(few, "body", "ink2", wrap=True))
            return
        column.addWidget(label(tr("Answers given"), "body_strong"))
        column.addWidget(self._table(figures))
        told = tr("Options are told by their letters in the order of the pack.")
        column.addWidget(label(told, "caption", "ink2", wrap=True))

    def _table(self, figures: ItemFigures) -> DataTable:
        columns = (
            Column(tr("Answer"), lambda use: Cell(use.answer or tr("none")), grow=1),
            Column(tr("People"), lambda use: Cell(number(use.people), use.people), numeric=True),
            Column(tr("Share"), self._share, numeric=True),
            Column(tr("Earned"), lambda use: Cell(number(use.score, 2), use.score), numeric=True),
        )
        table = DataTable(tr("Answers given"), columns, nothing=say(TOO_FEW), slim=True)
        table.show_rows(figures.uses)
        return table

    def _share(self, use: Use) -> Cell:
        share = use.people / self._people
        return Cell(percent(share), share)


def _facts(row: ItemRow) -> list[tuple[str, str]]:
    report, figures = row.report, row.report.figures
    people = [(tr("People"), number(report.answers)), (tr("Flags"), number(report.flags))]
    if figures is None:
        return people
    related = figures.discrimination
    return [
        (tr("Facility"), say(facility(figures))),
        (tr("Discrimination"), say(correlated(related) if related else TOO_FEW)),
        (tr("Seconds"), number(figures.median_seconds)),
        *people,
    ]
