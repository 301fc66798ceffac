"""The page of what is out of line, and what is decided there."""

from __future__ import annotations

from msgspec.structs import replace

from keystep.aggregate.papers import Register
from keystep.domain.alignment import Alignment, Duty, Row, SignOff, aligned, written
from keystep.domain.strays import Side
from keystep.domain.words import Words
from keystep.errors import UsageError
from keystep.services import papers
from keystep.services.alignment.looking import of_learners, of_objectives, of_packs
from keystep.services.content_desk.care import packs_cared
from keystep.services.content_desk.queue import queue
from keystep.services.office import Office
from keystep.services.okr.board import board
from keystep.services.okr.cycles import closing_of, current_cycle

DUTIES = Register("duty", Duty)
"""By the key of their stray."""
SIGN_OFFS = Register("sign-off", SignOff)


def alignment(office: Office) -> Alignment:
    """Everything that is out of line now; while a cycle is open, against its key results."""
    cycle = current_cycle(office)
    over = cycle is not None and closing_of(office, cycle.id) is not None
    living = None if over else board(office)
    cared = {care.id: care for care in packs_cared(office)}
    by_id = office.shelf.packs
    packs = tuple(by_id.values())
    strays = [
        *(of_objectives(office, living, packs) if living else ()),
        *of_packs(packs, cared, living),
        *of_learners(queue(office), by_id, cared),
    ]
    kept = office.ledger.papers
    owners = [care.owner for care in cared.values()]
    return aligned(cycle, strays, kept.all(DUTIES), owners, kept.all(SIGN_OFFS))


def find(found: Alignment, beginning: str) -> Row:
    """The one row whose key begins so. Raises UsageError for none or several."""
    rows = [row for row in found.rows if row.stray.key.startswith(beginning)]
    exact = [row for row in rows if row.stray.key == beginning]
    if len(exact or rows) != 1:
        raise UsageError(
            "{n} rows are called “{key}”. “keystep alignment” tells their keys.",
            n=len(rows),
            key=beginning,
        )
    return (exact or rows)[0]


def assign(office: Office, row: Row, owner: str, action: str = "") -> int:
    """Say who sees to it and what is to be done next, "" for what it would be by itself.

    What was done is open again. Returns the activity's id. Raises UsageError for what is too long.
    """
    duty = Duty(owner=written(owner), action=written(action))
    said = Words("Assigned what is out of line: “{what}”", {"what": _called(row)})
    return papers.write(office, said, DUTIES.put(row.stray.key, duty))


def settle(office: Office, row: Row) -> int:
    """Say that nothing is left to do for this cycle; returns the activity's id."""
    duty = replace(row.duty, done=True, cycle=row.cycle, people=row.stray.people)
    said = Words("Settled what was out of line: “{what}”", {"what": _called(row)})
    return papers.write(office, said, DUTIES.put(row.stray.key, duty))


def sign_off(office: Office, owner: str, side: Side) -> int:
    """Note that an owner looked through their side for this cycle; returns the activity's id.

    Raises UsageError where there is no cycle, or nobody of this name has anything on this side.
    """
    found = alignment(office)
    who = next((r for r in found.reviewers if (r.owner, r.side) == (owner, side)), None)
    if found.cycle is None or who is None:
        raise UsageError(
            "Nobody called “{owner}” has a review to sign on this side. “keystep alignment” lists "
            "who has.",
            owner=owner,
        )
    signed = SignOff(
        cycle=found.cycle.id,
        side=side,
        owner=owner,
        by=office.admin,
        at=office.clock.now().at,
        left=who.left,
    )
    named: dict[str, str | int] = {"owner": owner, "cycle": found.cycle.title}
    said = Words("{owner} signed off the review of {cycle}", named)
    return papers.write(office, said, SIGN_OFFS.put(signed.key, signed))


def _called(row: Row) -> str:
    """Words of learners stay out of the log, which outlives them."""
    return row.stray.kind if row.stray.people else row.stray.title
