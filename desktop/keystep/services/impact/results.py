"""The effect on each key result whose figures come from a KPI."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from keystep.aggregate.impact import Taught
from keystep.domain.impact.effects import Impact, impact_of
from keystep.domain.impact.panel import panel_of
from keystep.domain.impact.returns import Assumptions, Returns, returns_of
from keystep.domain.impact.rollout import RollOut
from keystep.domain.impact.starts import starts_of
from keystep.domain.okr import Freshness, KeyResult, KrKind
from keystep.errors import UsageError
from keystep.services.impact.papers import assumptions_of, plan_of
from keystep.services.office import Office
from keystep.services.okr.cycles import current_cycle
from keystep.services.serving import lessons_serving


@dataclass(frozen=True)
class Result:
    """What is known of the effect on one key result.

    ``starts`` is when each team began: as the ``plan`` says, of whose teams alone it is then told,
    or else as half of its people had.
    """

    key_result: KeyResult
    plan: RollOut | None
    starts: Mapping[str, date]
    impact: Impact
    assumptions: Assumptions
    returns: Returns
    freshness: Freshness

    @property
    def higher_is_better(self) -> bool:
        return self.key_result.target > self.key_result.baseline


def comparable(office: Office) -> tuple[KeyResult, ...]:
    """The key results of the current cycle that have a direction and figures by team."""
    cycle = current_cycle(office)
    every = cycle.key_results if cycle else ()
    return tuple(one for one in every if one.kind is KrKind.WORK and one.from_kpi)


def comparable_one(office: Office, key_result: str) -> KeyResult:
    """Raises UsageError where no such key result can have an effect."""
    for one in comparable(office):
        if one.id == key_result:
            return one
    raise UsageError(
        "No key result of the current cycle that is read from a KPI has the id “{key_result}”. "
        "See: keystep impact list",
        key_result=key_result,
    )


def results(office: Office) -> tuple[Result, ...]:
    """One for each comparable key result, in the board's order."""
    every = comparable(office)
    taken = office.ledger.impacts.minutes() if every else {}
    return tuple(_result(office, one, taken) for one in every)


def result(office: Office, key_result: str) -> Result:
    """Raises UsageError where no such key result can have an effect."""
    one = comparable_one(office, key_result)
    return _result(office, one, office.ledger.impacts.minutes())


def _result(office: Office, key_result: KeyResult, taken: Mapping[Taught, float]) -> Result:
    ledger, now = office.ledger, office.clock.now()
    today = now.local.date()
    lessons = [one for _, one in lessons_serving(office.shelf.packs.values(), key_result)]
    plan, assumed = plan_of(office, key_result.id), assumptions_of(office, key_result.id)
    starts = plan.starts if plan else starts_of(ledger.impacts.begun(lessons, today))
    begun = {team: day for team, day in starts.items() if day <= today}
    figures = ledger.impacts.figures(key_result.source, today)
    told = [one for one in figures if plan is None or one.team in plan.teams]
    impact = impact_of(panel_of(told, begun))
    returns = returns_of(
        impact,
        assumed,
        sum(taken.get((team, one.pack, one.lesson), 0.0) for team in begun for one in lessons),
        unit=key_result.unit,
        higher_is_better=key_result.target > key_result.baseline,
    )
    freshness = ledger.freshness(key_result, now)
    return Result(key_result, plan, starts, impact, assumed, returns, freshness)
