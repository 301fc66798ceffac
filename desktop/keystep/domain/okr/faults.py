"""What makes a cycle unusable."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import isfinite

from msgspec import Struct

from keystep.domain.okr.structure import Cycle, KeyResult, KrKind, Objective
from keystep.domain.words import Words, one_line

LONGEST = 200
LONGEST_CYCLE_DAYS = 3660
LARGEST = 1e18
MOST_OBJECTIVES = 500
DEEPEST = 20
NUMBERS = ("baseline", "target", "low", "high", "bound", "weight")
INFINITE = Words("a number is infinite or not a number")
TOO_LARGE = Words("a number has more than 18 digits")
SAME = Words("baseline and target are the same")
WEIGHTLESS = Words("a weight is not above 0")


class Fault(Struct, frozen=True):
    """Why ``field`` of what is named cannot be as it is: ``whose`` is "key result", "objective"
    or "cycle", and ``id`` its own."""

    whose: str
    id: str
    field: str
    why: Words

    def __str__(self) -> str:
        return f"{self.whose} {self.id}, {self.field}: {self.why}"


def faults_of(cycle: Cycle) -> list[Fault]:
    """What makes a cycle unusable; empty when nothing does."""
    own = cycle_faults(cycle)
    if len(cycle.objectives) > MOST_OBJECTIVES:
        return own
    return [
        *own,
        *(fault for one in cycle.objectives for fault in objective_faults(cycle, one)),
        *_twice("objective", [one.id for one in cycle.objectives]),
        *(fault for one in cycle.key_results for fault in key_result_faults(one)),
        *_twice("key result", [one.id for one in cycle.key_results]),
    ]


def cycle_faults(cycle: Cycle) -> list[Fault]:
    """What is wrong with the cycle itself."""
    faults = [*_unreadable(cycle, ("id", "title"))]
    if cycle.start >= cycle.end:
        faults.append(("end", Words("it ends before it starts")))
    elif (cycle.end - cycle.start).days > LONGEST_CYCLE_DAYS:
        faults.append(("end", Words("it is longer than ten years")))
    if cycle.check_in_days < 1:
        faults.append(("check_in_days", Words("check-ins are less than a day apart")))
    elif cycle.check_in_days > LONGEST_CYCLE_DAYS:
        faults.append(("check_in_days", Words("check-ins are more than ten years apart")))
    if len(cycle.objectives) > MOST_OBJECTIVES:
        most: dict[str, str | int] = {"most": MOST_OBJECTIVES}
        faults.append(("objectives", Words("it has more than {most} objectives", most)))
    return [Fault("cycle", cycle.id, field, why) for field, why in faults]


def objective_faults(cycle: Cycle, objective: Objective) -> list[Fault]:
    """What is wrong with an objective of ``cycle``, or with one that is to become one."""
    faults = [*_unreadable(objective, ("id", "title"), ("owner", "team"))]
    parents = {one.id: one.parent for one in cycle.objectives} | {objective.id: objective.parent}
    if objective.parent and objective.parent not in parents:
        faults.append(("parent", Words("there is no objective “{id}”", {"id": objective.parent})))
    elif _under_itself(objective.id, parents):
        faults.append(("parent", Words("it stands under itself")))
    elif len(_above(objective.id, parents)) > DEEPEST:
        most: dict[str, str | int] = {"most": DEEPEST}
        faults.append(("parent", Words("more than {most} objectives stand above it", most)))
    return [Fault("objective", objective.id, field, why) for field, why in faults]


def key_result_faults(key_result: KeyResult) -> list[Fault]:
    """What is wrong with a key result."""
    faults = [*_unreadable(key_result, ("id", "title"), ("unit", "owner", "team", "basis"))]
    faults += [*_source_faults(key_result), *_number_faults(key_result)]
    return [Fault("key result", key_result.id, field, why) for field, why in faults]


@dataclass(frozen=True)
class _Source:
    """What ``source`` must look like, and what to say where it does not."""

    shape: re.Pattern[str]
    fault: Words


_KPI = _Source(re.compile(r"\S.*"), Words("source names no KPI"))
_PLACE = re.compile(r"[^/\s]+/[^/\s]+")
_SOURCES = {
    KrKind.WORK: _KPI,
    KrKind.MAINTAIN: _KPI,
    KrKind.KNOWLEDGE: _Source(_PLACE, Words('source is not "pack/assessment"')),
    KrKind.RETENTION: _Source(
        re.compile(r"[^/]+(/[^/]+)?"), Words('source is not "pack/assessment", a pack or "any"')
    ),
    KrKind.MASTERY: _Source(_PLACE, Words('source is not "pack/skill"')),
    KrKind.COMPLETION: _Source(_PLACE, Words('source is not "pack/path"')),
}
_Found = Iterator[tuple[str, Words]]


def _unreadable(of: Struct, wanted: Sequence[str], others: Sequence[str] = ()) -> _Found:
    for field in (*wanted, *others):
        text = getattr(of, field)
        if field in wanted and not text.strip():
            yield field, Words("nothing is given")
        elif not _is_line(text):
            yield field, Words("it is not one line of at most {most} characters", {"most": LONGEST})


def _source_faults(key_result: KeyResult) -> _Found:
    source = _SOURCES.get(key_result.kind)
    if source and not (_is_line(key_result.source) and source.shape.fullmatch(key_result.source)):
        yield "source", source.fault
    for field, what in (("skills", "pack/skill"), ("lessons", "pack/lesson")):
        if strays := [one for one in getattr(key_result, field) if not _PLACE.fullmatch(one)]:
            values: dict[str, str | int] = {"found": strays[0], "what": what}
            yield field, Words("“{found}” is not “{what}”", values)


def _number_faults(key_result: KeyResult) -> _Found:
    weights = [one.weight for one in key_result.milestones]
    numbers = [float(getattr(key_result, name)) for name in NUMBERS]
    if not all(map(isfinite, [*numbers, *weights])):
        field = next((name for name in NUMBERS if not isfinite(getattr(key_result, name))), "")
        yield field or "milestones", INFINITE
        return
    if large := [name for name in NUMBERS if abs(getattr(key_result, name)) > LARGEST]:
        yield large[0], TOO_LARGE
    if max(weights, default=1) > LARGEST:
        yield "milestones", TOO_LARGE
    yield from _ends_faults(key_result)
    if key_result.weight <= 0:
        yield "weight", WEIGHTLESS
    if min(weights, default=1) <= 0:
        yield "milestones", WEIGHTLESS


def _ends_faults(key_result: KeyResult) -> _Found:
    if key_result.kind is KrKind.MAINTAIN:
        if key_result.low > key_result.high:
            yield "low", Words("low is above high")
    elif key_result.kind is KrKind.MILESTONE:
        yield from _milestone_faults(key_result)
    elif key_result.baseline == key_result.target:
        yield "target", SAME
    if key_result.kind is KrKind.MASTERY and not 0 < key_result.bound <= 100:
        yield "bound", Words("bound is not a share above 0 and up to 100 %")


def _milestone_faults(key_result: KeyResult) -> _Found:
    titles = [one.title for one in key_result.milestones]
    if not titles:
        yield "milestones", Words("it has no milestones")
    elif not all(title.strip() and _is_line(title) for title in titles):
        yield "milestones", Words("a milestone's title is not one line")
    elif len({*titles}) < len(titles):
        yield "milestones", Words("two milestones have the same title")


def _is_line(text: str) -> bool:
    """Blanks of any kind may stand in it, nothing that breaks a line or steers a screen."""
    plain = "".join(one_line(text).split()) == "".join(text.split())
    return plain and len(text) <= LONGEST and len(text.splitlines()) < 2


def _twice(whose: str, ids: Iterable[str]) -> Iterator[Fault]:
    for one, times in Counter(ids).items():
        if times > 1:
            yield Fault(whose, one, "id", Words("the id is used twice"))


def _under_itself(one: str, parents: dict[str, str]) -> bool:
    top = [one, *_above(one, parents)][-1]
    return bool(parents.get(top))


def _above(one: str, parents: dict[str, str]) -> list[str]:
    """What stands above it, the nearest first, as far as none of it comes again."""
    met, above = [one], parents[one]
    while above and above not in met:
        met.append(above)
        above = parents.get(above, "")
    return met[1:]
