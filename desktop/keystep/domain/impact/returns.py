"""What learning cost and what it saved, by assumptions that are stated beside it."""

from __future__ import annotations

import math
from collections.abc import Callable

from msgspec import Struct

from keystep.domain.impact.contrasts import cells_after
from keystep.domain.impact.effects import Impact, Verdict
from keystep.domain.impact.panel import Scale
from keystep.domain.measures import Estimate, Interval
from keystep.domain.words import Words, one_line

MINUTES = {"min": 1.0, "minutes": 1.0, "h": 60.0, "hours": 60.0, "s": 1 / 60, "seconds": 1 / 60}
AN_HOUR = 60.0
LONGEST = 8
Carrying = Callable[[float], float]


class Assumptions(Struct, frozen=True, kw_only=True):
    """What nobody measures, and the admin has to say.

    ``hour_of_learning`` and ``hour_saved`` are what an hour costs and is worth, ``other_costs``
    what making or buying the lessons cost, all in ``currency``. ``minutes_a_unit``: so many minutes
    one unit of the KPI for the better saves in each case; None: as its unit says. ``used`` is the
    share of what is saved that other work is done in, 0 to 1.
    """

    currency: str = "EUR"
    hour_of_learning: float = 0.0
    hour_saved: float = 0.0
    other_costs: float = 0.0
    minutes_a_unit: float | None = None
    used: float = 1.0


class Returns(Struct, frozen=True, kw_only=True):
    """``saved`` is in minutes, ``cost`` and ``worth`` in the currency, ``roi`` in per cent of cost.

    Their intervals are the effect's carried on: the assumptions are taken as certain. ``cases`` is
    what was counted over the periods in which there was a comparison; nothing is projected.
    """

    learned_minutes: float
    cases: int
    saved: Estimate | None
    cost: float
    worth: Estimate | None
    roi: Estimate | None


def faults_of(assumed: Assumptions) -> tuple[Words, ...]:
    """What makes assumptions unusable; empty when nothing does."""
    amounts = (assumed.hour_of_learning, assumed.hour_saved, assumed.other_costs)
    each = (*amounts, assumed.minutes_a_unit or 0.0)
    found = []
    if not all(math.isfinite(one) and one >= 0 for one in each):
        found.append(Words("Costs, worth and minutes are numbers from 0 on"))
    if not 0 <= assumed.used <= 1:
        found.append(Words("The share that is used lies between 0 and 100 %"))
    named = assumed.currency
    if not named or named != one_line(named) or len(named) > LONGEST:
        found.append(Words("A currency has one to {n} letters", {"n": LONGEST}))
    return tuple(found)


def minutes_a_unit(assumed: Assumptions, unit: str, *, higher_is_better: bool) -> float | None:
    """What the admin said, or what the unit is where less of it is time saved; else None."""
    if assumed.minutes_a_unit is not None:
        return assumed.minutes_a_unit
    return None if higher_is_better else MINUTES.get(unit)


def returns_of(
    impact: Impact,
    assumed: Assumptions,
    learned_minutes: float,
    *,
    unit: str,
    higher_is_better: bool,
) -> Returns:
    """ROI = 100 · (worth − cost) / cost (Phillips, Return on Investment in Training and Performance
    Improvement Programs, 1997), only where an effect can be attributed to training."""
    cost = learned_minutes / AN_HOUR * assumed.hour_of_learning + assumed.other_costs
    minutes = minutes_a_unit(assumed, unit, higher_is_better=higher_is_better)
    sign = 1 if higher_is_better else -1
    cases, amount = _counted(impact)
    saved = worth = roi = None
    if impact.verdict is Verdict.MEASURED and impact.effect and minutes is not None:
        a_minute = sign * minutes * assumed.used
        saved = _carried(impact.effect, lambda effect: a_minute * _more(impact, effect, amount))
        worth = _carried(saved, lambda m: m / AN_HOUR * assumed.hour_saved)
        roi = _carried(worth, lambda w: 100 * (w - cost) / cost) if cost else None
    return Returns(
        learned_minutes=learned_minutes,
        cases=cases,
        saved=saved,
        cost=cost,
        worth=worth if assumed.hour_saved else None,
        roi=roi if assumed.hour_saved else None,
    )


def _counted(impact: Impact) -> tuple[int, float]:
    """Cases of the teams that learned while others waited, and Σ n·value over them."""
    panel, cases, amount = impact.panel, 0, 0.0
    counted = {(cell.start, cell.at) for cell in cells_after(panel)}
    for team, start in panel.starts.items():
        for at, value in enumerate(panel.paths[team]):
            if start is not None and (start, at) in counted:
                n = panel.cases[team][at]
                cases += n
                amount += n * (math.exp(value) if panel.scale is Scale.PERCENT else 1.0)
    return cases, amount


def _more(impact: Impact, effect: float, amount: float) -> float:
    """Units of the KPI, over all cases, above what would have been without the effect."""
    if impact.panel.scale is Scale.PERCENT:
        return amount * (1 - 1 / (1 + effect / 100))
    return amount * effect


def _carried(estimate: Estimate, by: Carrying) -> Estimate:
    """Through a function that only rises or only falls."""
    ends = estimate.interval
    both = sorted((by(ends.low), by(ends.high))) if ends else None
    return Estimate(
        by(estimate.value), Interval(both[0], both[1]) if both else None, estimate.clusters
    )
