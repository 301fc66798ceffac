"""A cycle's key results with what was said of each, and when each is due to be talked about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from keystep.domain.events import Instant
from keystep.domain.okr import Board, CheckIn, KrRow, next_due
from keystep.domain.okr.check_ins import SUREST
from keystep.gui.admin.okrs.row_list import Row
from keystep.gui.admin.words import short_day
from keystep.gui.i18n import number, tr
from keystep.services.office import Office
from keystep.services.okr.board import board

KEY_RESULT = "key result"


@dataclass(frozen=True)
class Talk:
    """``said`` has the check-ins of each key result, the newest first."""

    board: Board
    said: Mapping[str, tuple[CheckIn, ...]]
    now: Instant

    def told(self, key_result: str) -> tuple[CheckIn, ...]:
        return self.said.get(key_result, ())

    def due(self, key_result: str) -> date | None:
        """The day of the next check-in; None where none is due any more."""
        told = self.told(key_result)
        return next_due(self.board.cycle, told[0] if told else None)

    def is_due(self, key_result: str) -> bool:
        day = self.due(key_result)
        return day is not None and day <= self.now.local.date()

    def row(self, key_result: str) -> KrRow | None:
        return next((row for row in self.board.rows if row.key_result.id == key_result), None)

    def next_after(self, key_result: str) -> str:
        """The next one that is due, around the list; "" where none is."""
        every = [row.key_result.id for row in self.board.rows]
        at = every.index(key_result) + 1 if key_result in every else 0
        return next((one for one in [*every[at:], *every[:at]] if self.is_due(one)), "")


def read_talk(office: Office, cycle_id: str) -> Talk | None:
    """Of a cycle, "" being the current one; None while there is none."""
    shown = board(office, cycle_id)
    if shown is None:
        return None
    said: dict[str, tuple[CheckIn, ...]] = {}
    for one in office.ledger.check_ins(shown.cycle.id):
        said[one.key_result] = (one, *said.get(one.key_result, ()))
    return Talk(shown, said, office.clock.now())


def rows_of(talk: Talk) -> tuple[Row, ...]:
    """Each key result with its objective, and whether it is due."""
    return tuple(
        _row(talk, one.objective.title, row) for one in talk.board.objectives for row in one.rows
    )


def due_words(talk: Talk, key_result: str) -> str:
    """When the next check-in is due."""
    day = talk.due(key_result)
    if day is None:
        return tr("None is due before the cycle ends")
    if day < talk.now.local.date():
        return tr("Due since {day}", day=short_day(day))
    if day == talk.now.local.date():
        return tr("Due today")
    return tr("Next due {day}", day=short_day(day))


def _row(talk: Talk, objective: str, row: KrRow) -> Row:
    told, due = talk.told(row.key_result.id), talk.is_due(row.key_result.id)
    sure = tr("{n} of {most}", n=number(told[0].confidence), most=number(SUREST)) if told else ""
    return Row(
        (KEY_RESULT, row.key_result.id),
        row.key_result.title,
        " · ".join(filter(None, (objective, row.key_result.owner))),
        " · ".join(filter(None, (sure, due_words(talk, row.key_result.id)))),
        "careful" if due else "saved",
    )
