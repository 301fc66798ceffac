"""What was typed about a roll-out or assumptions, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import TypeVar

from keystep.domain.impact.returns import Assumptions
from keystep.domain.impact.rollout import MOST_WAVES
from keystep.gui.i18n import tr
from keystep.services.impact.planning import Wish

V = TypeVar("V")
Values = Mapping[str, str]
Faults = dict[str, str]
WAIT, ALL = "wait", "all"
WEEK = timedelta(weeks=1)
USUAL_AHEAD, USUAL_AFTER = timedelta(weeks=1), 8


def usual_wish(today: date) -> dict[str, str]:
    """Two waves from the Monday after next week on, four weeks apart."""
    first = today + USUAL_AHEAD + timedelta(days=7 - today.weekday())
    last = first + WEEK * (4 + USUAL_AFTER)
    return {
        "first": first.isoformat(),
        "waves": "2",
        "apart": "4",
        "rest": WAIT,
        "until": last.isoformat(),
        "aim": "",
    }


def wish_of(key_result: str, values: Values, today: date) -> tuple[Wish | None, Faults]:
    """The wish, or what is wrong by the name of the field."""
    faults: Faults = {}
    first = _read(
        values, "first", _day, faults, tr("Write a day as {example}.", example="2027-04-05")
    )
    until = _read(
        values, "until", _day, faults, tr("Write a day as {example}.", example="2027-06-28")
    )
    waves = _read(values, "waves", int, faults, tr("Write a whole number."))
    apart = _read(values, "apart", int, faults, tr("Write a whole number."))
    aim = _optional(values, "aim", faults)
    if first and first <= today:
        faults["first"] = tr("Choose a day to come.")
    if first and until and until < first:
        faults["until"] = tr("Choose the first day or a later one.")
    if waves is not None and not 1 <= waves <= MOST_WAVES:
        faults["waves"] = tr("Write a number from 1 to {n}.", n=MOST_WAVES)
    if apart is not None and not 1 <= apart <= MOST_WAVES:
        faults["apart"] = tr("Write a number from 1 to {n}.", n=MOST_WAVES)
    if faults or first is None or until is None or waves is None or apart is None:
        return None, faults
    starts = tuple(first + WEEK * (apart * n) for n in range(waves))
    return Wish(key_result, starts, waiting=values["rest"] == WAIT, until=until, aim=aim), {}


def values_of(assumed: Assumptions) -> dict[str, str]:
    """As they are typed; what is nothing is left out."""
    minutes = assumed.minutes_a_unit
    return {
        "currency": assumed.currency,
        "hour_of_learning": _typed(assumed.hour_of_learning),
        "hour_saved": _typed(assumed.hour_saved),
        "other_costs": _typed(assumed.other_costs),
        "minutes_a_unit": "" if minutes is None else _typed(minutes),
        "used": _typed(100 * assumed.used),
    }


def assumptions_of(values: Values) -> tuple[Assumptions | None, Faults]:
    """The assumptions, or what is wrong by the name of the field."""
    faults: Faults = {}
    amounts = {
        key: _optional(values, key, faults)
        for key in ("hour_of_learning", "hour_saved", "other_costs", "minutes_a_unit", "used")
    }
    for key, amount in amounts.items():
        if amount is not None and not 0 <= amount < float("inf"):
            faults[key] = tr("Write a number from 0 on.")
    used = amounts["used"]
    if used is not None and used > 100:
        faults["used"] = tr("Write a number from 0 to 100.")
    if not 0 < len(values["currency"]) <= 8:
        faults["currency"] = tr("Write it as EUR.")
    if faults:
        return None, faults
    return Assumptions(
        currency=values["currency"],
        hour_of_learning=amounts["hour_of_learning"] or 0.0,
        hour_saved=amounts["hour_saved"] or 0.0,
        other_costs=amounts["other_costs"] or 0.0,
        minutes_a_unit=amounts["minutes_a_unit"],
        used=1.0 if used is None else used / 100,
    ), {}


def _read(
    values: Values, key: str, read: Callable[[str], V], faults: Faults, wanted: str
) -> V | None:
    try:
        return read(values[key])
    except ValueError:
        faults[key] = wanted
        return None


def _optional(values: Values, key: str, faults: Faults) -> float | None:
    return _read(values, key, _number, faults, tr("Write a number, or nothing."))


def _number(text: str) -> float | None:
    plain = text.replace("\N{MINUS SIGN}", "-").replace(",", ".")
    return float(plain) if plain else None


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _typed(value: float) -> str:
    return f"{value:g}" if value else ""
