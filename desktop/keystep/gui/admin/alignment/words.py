"""What is out of line, as this face says it."""

from __future__ import annotations

from collections.abc import Mapping

from keystep.domain.alignment import Row, State
from keystep.domain.strays import NEXT, SAID, Kind, Side
from keystep.gui.admin.words import say, short_day
from keystep.gui.i18n import isolate, mark, tr

STATES: Mapping[State, tuple[str, str]] = {
    State.OPEN: ("careful", mark("Open")),
    State.ASSIGNED: ("info", mark("Assigned")),
    State.DONE: ("right", mark("Settled")),
}
"""The status that is drawn, and its word."""
SIDES: Mapping[Side, str] = {Side.OKRS: mark("Objectives"), Side.CONTENT: mark("Content")}


def said(kind: Kind) -> str:
    return say(SAID[kind])


def what(row: Row) -> str:
    """What kind it is of, and since when."""
    told, day = said(row.stray.kind), row.stray.day
    return f"{told} · {short_day(day)}" if day else told


def action(row: Row) -> str:
    """What is to be done next."""
    return isolate(row.duty.action) or say(NEXT[row.stray.kind])


def state_of(row: Row) -> tuple[str, str]:
    """(status, word)."""
    status, word = STATES[row.state]
    return status, tr(word)
