"""KPI files come in: looked into first, then taken in one act that can be undone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct

from keystep.aggregate.kpi.columns import guessed, refuse_unmapped, signature
from keystep.aggregate.kpi.figures import KPIS, KpiFile
from keystep.aggregate.kpi.files import ENDINGS, read_sheet
from keystep.aggregate.kpi.rows import read_rows
from keystep.aggregate.kpi.sheet import Cell, KpiSheet, Line, listed, said
from keystep.aggregate.papers import Register
from keystep.domain.kpi import KpiCounts, KpiKey, KpiMapping, KpiRows, counted
from keystep.domain.words import Words
from keystep.errors import KpiFileRefused
from keystep.services import papers
from keystep.services.office import Office

__all__ = (
    "ENDINGS",
    "Cell",
    "KpiOutcome",
    "KpiPreview",
    "KpiSheet",
    "Line",
    "import_kpis",
    "look_into",
    "said",
)

MAPPINGS = Register("kpi_mapping", KpiMapping)
REMEMBERED = "Which column is which in KPI files like {file}"


class KpiPreview(Struct, frozen=True, kw_only=True):
    """What would come of a file: its table, how that is read, and what is known already.

    Figures of days after ``today`` count from their day on.
    """

    sheet: KpiSheet
    mapping: KpiMapping
    read: KpiRows
    known: dict[KpiKey, tuple[float, int]]
    today: date

    @property
    def counts(self) -> KpiCounts:
        return counted(self.read.rows, self.known)


class KpiOutcome(Struct, frozen=True, kw_only=True):
    """What came of a file; ``activity`` is the act, with which it can be undone."""

    activity: int
    counts: KpiCounts
    read: KpiRows


def look_into(office: Office, path: Path, mapping: KpiMapping | None = None) -> KpiPreview:
    """Read a KPI file and change nothing. Raises KpiFileRefused for what is no table.

    Without a ``mapping`` it is the one remembered for these columns, else what their names say.
    """
    return _look_into(office, path, mapping)[0]


def import_kpis(office: Office, path: Path, mapping: KpiMapping | None = None) -> KpiOutcome:
    """Take in the good rows of a KPI file, and remember a ``mapping`` that was chosen.

    Raises KpiFileRefused when a column is missing or no row is good, NotSaved; then nothing
    changed.
    """
    looked, sha = _look_into(office, path, mapping)
    refuse_unmapped(looked.sheet, looked.mapping)
    _refuse_hopeless(path, looked.read)
    _remember(office, looked)
    file, now = KpiFile(path.name, sha), office.clock.now()
    activity, counts = office.ledger.kpis.take(looked.read.rows, file, office.admin, now.at)
    return KpiOutcome(activity=activity, counts=counts, read=looked.read)


def _look_into(office: Office, path: Path, mapping: KpiMapping | None) -> tuple[KpiPreview, str]:
    sheet, sha = read_sheet(path)
    chosen = mapping or _usual(office, sheet)
    units = {kpi: known.unit for kpi, known in office.ledger.papers.all(KPIS).items()}
    read = read_rows(sheet, chosen, units)
    known = dict(office.ledger.kpis.known(read.rows))
    return KpiPreview(
        sheet=sheet, mapping=chosen, read=read, known=known, today=office.clock.now().day
    ), sha


def _usual(office: Office, sheet: KpiSheet) -> KpiMapping:
    known = office.ledger.papers.get(MAPPINGS, signature(sheet.head))
    return known or guessed(sheet.head)


def _remember(office: Office, looked: KpiPreview) -> None:
    """In an act of its own: the columns stay what they are when the figures are undone."""
    head = looked.sheet.head
    if looked.mapping != _usual(office, looked.sheet):
        kept = MAPPINGS.put(signature(head), looked.mapping)
        papers.write(office, Words(REMEMBERED, {"file": looked.sheet.file}), kept)


def _refuse_hopeless(path: Path, read: KpiRows) -> None:
    if read.rows or not read.refused:
        return
    raise KpiFileRefused(
        "Nothing in {file} can be read; nothing was imported. Mend this, then try again:\n{faults}",
        file=path.name,
        faults=listed([str(fault) for fault in read.faults]),
    )
