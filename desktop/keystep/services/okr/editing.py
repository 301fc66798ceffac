"""Cycles, objectives and key results as they are written: each act can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec.structs import replace

from keystep.aggregate.cycles import CYCLES, made_current
from keystep.domain.okr import Cycle, KeyResult, Objective, faults_of
from keystep.domain.words import Words
from keystep.errors import UsageError
from keystep.services import papers
from keystep.services.office import Office
from keystep.services.okr.cycles import current_id, cycle_of, open_cycle

One = TypeVar("One", bound=Objective | KeyResult)


def save_cycle(office: Office, cycle: Cycle) -> int:
    """Keep a cycle in place of an earlier one with its id; the first one becomes the current one.

    Returns the activity's id. Raises UsageError with every fault, NotSaved.
    """
    refuse_faults(cycle)
    if office.ledger.papers.get(CYCLES, cycle.id) is not None:
        open_cycle(office, cycle.id)
    changes = [CYCLES.put(cycle.id, cycle)]
    if not current_id(office):
        changes.append(made_current(cycle.id))
    return papers.write(office, _said("Wrote the cycle “{title}”", cycle), *changes)


def drop_cycle(office: Office, cycle_id: str) -> int:
    """Remove a cycle that is not the current one. Returns the activity's id. Raises UsageError."""
    cycle = open_cycle(office, cycle_id)
    if cycle.id == current_id(office):
        raise UsageError(
            "“{cycle}” is the cycle that counts now. Choose another first.", cycle=cycle.title
        )
    return papers.write(office, _said("Removed the cycle “{title}”", cycle), CYCLES.drop(cycle.id))


def choose_cycle(office: Office, cycle_id: str) -> int:
    """Make a cycle the one that counts now. Returns the activity's id. Raises UsageError."""
    cycle = cycle_of(office, cycle_id)
    said = _said("Made “{title}” the current cycle", cycle)
    return papers.write(office, said, made_current(cycle.id))


def save_objective(office: Office, cycle_id: str, objective: Objective) -> int:
    """Keep an objective in its place, or as a new one at the end.

    Returns the activity's id. Raises UsageError with every fault, NotSaved.
    """
    cycle = open_cycle(office, cycle_id)
    changed = replace(cycle, objectives=_with(cycle.objectives, objective))
    return _write(office, changed, _said("Wrote the objective “{title}”", objective))


def drop_objective(office: Office, cycle_id: str, objective_id: str) -> int:
    """Remove an objective with its key results; what is below it moves up.

    Returns the activity's id. Raises UsageError, NotSaved.
    """
    cycle = open_cycle(office, cycle_id)
    gone = _objective(cycle, objective_id)
    left = tuple(
        replace(one, parent=gone.parent) if one.parent == gone.id else one
        for one in cycle.objectives
        if one.id != gone.id
    )
    said = _said("Removed the objective “{title}”", gone)
    return _write(office, replace(cycle, objectives=left), said)


def order_objectives(office: Office, cycle_id: str, ids: Sequence[str]) -> int:
    """Put the objectives into this order. Returns the activity's id. Raises UsageError."""
    cycle = open_cycle(office, cycle_id)
    ordered = _ordered(cycle.objectives, ids)
    said = _said("Put the objectives of “{title}” into another order", cycle)
    return _write(office, replace(cycle, objectives=ordered), said)


def save_key_result(office: Office, cycle_id: str, objective_id: str, key_result: KeyResult) -> int:
    """Keep a key result in its place, or as a new one at the end of the objective.

    One that stood at another objective moves here. Returns the activity's id. Raises UsageError
    with every fault, NotSaved.
    """
    cycle = open_cycle(office, cycle_id)
    _objective(cycle, objective_id)

    def put(one: Objective) -> tuple[KeyResult, ...]:
        if one.id == objective_id:
            return _with(one.key_results, key_result)
        return tuple(kept for kept in one.key_results if kept.id != key_result.id)

    said = _said("Wrote the key result “{title}”", key_result)
    return _write(office, _each(cycle, put), said)


def drop_key_result(office: Office, cycle_id: str, key_result_id: str) -> int:
    """Remove a key result. Returns the activity's id. Raises UsageError, NotSaved."""
    cycle = open_cycle(office, cycle_id)
    gone = key_result_of(cycle, key_result_id)
    left = _each(cycle, lambda one: tuple(kr for kr in one.key_results if kr.id != gone.id))
    return _write(office, left, _said("Removed the key result “{title}”", gone))


def order_key_results(office: Office, cycle_id: str, objective_id: str, ids: Sequence[str]) -> int:
    """Put an objective's key results into this order. Returns the activity's id.

    Raises UsageError.
    """
    cycle = open_cycle(office, cycle_id)
    objective = _objective(cycle, objective_id)
    changed = replace(objective, key_results=_ordered(objective.key_results, ids))
    said = _said("Put the key results of “{title}” into another order", objective)
    return _write(office, replace(cycle, objectives=_with(cycle.objectives, changed)), said)


def key_result_of(cycle: Cycle, key_result_id: str) -> KeyResult:
    """Raises UsageError where the cycle has none with this id."""
    found = cycle.key_result(key_result_id)
    if found is None:
        raise UsageError(
            "No key result of “{cycle}” has the id “{key_result}”. See: keystep okr show",
            cycle=cycle.title,
            key_result=key_result_id,
        )
    return found


def refuse_faults(cycle: Cycle) -> None:
    """Raises UsageError with everything that makes the cycle unusable."""
    if faults := faults_of(cycle):
        raise UsageError(
            "Nothing was saved. Mend this, then try again:\n{faults}",
            faults="\n".join(map(str, faults)),
        )


def _write(office: Office, cycle: Cycle, said: Words) -> int:
    refuse_faults(cycle)
    return papers.write(office, said, CYCLES.put(cycle.id, cycle))


def _said(template: str, of: Cycle | Objective | KeyResult) -> Words:
    return Words(template, {"title": of.title})


def _objective(cycle: Cycle, wanted: str) -> Objective:
    found = cycle.objective(wanted)
    if found is None:
        raise UsageError(
            "No objective of “{cycle}” has the id “{objective}”. See: keystep okr show",
            cycle=cycle.title,
            objective=wanted,
        )
    return found


def _each(cycle: Cycle, put: Callable[[Objective], tuple[KeyResult, ...]]) -> Cycle:
    changed = tuple(replace(one, key_results=put(one)) for one in cycle.objectives)
    return replace(cycle, objectives=changed)


def _with(many: tuple[One, ...], one: One) -> tuple[One, ...]:
    """``one`` in the place of that with its id, else at the end."""
    if all(kept.id != one.id for kept in many):
        return (*many, one)
    return tuple(one if kept.id == one.id else kept for kept in many)


def _ordered(many: tuple[One, ...], ids: Sequence[str]) -> tuple[One, ...]:
    known = {one.id: one for one in many}
    if sorted(ids) != sorted(known):
        raise UsageError(
            "An order of objectives or key results names each of them once. Nothing was changed; "
            "look at what there is and try again."
        )
    return tuple(known[one] for one in ids)
