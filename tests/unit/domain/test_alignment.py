"""What is out of line is sorted, given to somebody, settled for a cycle and signed off."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from keystep.domain.alignment import LONGEST, Duty, SignOff, State, aligned, written
from keystep.domain.okr import Cycle, KeyResult, KrKind, Objective
from keystep.domain.strays import NEXT, Kind, Side, Stray
from keystep.domain.words import Words
from keystep.errors import UsageError

AT = datetime(2027, 3, 4, tzinfo=UTC)
WHY = Words("Because")
UNTAUGHT = Stray(kind=Kind.UNTAUGHT, id="solved", title="Solved at first", why=WHY, owner="Desks")
FLAGGED = Stray(kind=Kind.FLAGGED, id="flagged/a/b", title="Item 4", why=WHY, people=2)
OVERDUE = Stray(kind=Kind.OVERDUE, id="safety", title="Safety", why=WHY, owner="Training")
SOLVED = KeyResult(id="solved", title="Solved", kind=KrKind.WORK, source="solved", owner="Desks")
CYCLE = Cycle(
    id="q1",
    title="Q1 2027",
    start=date(2027, 1, 1),
    end=date(2027, 3, 31),
    objectives=(
        Objective(id="o", title="Fast", owner="Ruth", key_results=(SOLVED,)),
        Objective(id="p", title="Safe"),
    ),
)


def states(cycle: Cycle | None, duties: dict[str, Duty], *strays: Stray) -> dict[str, State]:
    found = aligned(cycle, strays, duties, (), {})
    return {row.stray.id: row.state for row in found.rows}


def test_rows_stand_by_kind_then_by_how_many_say_so() -> None:
    louder = replace(FLAGGED, id="flagged/c", people=9)
    found = aligned(CYCLE, (FLAGGED, louder, OVERDUE, UNTAUGHT), {}, (), {})

    assert [row.stray.id for row in found.rows] == [
        *("solved", "safety", "flagged/c", "flagged/a/b")
    ]
    assert found.left == 4


def test_whoever_it_is_given_to_sees_to_it() -> None:
    duties = {UNTAUGHT.key: Duty(owner="Ilse", action="Write a lesson")}
    given, free = aligned(CYCLE, (UNTAUGHT, OVERDUE), duties, (), {}).rows

    assert (given.owner, str(given.action), given.state) == (
        *("Ilse", "Write a lesson"),
        State.ASSIGNED,
    )
    assert (free.owner, free.action, free.state) == ("Training", NEXT[Kind.OVERDUE], State.OPEN)


def test_what_is_settled_stays_so_for_its_cycle() -> None:
    duties = {UNTAUGHT.key: Duty(done=True, cycle="q1")}

    assert states(CYCLE, duties, UNTAUGHT) == {"solved": State.DONE}
    assert states(replace(CYCLE, id="q2"), duties, UNTAUGHT) == {"solved": State.OPEN}


def test_what_is_settled_is_open_again_once_more_people_say_so() -> None:
    duties = {FLAGGED.key: Duty(done=True, cycle="q1", people=2)}

    assert states(CYCLE, duties, FLAGGED) == {"flagged/a/b": State.DONE}
    assert states(CYCLE, duties, replace(FLAGGED, people=3)) == {"flagged/a/b": State.OPEN}


def test_every_owner_reviews_what_is_theirs() -> None:
    mine = SignOff(cycle="q1", side=Side.OKRS, owner="Ruth", by="Ruth", at=AT, left=0)
    old = replace(mine, cycle="q4", owner="Desks")
    signed = {one.key: one for one in (mine, old)}
    found = aligned(CYCLE, (UNTAUGHT, OVERDUE), {}, ("Training", "Training", ""), signed)

    assert [(who.side, who.owner, who.left, who.signed) for who in found.reviewers] == [
        (Side.OKRS, "Desks", 1, None),
        (Side.OKRS, "Ruth", 0, mine),
        (Side.CONTENT, "Training", 1, None),
    ]


def test_without_a_cycle_nobody_reviews() -> None:
    found = aligned(None, (OVERDUE,), {}, ("Training",), {})

    assert (found.reviewers, found.left) == ((), 1)


def test_what_is_written_is_one_line_that_is_not_too_long() -> None:
    assert written(" two\nlines ") == "two lines"
    with pytest.raises(UsageError, match="200"):
        written("a" * (LONGEST + 1))
