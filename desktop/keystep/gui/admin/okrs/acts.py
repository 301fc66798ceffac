"""What the admin does to a plan: what is said of it once it is done, and how it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from keystep.domain.okr import Cycle, KeyResult, Objective
from keystep.gui.admin.okrs.plan import CYCLE, KEY_RESULT, OBJECTIVE, objective_with, order_after
from keystep.gui.admin.okrs.row_list import Key
from keystep.gui.i18n import tr
from keystep.services.office import Office
from keystep.services.okr import editing


@dataclass(frozen=True)
class Act:
    """``do`` gives the activity's id."""

    title: str
    do: Callable[[Office], int]


def saving(cycle: Cycle, value: Cycle | Objective | KeyResult, home: str = "") -> Act:
    """Keep what was written; ``home`` is the objective of a key result that is new."""
    if isinstance(value, Cycle):
        return Act(
            tr("Saved: {title}", title=value.title), partial(editing.save_cycle, cycle=value)
        )
    title = tr("Saved: {title}", title=value.title)
    if isinstance(value, Objective):
        return Act(title, partial(editing.save_objective, cycle_id=cycle.id, objective=value))
    at = objective_with(cycle, value.id)
    objective = at.id if at is not None else home
    return Act(
        title,
        partial(
            editing.save_key_result, cycle_id=cycle.id, objective_id=objective, key_result=value
        ),
    )


def dropping(cycle: Cycle, key: Key) -> Act:
    """Take something out of the plan."""
    kind, wanted = key
    if kind == CYCLE:
        return Act(_removed(cycle.title), partial(editing.drop_cycle, cycle_id=cycle.id))
    if kind == OBJECTIVE:
        objective = cycle.objective(wanted)
        return Act(
            _removed(objective.title if objective else wanted),
            partial(editing.drop_objective, cycle_id=cycle.id, objective_id=wanted),
        )
    key_result = cycle.key_result(wanted)
    return Act(
        _removed(key_result.title if key_result else wanted),
        partial(editing.drop_key_result, cycle_id=cycle.id, key_result_id=wanted),
    )


def moving(cycle: Cycle, key: Key, step: int) -> Act:
    """Trade places with the neighbour: ``step`` -1 goes up, 1 down."""
    ids = order_after(cycle, key, step)
    title = tr("The order is changed")
    home = objective_with(cycle, key[1]) if key[0] == KEY_RESULT else None
    if home is None:
        return Act(title, partial(editing.order_objectives, cycle_id=cycle.id, ids=ids))
    return Act(
        title,
        partial(editing.order_key_results, cycle_id=cycle.id, objective_id=home.id, ids=ids),
    )


def choosing(cycle: Cycle) -> Act:
    """Make it the cycle that counts now."""
    title = tr("{title} is the current cycle", title=cycle.title)
    return Act(title, partial(editing.choose_cycle, cycle_id=cycle.id))


def _removed(title: str) -> str:
    return tr("Removed: {title}", title=title)
