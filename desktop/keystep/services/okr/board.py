"""The board of a cycle, as it stands or as it closed."""

from __future__ import annotations

from keystep.domain.bundles import KeyResultWord
from keystep.domain.okr import Board, Cycle, KeyResult, KrKind, KrRow
from keystep.domain.scope import EVERYBODY, Scope
from keystep.domain.wording import bounds, figure
from keystep.errors import UsageError
from keystep.services.office import Office
from keystep.services.okr.cycles import closing_of, current_cycle, cycle_of


def board(office: Office, cycle_id: str = "", scope: Scope = EVERYBODY) -> Board | None:
    """The board of a cycle, with "" of the current one, over ``scope``; None while there is none.

    Raises UsageError where there is no such cycle.
    """
    cycle = cycle_of(office, cycle_id) if cycle_id else current_cycle(office)
    return None if cycle is None else board_of(office, cycle, scope)


def board_now(office: Office) -> Board:
    """The board of the current cycle. Raises UsageError while there is none."""
    current = board(office)
    if current is None:
        raise UsageError("There are no OKRs yet. Load a cycle first: keystep okr load FILE")
    return current


def board_of(office: Office, cycle: Cycle, scope: Scope = EVERYBODY) -> Board:
    """A cycle's board: as it stands now, or as it was when it closed.

    Over some people or days only it is counted anew.
    """
    closed = closing_of(office, cycle.id) if scope == EVERYBODY else None
    if closed is not None:
        return closed.board
    return office.ledger.board(cycle, office.clock.now(), office.shelf.paths, scope)


def key_result_words(current: Board | None) -> tuple[KeyResultWord, ...]:
    """The board as stations show it: whole figures already worded."""
    if current is None:
        return ()
    return tuple(_word(row, current.elapsed) for row in current.rows)


def _word(row: KrRow, elapsed: float) -> KeyResultWord:
    key_result, now = row.key_result, row.now
    interval = now.interval if now else None
    start, target, unit = _way(key_result)
    return KeyResultWord(
        id=key_result.id,
        title=key_result.title,
        unit=unit,
        baseline=start,
        target=target,
        now=figure(now.value) if now else "",
        attainment=None if row.attainment is None else _thousandths(row.attainment),
        elapsed=round(elapsed * 1000),
        status=row.status.value,
        low=figure(interval.low) if interval else "",
        high=figure(interval.high) if interval else "",
        skills=_skills(key_result),
        lessons=key_result.lessons,
        basis=f"{now.n:,} {key_result.basis}".strip() if now and not key_result.by_hand else "",
    )


def _thousandths(share: float) -> int:
    """What is not whole never reads as a whole."""
    whole = round(share * 1000)
    return 999 if whole == 1000 and share < 1 else whole


def _way(key_result: KeyResult) -> tuple[str, str, str]:
    """From where it leads, to where, and the unit; what is to be kept begins nowhere."""
    if key_result.kind is KrKind.MAINTAIN:
        return "", bounds(key_result), key_result.unit
    if key_result.kind is KrKind.MILESTONE:
        return figure(0), figure(100), "%"
    return figure(key_result.baseline), figure(key_result.target), key_result.unit


def _skills(key_result: KeyResult) -> tuple[str, ...]:
    """What it says serves it; a skill that it measures does so without saying."""
    measured = key_result.source if key_result.kind is KrKind.MASTERY else ""
    return (*key_result.skills, *([measured] if measured else []))
