"""Which cycles there are, and which one counts now."""

from __future__ import annotations

from dataclasses import dataclass

from keystep.aggregate.cycles import CLOSINGS, CURRENT, CYCLES
from keystep.domain.okr import Closing, Cycle
from keystep.errors import UsageError
from keystep.services.office import Office


@dataclass(frozen=True)
class Listed:
    """A cycle; ``closing`` is there when it is over and its scores are frozen."""

    cycle: Cycle
    current: bool
    closing: Closing | None


def cycles(office: Office) -> tuple[Cycle, ...]:
    """Every cycle, the latest first."""
    kept = office.ledger.papers.all(CYCLES).values()
    return tuple(sorted(kept, key=lambda cycle: (cycle.start, cycle.id), reverse=True))


def listed(office: Office) -> tuple[Listed, ...]:
    """Every cycle with how it stands, the latest first."""
    closed, current = office.ledger.papers.all(CLOSINGS), current_id(office)
    return tuple(
        Listed(cycle, cycle.id == current, closed.get(cycle.id)) for cycle in cycles(office)
    )


def current_id(office: Office) -> str:
    """The id of the cycle that counts now, "" while there is none."""
    chosen = office.ledger.papers.get(CURRENT, "")
    return chosen.cycle if chosen else ""


def current_cycle(office: Office) -> Cycle | None:
    """The cycle that counts now."""
    return office.ledger.papers.get(CYCLES, current_id(office))


def cycle_of(office: Office, cycle_id: str) -> Cycle:
    """The cycle with this id, with "" the current one. Raises UsageError where there is none."""
    wanted = cycle_id or current_id(office)
    cycle = office.ledger.papers.get(CYCLES, wanted)
    if cycle is None and not wanted:
        raise UsageError("There are no objectives yet. Load a cycle, or begin one.")
    if cycle is None:
        raise UsageError(
            "There is no cycle “{cycle}”. “keystep okr cycles” tells which there are.",
            cycle=wanted,
        )
    return cycle


def closing_of(office: Office, cycle_id: str) -> Closing | None:
    """How the cycle closed; None while it is open."""
    return office.ledger.papers.get(CLOSINGS, cycle_id)


def open_cycle(office: Office, cycle_id: str) -> Cycle:
    """As :func:`cycle_of`. Raises UsageError where it is closed: its scores are frozen."""
    cycle = cycle_of(office, cycle_id)
    if closing_of(office, cycle.id) is not None:
        raise UsageError(
            "“{cycle}” is closed, and stays as it was. Carry its key results over to another "
            "cycle, or undo its closing first.",
            cycle=cycle.title,
        )
    return cycle
