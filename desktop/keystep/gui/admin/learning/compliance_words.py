"""How people stand to what was assigned, as tables show it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from keystep.domain.assigning import Standing
from keystep.gui.admin.table.columns import Cell, Column
from keystep.gui.admin.words import short_day
from keystep.gui.i18n import mark, number, tr, trn
from keystep.services.assigning.compliance import Compliance, Owed, TeamStand

STANDINGS: Mapping[Standing, tuple[str, str]] = {
    Standing.DONE: (mark("Done"), "right"),
    Standing.LATE: (mark("Done late"), "missed"),
    Standing.OPEN: (mark("Open"), ""),
    Standing.OVERDUE: (mark("Overdue"), "at_risk"),
    Standing.SILENT: (mark("Not heard of"), "stale"),
}
"""The word and the status of each."""
ORDER = (Standing.OVERDUE, Standing.SILENT, Standing.OPEN, Standing.LATE, Standing.DONE)


def day_cell(day: date | None) -> Cell:
    """Days that there are none of come last."""
    return Cell(short_day(day) if day else "–", day or date.max)


def count_cell(count: int, standing: Standing) -> Cell:
    """A count; what needs looking at is marked, if there is any."""
    marked = standing in {Standing.OVERDUE, Standing.SILENT} and count
    return Cell(number(count), count, STANDINGS[standing][1] if marked else "")


def due_cell(one: Compliance) -> Cell:
    wanted = one.assignment
    if wanted.within:
        words = trn("within 1 day", "within {n} days", wanted.within)
        return Cell(words, date.max)
    return day_cell(wanted.due)


def done_cell(team: TeamStand) -> Cell:
    words = tr("{done} of {all}", done=number(team.done), all=number(team.people))
    return Cell(words, team.done / team.people if team.people else 0.0)


def people_columns() -> tuple[Column, ...]:
    """Of a table of :class:`Owed`."""
    return (
        Column(tr("Who"), lambda row: Cell(row.called), grow=2),
        Column(tr("Team"), lambda row: Cell(row.team or "–"), grow=1),
        Column(tr("Due"), lambda row: day_cell(row.due)),
        Column(tr("Done on"), lambda row: day_cell(row.done)),
        Column(tr("Standing"), _standing),
    )


def team_columns() -> tuple[Column, ...]:
    """Of a table of :class:`TeamStand`."""
    return (
        Column(tr("Team"), lambda row: Cell(team_words(row)), grow=1),
        Column(tr("Done"), done_cell, numeric=True),
        *(_count(standing) for standing in ORDER[:3]),
    )


def team_words(row: TeamStand) -> str:
    if row.team is None:
        return tr("Smaller teams together")
    return row.team or tr("Without a team")


def _count(standing: Standing) -> Column:
    def cell(row: TeamStand) -> Cell:
        return count_cell(row.counts.get(standing, 0), standing)

    return Column(tr(STANDINGS[standing][0]), cell, numeric=True)


def _standing(row: Owed) -> Cell:
    words, status = STANDINGS[row.standing]
    return Cell(tr(words), ORDER.index(row.standing), status)
