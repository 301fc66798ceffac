"""How effects, plans and returns are said: screens, files and the command line say the same."""

from __future__ import annotations

import math

from keystep.domain.impact.effects import Impact, Verdict
from keystep.domain.impact.panel import Scale, Step
from keystep.domain.impact.power import Expected
from keystep.domain.impact.returns import Assumptions, Returns
from keystep.domain.measures import Estimate
from keystep.domain.okr import Freshness
from keystep.domain.units import with_unit
from keystep.domain.wording import BEFORE_AFTER, TOO_FEW, crosses_zero, figure, percent, signed
from keystep.domain.words import Words

VERDICTS: dict[Verdict, Words] = {
    Verdict.MEASURED: Words("Measured against teams that had not begun"),
    Verdict.NO_COMPARISON: BEFORE_AFTER,
    Verdict.TOO_FEW: Words("Too few teams to say"),
    Verdict.NO_BEFORE: Words("No figures from before it began"),
    Verdict.NOT_BEGUN: Words("No team has begun yet"),
    Verdict.NO_FIGURES: Words("No figures that can be compared"),
}
REASONS: dict[Verdict, Words] = {
    Verdict.NO_COMPARISON: Words(
        "All teams began at once, so nobody can say what their figures would be without the "
        "lessons. Plan a roll-out in which some begin later."
    ),
    Verdict.TOO_FEW: Words(
        "It takes three teams that learned and three that had not begun at the same time, and some "
        "that began together."
    ),
    Verdict.NO_BEFORE: Words("Import the KPI's figures of the weeks before the first team began."),
    Verdict.NOT_BEGUN: Words(
        "A team has begun when half of its people have completed a lesson behind the key result, "
        "or on the day that a roll-out plans for it."
    ),
    Verdict.NO_FIGURES: Words("Import the KPI by team, in periods that most teams report."),
}
UNSEEN = Words("There are too few periods before the start to see whether the teams moved alike.")
NOT_DRAWN = Words(
    "No lot decided who began first: teams that began early may differ in ways that no figure "
    "shows."
)
CHART = Words(
    "Hollow dots before the start should lie about zero. An interval that leaves zero out is drawn "
    "with a filled dot."
)
NO_ROI = Words("No return is shown: no effect can be attributed to training.")
NO_MINUTES = Words("Say how many minutes one unit of the KPI saves, and the return follows.")
NO_WORTH = Words("Say what an hour is worth, and the return follows.")


def amount(impact: Impact, estimate: Estimate, unit: str) -> str:
    """ "−15.2 %", or "−3.2 min" where the KPI has no logarithm."""
    (told,) = _alike(estimate, estimate.value)
    return _with_unit(impact, told, unit)


def tick(impact: Impact, value: float, unit: str) -> str:
    """A figure at an axis."""
    return _with_unit(impact, signed(value), unit) if value else "0"


def effect_of(impact: Impact, unit: str) -> str:
    """The effect, or "" where none can be told."""
    told = impact.effect if impact.verdict is Verdict.MEASURED else None
    return amount(impact, told, unit) if told else ""


def span_of(estimate: Estimate | None) -> Words:
    """ "−21.0 to −9.4", or too few to say."""
    if estimate is None or estimate.interval is None:
        return TOO_FEW
    ends = estimate.interval
    low, high = _alike(estimate, ends.low, ends.high)
    return Words("{low} to {high}", {"low": low, "high": high})


def _alike(estimate: Estimate, *values: float) -> tuple[str, ...]:
    """With as many places as the greater end of the interval has in three digits."""
    ends = estimate.interval
    most = max(abs(ends.low), abs(ends.high)) if ends else abs(estimate.value)
    places = max(0, 2 - math.floor(math.log10(most))) if most else 0
    return tuple(_signed(value, min(places, 4)) for value in values)


def _signed(value: float, places: int) -> str:
    text = f"{value:+,.{places}f}"
    text = text[1:] if not text.strip("+-0.,") else text
    return text.replace("-", "\N{MINUS SIGN}")


def _with_unit(impact: Impact, told: str, unit: str) -> str:
    if impact.panel.scale is Scale.PERCENT:
        return with_unit(told, "%")
    return with_unit(told, "points" if unit == "%" else unit)


def teams_of(impact: Impact) -> Words:
    """What it rests on."""
    values: dict[str, str | int] = {
        "learned": impact.learned,
        "waiting": impact.waiting,
        "periods": len(impact.panel.periods),
    }
    if impact.panel.step is Step.WEEK:
        return Words("{learned} teams learned, at least {waiting} waited; {periods} weeks", values)
    return Words("{learned} teams learned, at least {waiting} waited; {periods} months", values)


