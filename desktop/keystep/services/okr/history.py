"""How a cycle came to be what it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from msgspec import Struct
from msgspec.structs import asdict

from keystep.aggregate.cycles import CYCLES
from keystep.domain.okr import Cycle
from keystep.domain.words import Words
from keystep.services.office import Office
from keystep.services.okr.cycles import cycle_of


@dataclass(frozen=True)
class Changed:
    """What was changed of a cycle, an objective or a key result, named by its id.

    Without a ``field`` it is new or gone: ``before`` or ``after`` is its title, the other "".
    """

    of: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Step:
    """One act that changed the cycle. ``activity`` is what can be undone."""

    activity: int
    at: datetime
    by: str
    said: Words
    changes: tuple[Changed, ...]


def history(office: Office, cycle_id: str = "") -> tuple[Step, ...]:
    """Every edit of a cycle that was not undone, the newest first. Raises UsageError."""
    cycle = cycle_of(office, cycle_id)
    return tuple(
        Step(edit.id, edit.at, edit.by, edit.said, tuple(_changes(edit.before, edit.after)))
        for edit in office.ledger.papers.past(CYCLES, cycle.id)
    )


def _changes(before: Cycle | None, after: Cycle | None) -> Iterator[Changed]:
    old, new = _parts(before), _parts(after)
    for part in {**old, **new}:
        was, now = old.get(part), new.get(part)
        if was is None or now is None:
            yield Changed(part, "", was["title"] if was else "", now["title"] if now else "")
        else:
            changed = (field for field in was if was[field] != now[field])
            yield from (Changed(part, field, was[field], now[field]) for field in changed)


def _parts(cycle: Cycle | None) -> dict[str, dict[str, str]]:
    """What is said of the cycle, each objective and each key result, by its id and field."""
    if cycle is None:
        return {}
    return {
        f"cycle {cycle.id}": _said(cycle),
        **{f"objective {one.id}": _said(one) for one in cycle.objectives},
        **{f"key result {one.id}": _said(one) for one in cycle.key_results},
    }


def _said(of: Struct) -> dict[str, str]:
    inner = ("objectives", "key_results")
    return {name: _text(value) for name, value in asdict(of).items() if name not in inner}


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(_text(one) for one in value)
    if isinstance(value, Struct):
        return " ".join(_text(one) for one in asdict(value).values())
    return f"{value:.12g}" if isinstance(value, float) else str(value)
