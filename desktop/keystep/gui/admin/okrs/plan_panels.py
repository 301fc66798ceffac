"""The panel of whatever is chosen in a plan."""

from __future__ import annotations

from datetime import timedelta

from keystep.domain.okr import Cycle, KeyResult, KrKind, Objective
from keystep.gui.admin.okrs.cycle_panel import CyclePanel
from keystep.gui.admin.okrs.key_result_panel import KeyResultPanel
from keystep.gui.admin.okrs.objective_panel import ObjectivePanel
from keystep.gui.admin.okrs.panel import Panel
from keystep.gui.admin.okrs.plan import CYCLE, NEW, OBJECTIVE, Plan, following, siblings
from keystep.gui.admin.okrs.row_list import Key

QUARTER = timedelta(days=90)


def panel_of(plan: Plan, key: Key, home: Objective | None) -> Panel:
    """For what has ``key``, a new one where it has no id; ``home`` is a new key result's
    objective."""
    kind, wanted = key
    if kind == CYCLE or plan.shown is None:
        return _cycle_panel(plan, new=wanted == NEW)
    cycle = plan.shown.cycle
    if kind == OBJECTIVE:
        objective = cycle.objective(wanted) or Objective(id=NEW, title="")
        made: Panel = ObjectivePanel(objective, cycle, plan.offers)
    else:
        key_result = cycle.key_result(wanted) or _fresh(home)
        made = KeyResultPanel(key_result, cycle, plan.offers)
    if wanted != NEW:
        beside = siblings(cycle, key)
        made.offer_order(up=beside[0] != wanted, down=beside[-1] != wanted)
    if plan.frozen:
        made.freeze()
    return made


def next_cycle(plan: Plan) -> Cycle:
    """The cycle after the latest one, or the quarter that begins today."""
    latest = max((one.cycle for one in plan.cycles), key=lambda cycle: cycle.end, default=None)
    if latest is None:
        start = plan.now.local.date()
        return Cycle(id=NEW, title="", start=start, end=start + QUARTER)
    start, end = following(latest.start, latest.end)
    return Cycle(id=NEW, title="", start=start, end=end, check_in_days=latest.check_in_days)


def _cycle_panel(plan: Plan, *, new: bool) -> CyclePanel:
    if new or plan.shown is None:
        return CyclePanel(next_cycle(plan), None, [one.cycle.id for one in plan.cycles])
    made = CyclePanel(plan.shown.cycle, plan.shown)
    made.tell_history(plan.history, plan.now)
    if plan.frozen:
        made.freeze()
    return made


def _fresh(home: Objective | None) -> KeyResult:
    owner, team = (home.owner, home.team) if home else ("", "")
    return KeyResult(id=NEW, title="", kind=KrKind.WORK, owner=owner, team=team)
