"""Reads what the page of one key result shows."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from keystep.domain.okr import CheckIn
from keystep.domain.scope import Scope
from keystep.errors import UsageError
from keystep.services.drilldown import DrillDown, drill_down
from keystep.services.impact.results import Result, result
from keystep.services.office import Office
from keystep.services.okr.check_ins import check_ins


@dataclass(frozen=True)
class Detail:
    """What is ``behind`` a key result, what was said of it, and how its teams compare: None where
    nothing can be compared."""

    behind: DrillDown
    check_ins: tuple[CheckIn, ...]
    compared: Result | None


def read_detail(office: Office, key_result: str, cycle_id: str, scope: Scope) -> Detail:
    """Off the GUI thread. Raises UsageError when the cycle, "" the current one, has no such key
    result."""
    behind = drill_down(office, key_result, scope, cycle_id)
    told = check_ins(office, key_result, cycle_id)
    current = not (cycle_id or scope.team)
    return Detail(behind, told, _compared(office, key_result) if current else None)


def _compared(office: Office, key_result: str) -> Result | None:
    """Only key results that are read from a KPI are compared, and those of the current cycle."""
    with suppress(UsageError):
        return result(office, key_result)
    return None
