"""``keystep kpi``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import closing
from itertools import islice

from msgspec.structs import replace

from keystep.cli.opening import locked_office
from keystep.cli.output import counted, print_json, print_table
from keystep.domain.kpi import DateOrder, Field, KpiCounts, KpiMapping, KpiRows
from keystep.domain.units import with_unit
from keystep.domain.wording import figure
from keystep.errors import UsageError
from keystep.services.kpi import importing, listing, template
from keystep.services.office import Office

FAULTS_TOLD = 50


def kpi(options: argparse.Namespace) -> int:
    """Import KPI figures, list them, say what unit they have, or write a template."""
    actions = {
        "list": _list,
        "show": _show,
        "unit": _unit,
        "template": _template,
        "import": _import,
    }
    with closing(locked_office(options)) as office:
        return actions[options.action](options, office)


def _list(options: argparse.Namespace, office: Office) -> int:
    found = listing.kpis(office)
    if options.json:
        print_json(found)
    elif found:
        head = ("KPI", "newest", "of", "cases", "teams", "fresh", "figures", "corrected")
        print_table(head, [_listed(one) for one in found])
    else:
        print("There are no KPI figures yet. Import some with: keystep kpi import FILE")
    return 0


def _listed(one: listing.KpiListed) -> Sequence[str]:
    now = one.standing
    value = "none yet" if now.value is None else with_unit(figure(now.value), one.unit)
    fresh = f"{now.fresh} of {now.teams}{', stale' if now.stale else ''}"
    day = str(now.day or "")
    counts = (now.n, now.teams, fresh, now.figures, now.corrected)
    return (one.kpi, value, day, *(str(count) for count in counts))


def _show(options: argparse.Namespace, office: Office) -> int:
    found = listing.past(office, options.kpi)
    if options.json:
        print_json(found)
        return 0
    rows = [
        (
            one.team,
            str(one.day),
            with_unit(figure(one.value), found.listed.unit),
            f"{one.n:,}",
            one.state.value,
            f"{one.at:%Y-%m-%d %H:%M}",
            one.file,
        )
        for one in found.figures
    ]
    print_table(("team", "date", "value", "n", "state", "came in (UTC)", "file"), rows)
    return 0


def _unit(options: argparse.Namespace, office: Office) -> int:
    activity = listing.set_unit(office, options.kpi, options.unit)
    if options.json:
        print_json({"activity": activity, "kpi": options.kpi, "unit": options.unit})
    else:
        print(f"{options.kpi} is counted in “{options.unit}” now.")
    return 0


def _template(options: argparse.Namespace, office: Office) -> int:
    lines = template.write_template(office, options.file)
    if options.json:
        print_json({"file": str(options.file), "lines": lines})
    else:
        print(f"{options.file} has {counted(lines, 'line')} to fill in.")
    return 0


def _import(options: argparse.Namespace, office: Office) -> int:
    mapping = _mapping(options, office)
    if options.preview:
        looked = importing.look_into(office, options.file, mapping)
        return _tell(options, looked.read, looked.counts, {"missing": looked.mapping.missing})
    came = importing.import_kpis(office, options.file, mapping)
    return _tell(options, came.read, came.counts, {"activity": came.activity})


def _tell(
    options: argparse.Namespace, read: KpiRows, counts: KpiCounts, more: dict[str, object]
) -> int:
    left = read.refused
    if options.json:
        told = {"new": counts.new, "corrected": counts.corrected, "known": counts.known}
        print_json({**told, "refused": left, "blank": read.blank, "faults": read.faults, **more})
        return 1 if left or more.get("missing") else 0
    for fault in islice(read.faults, FAULTS_TOLD):
        print(fault)
    if missing := more.get("missing"):
        print(f"Say which column is which with --column: {missing} is still to be said.")
    came = f"{counts.new:,} new, {counts.corrected:,} corrected, {counts.known:,} known already"
    rest = f"{counted(left, 'row')} left out, {counted(read.blank, 'row')} not filled in"
    print(f"{came}; {rest}.{' Nothing was changed.' if options.preview else ''}")
    return 1 if left or missing else 0


def _mapping(options: argparse.Namespace, office: Office) -> KpiMapping | None:
    """What was said on top of what is known of these columns; None where nothing was."""
    if not (options.column or options.same or options.dates):
        return None
    looked = importing.look_into(office, options.file)
    usual, names = looked.mapping, [name.casefold() for name in looked.sheet.head]
    columns = {field: _place(names, name) for field, name in map(_pair, options.column)}
    fixed = dict(map(_pair, options.same))
    return replace(
        usual,
        columns={f: n for f, n in usual.columns.items() if f not in fixed} | columns,
        fixed={f: text for f, text in usual.fixed.items() if f not in columns} | fixed,
        dates=DateOrder(options.dates) if options.dates else usual.dates,
    )


def _pair(said: str) -> tuple[Field, str]:
    name, _, value = said.partition("=")
    if name not in set(Field) or not value:
        raise UsageError(
            "“{said}” says of no field what it is. Write FIELD=NAME with one of {fields}.",
            said=said,
            fields=", ".join(Field),
        )
    return Field(name), value


def _place(names: Sequence[str], name: str) -> int:
    if names.count(name.casefold()) != 1:
        raise UsageError(
            "There is no single column “{name}”. Give one of {names}.",
            name=name,
            names=", ".join(names),
        )
    return names.index(name.casefold())
