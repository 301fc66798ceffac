"""What was typed, read as an objective, a key result or a cycle, with what is wrong by field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from keystep.domain.okr import (
    BY_HAND,
    Cycle,
    Fault,
    KeyResult,
    KrKind,
    Milestone,
    Objective,
    cycle_faults,
    key_result_faults,
    objective_faults,
)
from keystep.domain.wording import figure
from keystep.domain.words import Words
from keystep.gui.admin.words import say
from keystep.gui.i18n import tr

S = TypeVar("S", bound=Struct)
Values = Mapping[str, str]
GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
MINUS = "\N{MINUS SIGN}"
ENDS: Mapping[KrKind, tuple[str, ...]] = {
    KrKind.MAINTAIN: ("low", "high"),
    KrKind.MILESTONE: (),
    KrKind.MASTERY: ("bound", "baseline", "target"),
}
FROM_BASELINE = ("baseline", "target")
IN_UNITS = (KrKind.WORK, KrKind.MAINTAIN)


@dataclass(frozen=True)
class Draft(Generic[S]):
    """``value`` is None while there are ``faults``, sentences by field."""

    value: S | None
    faults: Mapping[str, str]


def number_of(text: str) -> float | None:
    """4,812 and 4812, 17.5 and 17,5; None for what is no number."""
    plain = text.replace(MINUS, "-").replace(" ", "").replace("\N{NARROW NO-BREAK SPACE}", "")
    grouped = GROUPED.fullmatch(plain)
    try:
        return float(plain.replace(",", "") if grouped else plain.replace(",", "."))
    except ValueError:
        return None


def day_of(text: str) -> date | None:
    """ "2027-03-31"; None for what is no day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def id_of(title: str, taken: Iterable[str]) -> str:
    """ "Median response time" → "median-response-time", unlike those that are taken."""
    words = re.sub(r"[^\w]+", "-", title.casefold()).strip("-_") or "new"
    used = set(taken)
    numbered = (f"{words}-{n}" for n in range(2, len(used) + 3))
    return next(one for one in (words, *numbered) if one not in used)


def cycle_of(values: Values, before: Cycle) -> Draft[Cycle]:
    """``before`` with what was typed instead."""
    read = _Read(values)
    made = replace(
        before,
        id=values.get("id", before.id),
        title=values["title"],
        start=read.day("start") or before.start,
        end=read.day("end") or before.end,
        check_in_days=int(read.number("check_in_days", whole=True)),
    )
    return read.draft(made, cycle_faults(made))


def objective_of(values: Values, before: Objective, cycle: Cycle) -> Draft[Objective]:
    """``before`` with what was typed instead, to stand in ``cycle``."""
    read = _Read(values)
    made = replace(
        before,
        id=before.id or id_of(values["title"], [one.id for one in cycle.objectives]),
        **{name: values[name] for name in ("title", "owner", "team", "parent")},
    )
    return read.draft(made, objective_faults(cycle, made))


def key_result_of(
    values: Values,
    before: KeyResult,
    milestones: tuple[Milestone, ...],
    serving: Mapping[str, tuple[str, ...]],
) -> Draft[KeyResult]:
    """``before`` with what was typed instead; ``serving`` has its skills and lessons.

    What its kind has no use for is left as it was.
    """
    kind, read = KrKind(values["kind"]), _Read(values)
    numbers = {name: read.number(name) for name in (*ENDS.get(kind, FROM_BASELINE), "weight")}
    made = replace(
        before,
        id=values.get("id", before.id),
        kind=kind,
        unit=_unit_of(kind, values),
        source=_source_of(kind, values),
        milestones=milestones if kind is KrKind.MILESTONE else (),
        **{name: values[name] for name in ("title", "owner", "team", "basis")},
        **numbers,
        **serving,
    )
    return read.draft(made, key_result_faults(made))


def values_of(of: Struct) -> dict[str, str]:
    """The fields as they are typed."""
    return {name: _typed(getattr(of, name)) for name in of.__struct_fields__}


def sentence(why: Words) -> str:
    """What is wrong, as a sentence."""
    said = say(why)
    return f"{said[:1].upper()}{said[1:]}."


class _Read:
    """Reads numbers and days, and remembers which could not be read."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self._faults: dict[str, str] = {}

    def number(self, field: str, *, whole: bool = False) -> float:
        found = number_of(self._values[field])
        if found is None or (whole and not found.is_integer()):
            self._faults[field] = (
                tr("Write a whole number, 7 say.") if whole else tr("Write a number, 17.5 say.")
            )
            return 1.0
        return found

    def day(self, field: str) -> date | None:
        found = day_of(self._values[field])
        if found is None:
            self._faults[field] = tr("Write year, month and day as 2027-03-31.")
        return found

    def draft(self, made: S, faults: Iterable[Fault]) -> Draft[S]:
        """What could not be read is not judged as well."""
        judged = {} if self._faults else {one.field: sentence(one.why) for one in faults}
        found = judged | self._faults
        return Draft(None if found else made, found)


def _source_of(kind: KrKind, values: Values) -> str:
    if kind in IN_UNITS:
        return BY_HAND if values["from"] == BY_HAND else values["kpi"]
    return values.get("place", "") if kind not in (KrKind.MILESTONE, KrKind.ENGAGEMENT) else ""


def _unit_of(kind: KrKind, values: Values) -> str:
    if kind in IN_UNITS:
        return values["unit"]
    return "" if kind is KrKind.MILESTONE else "%"


def _typed(value: object) -> str:
    if isinstance(value, float):
        shown = figure(value)
        return shown if number_of(shown) == value else repr(value)
    return str(value) if isinstance(value, str | int | date) else ""
