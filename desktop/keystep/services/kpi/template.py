"""An empty KPI file to fill in, for a text editor or a spreadsheet program."""

from __future__ import annotations

from itertools import product
from pathlib import Path

from keystep.disk import chosen_file
from keystep.domain.kpi import Field
from keystep.domain.sheet import Sheet
from keystep.reports.xlsx import write_workbook
from keystep.services.kpi.listing import kpis
from keystep.services.office import Office
from keystep.services.tables import save_csv

HEADS = tuple(field.value for field in Field)
WORKBOOK = ".xlsx"


def write_template(office: Office, path: Path) -> int:
    """Write a line for each KPI and team that is known, today's date in it; how many lines.

    A workbook where the name ends in .xlsx, else CSV. Lines that stay unfilled are no fault when
    the file comes back. Raises NotSaved.
    """
    sheet = template(office)
    if path.suffix.lower() == WORKBOOK:
        with chosen_file(path) as partial:
            write_workbook(partial, [sheet])
    else:
        save_csv(path, sheet)
    return len(sheet.rows)


def template(office: Office) -> Sheet:
    """The lines to fill in: KPI, team, date, and nothing yet for value and n."""
    units = {one.kpi: one.unit for one in kpis(office)}
    teams = office.ledger.kpis.teams() or _teams(office)
    today = office.clock.now().local.date()
    pairs = product(units, teams or ("",)) if units else ()
    return Sheet(HEADS, [(kpi, team, today, None, None, units[kpi]) for kpi, team in pairs], "KPIs")


def _teams(office: Office) -> tuple[str, ...]:
    """Those of the people, as long as no figure names any."""
    return tuple(sorted({one.team for one in office.ledger.roster.people() if one.team}))
