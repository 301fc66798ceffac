"""Plan who begins when, so that it can be told afterwards what it did."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from keystep.domain.impact.panel import Panel, Scale, panel_of
from keystep.domain.impact.power import Expected, expected
from keystep.domain.impact.rollout import RollOut, draw
from keystep.domain.okr import KeyResult
from keystep.errors import UsageError
from keystep.services.impact.results import comparable_one
from keystep.services.office import Office

RECENT = 4
LONGEST = timedelta(days=3660)


@dataclass(frozen=True)
class Wish:
    """What is to be drawn: the first days of the waves, and whether a last part of the teams waits
    beyond them. ``until`` is when it will be looked at; ``aim`` an effect in per cent (or the KPI's
    unit where its figures may be 0 or less), None if nothing is aimed at. ``teams`` () are all."""

    key_result: str
    starts: tuple[date, ...]
    waiting: bool
    until: date
    aim: float | None = None
    teams: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """A plan that is not kept yet, what it will show, and the teams' figures lately."""

    key_result: KeyResult
    plan: RollOut
    expected: Expected | None
    levels: dict[str, float]
    unit: str


def propose(office: Office, wish: Wish, seed: str = "") -> Proposal:
    """Draw a roll-out by lot; without a ``seed`` by a new one, which the plan records.

    Raises UsageError where the wish cannot be met.
    """
    key_result, panel, levels = _known(office, wish)
    days = tuple(sorted(set(wish.starts)))
    parts = len(days) + wish.waiting
    if not days or days[0] <= office.clock.now().local.date():
        raise UsageError(
            "Every wave of a roll-out begins on a day after {today}. Give at least one.",
            today=str(office.clock.now().local.date()),
        )
    if len(levels) < parts:
        raise UsageError(
            "There are {n} teams with figures, too few for {parts} parts. Take fewer dates.",
            n=len(levels),
            parts=parts,
        )
    seed = seed or office.new_id()
    waves = draw(levels, days, waiting=wish.waiting, seed=seed)
    begin = {team for wave in waves for team in wave.teams}
    plan = RollOut(
        key_result=key_result.id,
        waves=waves,
        waiting=tuple(sorted(levels.keys() - begin)),
        seed=seed,
    )
    return _proposal(key_result, panel, levels, plan, wish)


def judged(office: Office, plan: RollOut, until: date, aim: float | None = None) -> Proposal:
    """What a plan that was chosen, or kept, will show. Raises UsageError."""
    wish = Wish(plan.key_result, (), waiting=False, until=until, aim=aim, teams=plan.teams)
    key_result, panel, levels = _known(office, wish)
    return _proposal(key_result, panel, levels, plan, wish)


def _proposal(
    key_result: KeyResult, panel: Panel, levels: dict[str, float], plan: RollOut, wish: Wish
) -> Proposal:
    if wish.until - min(plan.starts.values(), default=wish.until) > LONGEST:
        raise UsageError(
            "A roll-out is looked at within ten years of its start. Give an earlier day."
        )
    told = expected(panel, plan, wish.until, _on_scale(panel, wish.aim))
    unit = "%" if panel.scale is Scale.PERCENT else key_result.unit
    return Proposal(key_result, plan, told, levels, unit)


def _known(office: Office, wish: Wish) -> tuple[KeyResult, Panel, dict[str, float]]:
    """The panel so far, and the mean of each wanted team's latest figures, in the KPI's unit."""
    key_result = comparable_one(office, wish.key_result)
    today = office.clock.now().local.date()
    panel = panel_of(office.ledger.impacts.figures(key_result.source, today), {})
    unknown = sorted(set(wish.teams) - panel.paths.keys())
    if unknown:
        raise UsageError(
            "No figures of {teams} are known. Leave them out, or import theirs first.",
            teams=", ".join(unknown),
        )
    wanted = wish.teams or tuple(panel.paths)
    return key_result, panel, {team: _level(panel, panel.paths[team]) for team in wanted}


def _level(panel: Panel, path: Sequence[float]) -> float:
    mean = sum(path[-RECENT:]) / len(path[-RECENT:])
    return math.exp(mean) if panel.scale is Scale.PERCENT else mean


def _on_scale(panel: Panel, aim: float | None) -> float | None:
    if aim is None or panel.scale is Scale.UNIT:
        return aim
    if aim <= -100:
        raise UsageError(
            "An effect of {aim} % cannot be: nothing falls by more than all. Give one above −100.",
            aim=f"{aim:g}",
        )
    return math.log1p(aim / 100)
