"""A cycle as it is planned: what is written, what it can be written with, what was changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from keystep.domain import wording
from keystep.domain.events import Instant
from keystep.domain.okr import Cycle, KeyResult, KrKind, Objective, below, level
from keystep.gui.admin.okrs.offers import Offers, lessons_of, places_of, skills_of
from keystep.gui.admin.okrs.row_list import Key, Row
from keystep.gui.i18n import full_date, mark, number, tr
from keystep.services.office import Office
from keystep.services.okr.cycles import Listed, current_id, listed
from keystep.services.okr.history import Step, history
from keystep.services.people import people

CYCLE, OBJECTIVE, KEY_RESULT = "cycle", "objective", "key result"
NEW = ""
"""The id of what is not written yet."""
SHOWN = 8
KINDS = {
    KrKind.MILESTONE: mark("milestones"),
    KrKind.COMPLETION: mark("path completed"),
    KrKind.MASTERY: mark("skill mastered"),
    KrKind.KNOWLEDGE: mark("knowledge gained"),
    KrKind.RETENTION: mark("still known"),
    KrKind.ENGAGEMENT: mark("people who keep at it"),
}


@dataclass(frozen=True)
class Plan:
    """``shown`` is None where there is no cycle. ``history`` has the newest act first."""

    cycles: tuple[Listed, ...]
    shown: Listed | None
    offers: Offers
    history: tuple[Step, ...]
    now: Instant

    @property
    def frozen(self) -> bool:
        """Whether it is over, and nothing of it changes any more."""
        return self.shown is not None and self.shown.closing is not None


def read_plan(office: Office, cycle_id: str) -> Plan:
    """The cycle with this id, else the current one, else the latest."""
    every = listed(office)
    wanted = (cycle_id, current_id(office))
    found = (one for want in wanted for one in every if one.cycle.id == want)
    shown = next(found, every[0] if every else None)
    steps = history(office, shown.cycle.id)[:SHOWN] if shown else ()
    return Plan(every, shown, _offers(office, shown), steps, office.clock.now())


def rows_of(cycle: Cycle) -> tuple[Row, ...]:
    """The cycle, and below it its objectives as a tree, each with its key results."""
    rows = [Row((CYCLE, cycle.id), cycle.title, _days(cycle))]
    for objective in below(cycle.objectives):
        deep = level(cycle.objectives, objective)
        whose = " · ".join(filter(None, (objective.team, objective.owner)))
        key = (OBJECTIVE, objective.id)
        rows.append(Row(key, objective.title, whose, group=True, level=deep))
        rows += [_row(one, deep + 1) for one in objective.key_results]
    return tuple(rows)


def siblings(cycle: Cycle, key: Key) -> tuple[str, ...]:
    """Ids of what stands beside something, itself among them, in their order."""
    kind, wanted = key
    if kind == OBJECTIVE:
        here = cycle.objective(wanted)
        return tuple(o.id for o in cycle.objectives if here and o.parent == here.parent)
    home = objective_with(cycle, wanted)
    return tuple(one.id for one in home.key_results) if home else ()


def objective_with(cycle: Cycle, key_result: str) -> Objective | None:
    """The objective that a key result stands at."""
    has = (o for o in cycle.objectives if any(one.id == key_result for one in o.key_results))
    return next(has, None)


def objective_near(plan: Plan, key: Key | None) -> Objective | None:
    """The objective that is chosen, or whose key result is; else the last one."""
    objectives = plan.shown.cycle.objectives if plan.shown else ()
    if plan.shown is None or not objectives:
        return None
    kind, wanted = key or (CYCLE, NEW)
    cycle = plan.shown.cycle
    here = objective_with(cycle, wanted) if kind == KEY_RESULT else cycle.objective(wanted)
    return here or objectives[-1]


def following(start: date, end: date) -> tuple[date, date]:
    """First and last day of a period as long as this one, right after it: in months where it is
    made of whole ones, else in days."""
    first = end + timedelta(days=1)
    if start.day != 1 or first.day != 1:
        return first, first + (end - start)
    months = (first.year - start.year) * 12 + first.month - start.month
    years, month = divmod(first.month - 1 + months, 12)
    return first, date(first.year + years, month + 1, 1) - timedelta(days=1)


def order_after(cycle: Cycle, key: Key, step: int) -> tuple[str, ...]:
    """All ids in the order that follows when something trades places with its neighbour.

    Of an objective, those of the whole cycle; of a key result, those of its objective.
    """
    beside = siblings(cycle, key)
    at = beside.index(key[1])
    other = beside[min(max(at + step, 0), len(beside) - 1)]
    whole = [one.id for one in cycle.objectives] if key[0] == OBJECTIVE else list(beside)
    traded = {key[1]: other, other: key[1]}
    return tuple(traded.get(one, one) for one in whole)


def _row(key_result: KeyResult, deep: int) -> Row:
    ends = says(key_result)
    whose = " · ".join(filter(None, (ends, key_result.team, key_result.owner)))
    weight = tr("weight {n}", n=number(key_result.weight, 2)) if key_result.weight != 1 else ""
    return Row((KEY_RESULT, key_result.id), key_result.title, whose, weight, level=deep)


def says(key_result: KeyResult) -> str:
    """What is to become of its figure: "20 → 17 min", "keep at 0", "3 of 5 milestones"."""
    if key_result.kind is KrKind.MAINTAIN:
        return tr("keep at {bounds}", bounds=wording.bounds(key_result))
    if key_result.kind is KrKind.MILESTONE:
        done, of = sum(one.done for one in key_result.milestones), len(key_result.milestones)
        return tr("{n} of {of} milestones", n=number(done), of=number(of))
    change = f"{wording.change(key_result.baseline, key_result.target)} {key_result.unit}".strip()
    kind = KINDS.get(key_result.kind)
    return f"{tr(kind)} · {change}" if kind else change


def _days(cycle: Cycle) -> str:
    return tr("{first} to {last}", first=full_date(cycle.start), last=full_date(cycle.end))


def _offers(office: Office, shown: Listed | None) -> Offers:
    packs = tuple(office.shelf.packs.values())
    cycle = shown.cycle if shown else None
    objectives = cycle.objectives if cycle else ()
    key_results = tuple(cycle.key_results) if cycle else ()
    known = {row.team for row in people(office)}
    return Offers(
        places=places_of(packs),
        skills=skills_of(packs),
        lessons=lessons_of(packs),
        teams=_names({*known, *(o.team for o in objectives), *(k.team for k in key_results)}),
        owners=_names({*(o.owner for o in objectives), *(k.owner for k in key_results)}),
        kpis=_names(set(office.ledger.kpis.names())),
    )


def _names(found: set[str]) -> tuple[str, ...]:
    return tuple(sorted(found - {""}))
