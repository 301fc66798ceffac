"""What can be typed about KPI data. Standard library only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from keystep.cli.arguments import add, add_json, nested

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from keystep.cli.arguments import Actions

DATES = ("2027-03-31", "31.03.2027", "03/31/2027")


def add_kpi(commands: Actions) -> None:
    """``keystep kpi`` and its actions."""
    kpi = add(
        commands,
        "kpi",
        "import KPI figures, or list them",
        "keystep kpi import kpis.csv",
    )
    actions = nested(kpi, required=True)
    listed = add(actions, "list", "list every KPI", "keystep kpi list")
    show = add(
        actions,
        "show",
        "print a KPI's figures, what was corrected among them",
        "keystep kpi show response-time",
    )
    unit = add(
        actions, "unit", "say in what a KPI is counted", "keystep kpi unit response-time min"
    )
    for action in (show, unit):
        action.add_argument("kpi", help="its name, as it is listed")
    unit.add_argument("unit", help="such as min or %%; “” for none")
    template = add(
        actions,
        "template",
        "write a file to fill in, with a line for each KPI and team",
        "keystep kpi template kpis.xlsx",
    )
    template.add_argument("file", type=Path, help="a new .xlsx or .csv file")
    add_json(listed, show, unit, template, _add_import(actions))


def _add_import(actions: Actions) -> ArgumentParser:
    importing = add(
        actions,
        "import",
        "read KPI figures from a CSV or XLSX file",
        'keystep kpi import calls.xlsx --column value="Minutes" --same kpi=response-time',
    )
    importing.add_argument("file", type=Path)
    importing.add_argument(
        "--preview", action="store_true", help="say what would come, change nothing"
    )
    importing.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="FIELD=NAME",
        help="which column holds kpi, team, date, value, n or unit; it is remembered",
    )
    importing.add_argument(
        "--same",
        action="append",
        default=[],
        metavar="FIELD=TEXT",
        help="what a field is in every row, where no column has it",
    )
    importing.add_argument(
        "--dates", choices=DATES, help="how this file writes the 31st of March 2027"
    )
    return importing