def fresh_of(freshness: Freshness) -> Words:
    """How many teams have reported of late, and what the newest figures are of."""
    newest = freshness.newest.date().isoformat() if freshness.newest else ""
    values: dict[str, str | int] = {
        "n": freshness.fresh,
        "known": freshness.known,
        "newest": newest,
    }
    if not freshness.known:
        return Words("")
    return Words("{n} of {known} teams have reported of late, the newest on {newest}.", values)


def trend_of(impact: Impact) -> Words:
    """What can be seen of the time before the start."""
    if impact.before is None or impact.before.interval is None:
        return UNSEEN
    ends = impact.before.interval
    low, high = _alike(impact.before, ends.low, ends.high)
    values: dict[str, str | int] = {"low": low, "high": high}
    if impact.parted_before:
        return Words(
            "The teams had moved apart before they began ({low} to {high}): what came after need "
            "not come from learning.",
            values,
        )
    return Words(
        "Before they began the teams moved alike, as far as can be told ({low} to {high}).", values
    )


def short_of(impact: Impact) -> Words:
    """What can be said, in two or three words."""
    effect = impact.effect
    if impact.verdict is not Verdict.MEASURED or effect is None or effect.interval is None:
        return VERDICTS[impact.verdict]
    if crosses_zero(effect.interval):
        return Words("May be chance")
    return Words("Moved apart before") if impact.parted_before else Words("Measured")


def change_of(impact: Impact, unit: str) -> Words:
    """Before and after of those that began, which says nothing of the cause."""
    told = impact.change
    if told is None:
        return Words("")
    values: dict[str, str | int] = {
        "change": amount(impact, told, unit),
        "n": told.clusters,
    }
    if values["n"] == 1:
        return Words("Before and after only, without comparison: {change} in one team.", values)
    return Words("Before and after only, without comparison: {change} in {n} teams.", values)


def left_out_of(impact: Impact) -> Words:
    """Which teams do not count, for they lack figures; nothing where every one does."""
    teams = impact.panel.left_out
    values: dict[str, str | int] = {"teams": ", ".join(teams)}
    return (
        Words("Left out, for some of their figures are missing: {teams}.", values)
        if teams
        else Words("")
    )


def expected_of(expected: Expected | None, *, lower_is_better: bool, unit: str) -> Words:
    """What a roll-out will be able to show."""
    if expected is None:
        return Words(
            "Nobody can say yet what it will show: that takes four periods of figures of three "
            "teams, and three teams that wait."
        )
    size = expected.lowest if lower_is_better else expected.smallest
    values: dict[str, str | int] = {"size": with_unit(signed(size), unit)}
    if expected.chance is None:
        return Words("An effect of {size} would be found in 8 of 10 cases.", values)
    values["chance"] = percent(expected.chance)
    return Words(
        "The effect aimed at would be found with a chance of {chance}; one of {size} in 8 of 10 "
        "cases.",
        values,
    )


def minutes_of(minutes: float) -> str:
    """ "312 h", below ten hours "84 min"."""
    return f"{figure(minutes)} min" if abs(minutes) < 600 else f"{figure(minutes / 60)} h"


def money_of(value: float, currency: str) -> str:
    return f"{figure(round(value))} {currency}"


def missing_of(returns: Returns, impact: Impact) -> Words:
    """Why there is no return; nothing where there is one."""
    if impact.verdict is not Verdict.MEASURED:
        return NO_ROI
    if returns.saved is None:
        return NO_MINUTES
    return NO_WORTH if returns.worth is None else Words("")


def rounded(estimate: Estimate) -> str:
    """ "+140 %"."""
    return with_unit(_alike(estimate, estimate.value)[0], "%")


def assumed_of(said: Assumptions) -> tuple[Words, ...]:
    """What is taken as certain, a sentence each."""
    if said == Assumptions():
        return (Words("Nothing is assumed about costs and worth yet."),)
    money: dict[str, str | int] = {
        "learning": money_of(said.hour_of_learning, said.currency),
        "saved": money_of(said.hour_saved, said.currency),
        "other": money_of(said.other_costs, said.currency),
    }
    found = [
        Words("Assumed: an hour of learning costs {learning}, one saved is worth {saved}.", money),
        Words("Assumed: making the lessons cost {other}.", money),
    ]
    if said.minutes_a_unit is not None:
        unit: dict[str, str | int] = {"minutes": figure(said.minutes_a_unit)}
        found.append(
            Words("Assumed: one unit of the KPI for the better saves {minutes} min a case.", unit)
        )
    share: dict[str, str | int] = {"share": percent(said.used)}
    found.append(Words("Assumed: {share} of what is saved is used for other work.", share))
    return tuple(found)
