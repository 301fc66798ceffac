"""The end of a cycle: its scores frozen, its key results carried over."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from keystep.aggregate.cycles import CLOSINGS, CYCLES, made_current
from keystep.domain.okr import Closing, Cycle, Retrospective, carried_over
from keystep.domain.words import Words
from keystep.errors import UsageError
from keystep.services import papers
from keystep.services.office import Office
from keystep.services.okr.board import board_of
from keystep.services.okr.cycles import cycle_of, open_cycle
from keystep.services.okr.editing import key_result_of, refuse_faults


def close(office: Office, cycle_id: str, retrospective: Retrospective) -> int:
    """Freeze what a cycle has come to. Undoing this act opens it again.

    Returns the activity's id. Raises UsageError where it is closed already, NotSaved.
    """
    cycle = open_cycle(office, cycle_id)
    ending = Closing(
        at=office.clock.now().at,
        by=office.admin,
        retrospective=retrospective,
        board=board_of(office, cycle),
    )
    said = Words("Closed the cycle “{title}”", {"title": cycle.title})
    # The cycle is written as it is: no edit below its closing can be undone before that.
    return papers.write(office, said, CLOSINGS.put(cycle.id, ending), CYCLES.put(cycle.id, cycle))


def carry_over(office: Office, cycle_id: str, new: Cycle, key_results: Collection[str]) -> int:
    """Begin ``new`` with these key results of a cycle and the objectives above them.

    Each begins where it stands now. ``new`` becomes the current cycle. Returns the activity's id.
    Raises UsageError with every fault, NotSaved.
    """
    old = cycle_of(office, cycle_id)
    for one in key_results:
        key_result_of(old, one)
    if office.ledger.papers.get(CYCLES, new.id) is not None:
        raise UsageError("There is a cycle “{cycle}” already. Choose another id.", cycle=new.id)
    carried = carried_over(board_of(office, old), key_results)
    begun = replace(new, objectives=(*carried, *new.objectives))
    refuse_faults(begun)
    said = Words(
        "Carried {n} key results over from “{old}” to “{new}”",
        {"n": len(key_results), "old": old.title, "new": new.title},
    )
    return papers.write(office, said, CYCLES.put(begun.id, begun), made_current(begun.id))
