"""Which KPIs there are, where each stands, and how its figures came to be."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from keystep.aggregate.kpi.figures import KPIS
from keystep.domain.kpi import Kpi, KpiFigure, KpiStanding
from keystep.domain.okr import KeyResult
from keystep.domain.words import Words
from keystep.errors import UsageError
from keystep.services import papers
from keystep.services.office import Office
from keystep.services.okr.cycles import current_cycle

LONGEST_UNIT = 20
COUNTED_IN = "{kpi} is counted in “{unit}”"
WITHOUT_UNIT = "{kpi} has no unit"


class KpiListed(Struct, frozen=True, kw_only=True):
    """A KPI, and the titles of the current cycle's key results that rest on it."""

    standing: KpiStanding
    unit: str
    key_results: tuple[str, ...]

    @property
    def kpi(self) -> str:
        return self.standing.kpi


class KpiPast(Struct, frozen=True, kw_only=True):
    """A KPI with all that was ever stated of it, the newest period first."""

    listed: KpiListed
    figures: tuple[KpiFigure, ...]


def kpis(office: Office) -> tuple[KpiListed, ...]:
    """Every KPI by name, also one that a key result names and nobody reported yet."""
    known = {one.kpi: one for one in office.ledger.kpis.standings(office.clock.now().day)}
    units, used = office.ledger.papers.all(KPIS), _used(office)
    return tuple(
        KpiListed(
            standing=known.get(kpi) or _silent(kpi),
            unit=_unit(kpi, units, used),
            key_results=tuple(one.title for one in used.get(kpi, ())),
        )
        for kpi in sorted(known.keys() | used.keys())
    )


def past(office: Office, kpi: str) -> KpiPast:
    """One KPI with its history. Raises UsageError where there is no such KPI."""
    found = next((one for one in kpis(office) if one.kpi == kpi), None)
    if found is None:
        raise UsageError(
            "There is no KPI “{kpi}”. “keystep kpi list” tells which there are.", kpi=kpi
        )
    return KpiPast(listed=found, figures=office.ledger.kpis.history(kpi))


def set_unit(office: Office, kpi: str, unit: str) -> int:
    """Say in what a KPI is counted; the activity's id. Raises UsageError, NotSaved.

    The figures stay: it is what they were counted in all along.
    """
    unit = unit.strip()
    past(office, kpi)
    if len(unit) > LONGEST_UNIT or not unit.isprintable():
        raise UsageError(
            "A unit is at most {n} characters on one line, such as min or %. Nothing was changed; "
            "give another.",
            n=LONGEST_UNIT,
        )
    said = Words(COUNTED_IN if unit else WITHOUT_UNIT, {"kpi": kpi, "unit": unit})
    return papers.write(office, said, KPIS.put(kpi, Kpi(unit)))


def _used(office: Office) -> dict[str, list[KeyResult]]:
    """The current cycle's key results by the KPI that they rest on."""
    cycle, used = current_cycle(office), dict[str, list[KeyResult]]()
    for objective in cycle.objectives if cycle else ():
        for one in objective.key_results:
            if one.from_kpi and one.source:
                used.setdefault(one.source, []).append(one)
    return used


def _unit(kpi: str, units: Mapping[str, Kpi], used: Mapping[str, list[KeyResult]]) -> str:
    """What was said of it, else what a key result counts it in."""
    if kpi in units:
        return units[kpi].unit
    return next((one.unit for one in used.get(kpi, ()) if one.unit), "")


def _silent(kpi: str) -> KpiStanding:
    return KpiStanding(
        kpi=kpi,
        day=None,
        value=None,
        n=0,
        teams=0,
        fresh=0,
        stale=True,
        figures=0,
        corrected=0,
    )
