"""The three tables of the Packs place."""

from __future__ import annotations

from functools import partial

from keystep.domain.events import Instant
from keystep.domain.item_analysis import Doubt, ItemFigures
from keystep.gui.admin.packs.model import ItemRow
from keystep.gui.admin.packs.words import SORTS, last_cell, review_cell, state_cell, what_cell
from keystep.gui.admin.table.columns import Cell, Column
from keystep.gui.admin.table.data_table import DataTable
from keystep.gui.i18n import mark, number, tr
from keystep.gui.widgets.states import EmptyState

DOUBTS = {
    Doubt.NEGATIVE: mark("misleads"),
    Doubt.BEATEN: mark("wrong one wins"),
    Doubt.TOO_EASY: mark("too easy"),
}
NOWHERE = -2.0
"""Sorted below every figure that there is."""


def queue_table(now: Instant) -> DataTable:
    return DataTable(
        tr("Queue"),
        (
            Column(tr("State"), state_cell),
            Column(tr("What"), what_cell, grow=3, leads=True),
            Column(tr("Kind"), lambda row: Cell(tr(SORTS[row.matter.sort]))),
            Column(tr("People"), lambda row: _count(row.matter.people), numeric=True),
            Column(tr("Last"), partial(last_cell, now=now)),
        ),
        nothing=tr("Nothing of this is in the queue."),
        same=lambda row: row.matter.key,
        blank=EmptyState(
            "treads",
            tr("Nothing to look at"),
            tr("What learners suggest, flag, rate low or search for in vain comes here."),
        ),
    )


def items_table() -> DataTable:
    return DataTable(
        tr("Items"),
        (
            Column(tr("Question"), lambda row: Cell(row.told.what, below=row.told.where), grow=3),
            Column(tr("Look at it"), _doubts),
            Column(tr("People"), lambda row: _count(row.report.answers), numeric=True),
            Column(tr("Facility"), _facility, numeric=True),
            Column(tr("Discrimination"), _discrimination, numeric=True),
            Column(tr("Flags"), lambda row: _count(row.report.flags), numeric=True),
        ),
        nothing=tr("Nobody has answered a question yet."),
        same=lambda row: (row.report.pack, row.report.version, row.report.item),
    )


def packs_table(now: Instant) -> DataTable:
    return DataTable(
        tr("Packs"),
        (
            Column(tr("Pack"), lambda row: Cell(row.pack.title, below=row.pack.id), grow=2),
            Column(tr("Version"), lambda row: Cell(row.pack.version)),
            Column(tr("Owner"), lambda row: Cell(row.pack.owner), grow=1),
            Column(tr("Review by"), partial(review_cell, now=now)),
            Column(tr("To look at"), lambda row: _count(row.open), numeric=True),
        ),
        nothing=tr("No pack is here yet."),
        same=lambda row: row.pack.id,
    )


def _count(n: int) -> Cell:
    return Cell(number(n), n)


def _doubts(row: ItemRow) -> Cell:
    doubts = row.report.figures.doubts if row.report.figures else ()
    said = ", ".join(tr(DOUBTS[doubt]) for doubt in doubts)
    return Cell(said, said, "careful" if said else "")


def _facility(row: ItemRow) -> Cell:
    figures: ItemFigures | None = row.report.figures
    return _figure(None if figures is None else figures.facility)


def _discrimination(row: ItemRow) -> Cell:
    figures: ItemFigures | None = row.report.figures
    related = figures.discrimination if figures else None
    return _figure(None if related is None else related.value)


def _figure(value: float | None) -> Cell:
    if value is None:
        return Cell("–", NOWHERE)
    return Cell(number(value, 2, fixed=True), value)
