"""Which column of a table tells what, as far as its name says so."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from keystep.aggregate.kpi.sheet import MAX_TEXT, KpiSheet, shown
from keystep.domain.kpi import WANTED, Field, KpiMapping
from keystep.errors import KpiFileRefused

_NAMES: dict[Field, frozenset[str]] = {
    Field.KPI: frozenset({"kpi", "metric", "measure", "indicator", "kennzahl"}),
    Field.TEAM: frozenset({"team", "group", "department", "site", "abteilung", "gruppe"}),
    Field.DATE: frozenset({"date", "day", "period end", "week ending", "datum", "tag"}),
    Field.VALUE: frozenset({"value", "figure", "result", "wert"}),
    Field.N: frozenset({"n", "count", "cases", "anzahl"}),
    Field.UNIT: frozenset({"unit", "einheit"}),
}


def folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def guessed(head: Sequence[str]) -> KpiMapping:
    """A field's own name comes before others for it; a name that stands twice says nothing."""
    names = [folded(name) for name in head]
    columns = dict[Field, int]()
    for field, known in _NAMES.items():
        found = [name for name in (field.value, *sorted(known)) if name in names]
        if found and names.count(found[0]) == 1:
            columns[field] = names.index(found[0])
    return KpiMapping(columns=columns)


def signature(head: Sequence[str]) -> str:
    """The same for tables with the same columns: under it their mapping is remembered."""
    names = "\x1f".join(folded(name) for name in head)
    return hashlib.sha256(names.encode("utf-8", "replace")).hexdigest()


def refuse_unmapped(sheet: KpiSheet, mapping: KpiMapping) -> None:
    """Raises KpiFileRefused where a row would lack what it needs."""
    if not mapping.missing:
        return
    raise KpiFileRefused(
        "{file} has the columns {found}, but needs each of {wanted} once. Nothing was imported. "
        "Name the columns so in its first line, or say which is which; still to be said: "
        "{missing}.",
        file=sheet.file,
        found=shown(", ".join(sheet.head), MAX_TEXT) or "(none)",
        wanted=", ".join(WANTED),
        missing=", ".join(mapping.missing),
    )
