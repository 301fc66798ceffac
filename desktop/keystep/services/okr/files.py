"""Cycles in files: TOML, JSON, or CSV by the ending of their names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from keystep.aggregate.cycles import CYCLES, made_current
from keystep.aggregate.kpi.sheet import bytes_of, listed
from keystep.disk import chosen_file
from keystep.domain.okr import Cycle, faults_of
from keystep.domain.toml import parse_toml
from keystep.domain.words import Words
from keystep.errors import KpiFileRefused, UsageError
from keystep.services import papers
from keystep.services.office import Office
from keystep.services.okr.cycles import current_id, cycle_of, open_cycle
from keystep.services.okr.spelling import toml_of
from keystep.services.okr.table import csv_of, told_in

MAX_BYTES = 1 << 20


@dataclass(frozen=True)
class Loaded:
    """What was read; ``activity`` is None where it was here already, word for word."""

    cycle: Cycle
    activity: int | None


def load_okrs(office: Office, path: Path) -> Loaded:
    """Read a cycle from a file and make it the current one.

    Raises KpiFileRefused, UsageError where it is another one than was closed under its id.
    """
    cycle = read_cycle(path)
    known = office.ledger.papers.get(CYCLES, cycle.id)
    changes = []
    if known != cycle:
        if known is not None:
            open_cycle(office, cycle.id)
        changes.append(CYCLES.put(cycle.id, cycle))
    if current_id(office) != cycle.id:
        changes.append(made_current(cycle.id))
    if not changes:
        return Loaded(cycle, None)
    said = Words("Loaded the cycle “{title}”", {"title": cycle.title})
    return Loaded(cycle, papers.write(office, said, *changes))


def export_okrs(office: Office, path: Path, cycle_id: str = "") -> Path:
    """Write a cycle, "" being the current one, to a file; an older one is replaced in one move.

    Loading it again changes nothing. Raises UsageError, NotSaved.
    """
    write = _format_of(path).write
    text = write(cycle_of(office, cycle_id))
    with chosen_file(path) as partial:
        partial.write_text(text, encoding="utf-8", newline="")
    return path


def read_cycle(path: Path) -> Cycle:
    """Read a cycle with its objectives and key results. Raises KpiFileRefused."""
    form = _FORMATS.get(path.suffix.lower(), _FORMATS[".toml"])
    try:
        given = form.read(bytes_of(path, MAX_BYTES).decode("utf-8-sig"))
        cycle = msgspec.convert(given, Cycle, strict=form.strict)
    except (ValueError, RecursionError) as error:
        raise _refusal(path, [f"{form.fault}{error}"]) from error
    kept = msgspec.to_builtins(cycle)
    strays = [f"{key}: there is no such entry" for key in _strays(given, kept)]
    if faults := strays + [str(fault) for fault in faults_of(cycle)]:
        raise _refusal(path, faults)
    return cycle


@dataclass(frozen=True)
class _Format:
    """``read`` raises ValueError; unless it is ``strict``, all that it tells is text."""

    read: Callable[[str], Any]
    write: Callable[[Cycle], str]
    fault: str
    strict: bool = True


def _json_of(cycle: Cycle) -> str:
    return msgspec.json.format(msgspec.json.encode(cycle), indent=2).decode() + "\n"


def _format_of(path: Path) -> _Format:
    form = _FORMATS.get(path.suffix.lower())
    if form is None:
        raise UsageError(
            "{file} has not one of the endings {endings}. Choose another name.",
            file=path.name,
            endings=", ".join(_FORMATS),
        )
    return form


_FORMATS = {
    ".toml": _Format(parse_toml, toml_of, "it is not TOML: "),
    ".json": _Format(msgspec.json.decode, _json_of, "it is not JSON: "),
    ".csv": _Format(told_in, csv_of, "it is not such a table: ", strict=False),
}


def _refusal(path: Path, faults: list[str]) -> KpiFileRefused:
    return KpiFileRefused(
        "{file} is not a usable OKR cycle; nothing was changed. Mend this, then try again:\n"
        "{faults}",
        file=path.name,
        faults=listed(faults),
    )


def _strays(given: object, taken: object, where: str = "") -> Iterator[str]:
    """The keys that were given but not taken, a misspelt one say, with the way to them."""
    if isinstance(given, dict) and isinstance(taken, dict):
        for key, value in given.items():
            place = f"{where}.{key}" if where else str(key)
            if key in taken:
                yield from _strays(value, taken[key], place)
            else:
                yield place
    elif isinstance(given, list) and isinstance(taken, list | tuple):
        for number, (value, kept) in enumerate(zip(given, taken, strict=True)):
            yield from _strays(value, kept, f"{where}[{number}]")
