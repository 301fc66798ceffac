"""What people say of key results, week by week."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from keystep.aggregate.cycles import CYCLES, noted
from keystep.aggregate.papers import Change
from keystep.domain.okr import CheckIn, Cycle, KeyResult, check_in_faults, next_due
from keystep.domain.words import Words, one_line
from keystep.errors import UsageError
from keystep.services import papers
from keystep.services.office import Office
from keystep.services.okr.cycles import cycle_of, open_cycle
from keystep.services.okr.editing import key_result_of


def check_in(office: Office, said: CheckIn) -> int:
    """Keep a check-in; where it tells which milestones are done, the key result says so too.

    Returns the activity's id. Raises UsageError with every fault, NotSaved.
    """
    cycle = open_cycle(office, said.cycle)
    key_result = key_result_of(cycle, said.key_result)
    said = replace(
        said,
        cycle=cycle.id,
        by=one_line(said.by),
        note=said.note.strip(),
        offset=office.clock.now().offset,
    )
    if faults := check_in_faults(key_result, said):
        raise UsageError(
            "Nothing was saved. Mend this, then try again:\n{faults}",
            faults="\n".join(map(str, faults)),
        )
    changes = [noted(said), *_milestones(cycle, key_result, said)]
    return papers.write(
        office, Words("Checked in on “{title}”", {"title": key_result.title}), *changes
    )


def check_ins(office: Office, key_result: str, cycle_id: str = "") -> tuple[CheckIn, ...]:
    """What was said of a key result in a cycle, "" being the current one; the newest first.

    Raises UsageError where there is no such cycle.
    """
    cycle = cycle_of(office, cycle_id)
    return office.ledger.check_ins(cycle.id, key_result)[::-1]


def due(office: Office, cycle_id: str = "") -> tuple[tuple[KeyResult, date], ...]:
    """The key results of an open cycle with the day their next check-in is due, soonest first.

    Those that are not due any more before the cycle ends are left out. Raises UsageError.
    """
    cycle = cycle_of(office, cycle_id)
    last = {said.key_result: said for said in office.ledger.check_ins(cycle.id)}
    days = [(one, next_due(cycle, last.get(one.id))) for one in cycle.key_results]
    known = [(one, day) for one, day in days if day is not None]
    return tuple(sorted(known, key=lambda one: one[1]))


def _milestones(cycle: Cycle, key_result: KeyResult, said: CheckIn) -> list[Change]:
    if said.milestones is None:
        return []
    done = tuple(replace(one, done=one.title in said.milestones) for one in key_result.milestones)
    told = replace(key_result, milestones=done)
    objectives = tuple(
        replace(
            one,
            key_results=tuple(told if kr.id == told.id else kr for kr in one.key_results),
        )
        for one in cycle.objectives
    )
    return [CYCLES.put(cycle.id, replace(cycle, objectives=objectives))]
