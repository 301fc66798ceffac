"""How matters, items and packs are said here."""

from __future__ import annotations

from datetime import date

from keystep.domain.care import SOON
from keystep.domain.events import Instant
from keystep.domain.facts import Flaw
from keystep.domain.matters import Matter, Sort, Standing
from keystep.gui.admin.packs.model import MatterRow, PackRow
from keystep.gui.admin.table.columns import Cell
from keystep.gui.admin.words import local, today_or_day
from keystep.gui.i18n import full_date, mark, number, tr, trn

SORTS = {
    Sort.SUGGESTED: mark("Topic suggested"),
    Sort.FLAGGED: mark("Flagged"),
    Sort.RATED: mark("Rated low"),
    Sort.SOUGHT: mark("Searched in vain"),
    Sort.FORGOTTEN: mark("Card forgotten"),
}
STANDINGS = {
    Standing.NEW: ("careful", mark("New")),
    Standing.TAKEN: ("held", mark("Taken on")),
    Standing.ANSWERED: ("right", mark("Answered")),
    Standing.DONE: ("left_out", mark("Closed")),
}
FLAWS = {
    Flaw.WRONG: mark("something is wrong"),
    Flaw.OUTDATED: mark("out of date"),
    Flaw.UNCLEAR: mark("not understood"),
    Flaw.BROKEN: mark("does not work"),
}
ORDER = tuple(STANDINGS)


def state_cell(row: MatterRow) -> Cell:
    status, said = STANDINGS[row.matter.standing]
    return Cell(tr(said), ORDER.index(row.matter.standing), status)


def what_cell(row: MatterRow) -> Cell:
    return Cell(row.told.what, below=below(row))


def below(row: MatterRow) -> str:
    """The second line of a matter."""
    one = row.matter
    if one.sort is Sort.SUGGESTED:
        return tr("Searched for “{words}” before", words=one.query) if one.query else ""
    if one.sort is Sort.SOUGHT:
        return trn("1 search", "{n} searches", one.count)
    if one.sort is Sort.RATED and one.stars is not None:
        figures = {"mean": number(one.stars, 1), "n": number(one.count)}
        return tr("{where}: {mean} of 5 stars by {n} people", where=row.told.where, **figures)
    return row.told.where


def reasons(one: Matter) -> str:
    """ "something is wrong (2), out of date (1)"."""
    said = (f"{tr(FLAWS[Flaw(flaw)])} ({number(n)})" for flaw, n in one.reasons.items())
    return ", ".join(said)


def last_cell(row: MatterRow, now: Instant) -> Cell:
    last = row.matter.last
    return Cell(today_or_day(last, now), local(last, now).date()) if last else Cell("", date.min)


def review_cell(row: PackRow, now: Instant) -> Cell:
    """When it is to be looked at; overdue and soon are said."""
    due, today = row.pack.review_by, now.day
    shown = full_date(due)
    if due < today:
        return Cell(shown, due, "at_risk", tr("Overdue"))
    if due <= today + SOON:
        return Cell(shown, due, "careful", tr("Soon"))
    return Cell(shown, due)


def handled_line(one: Matter, now: Instant) -> str:
    """Who did what about it last, "" for nobody yet."""
    done = one.handling
    if done is None:
        return ""
    said = {
        Standing.TAKEN: tr("Taken on by {name}, {when}"),
        Standing.ANSWERED: tr("Answered by {name}, {when}"),
        Standing.DONE: tr("Closed by {name}, {when}"),
    }[done.standing]
    who = done.by or tr("the office")
    line = said.format(name=who, when=today_or_day(done.at, now))
    if one.more:
        line += " · " + trn("1 more person since", "{n} more people since", one.more)
    return line
