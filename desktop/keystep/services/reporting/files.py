"""Reports, written where somebody asks for them, in the form that the name of the file asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from keystep.disk import chosen_file
from keystep.domain import wording
from keystep.domain.okr import Board
from keystep.domain.sheet import Sheet
from keystep.domain.steps import Tell, quietly
from keystep.errors import UsageError
from keystep.reports.dates import long_date
from keystep.reports.html import render_report
from keystep.reports.page import Zone
from keystep.reports.xlsx import write_workbook
from keystep.services.drilldown import DrillDown, drill_downs
from keystep.services.office import Office
from keystep.services.okr.board import board_now
from keystep.services.reporting.behind import behind_of
from keystep.services.reporting.sheets import sheets_of
from keystep.services.tables import csv_of


@dataclass(frozen=True)
class Report:
    """The board at one moment, with all that stands behind it; ``details`` in its order."""

    office: Office
    resources: Path
    board: Board
    details: tuple[DrillDown, ...]

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return sheets_of(self.board, self.details, self._zone)

    @property
    def _zone(self) -> Zone:
        return Zone(self.office.clock.now().offset)

    @property
    def about(self) -> dict[str, str]:
        """What whoever finds the file must know to read it."""
        cycle, now = self.board.cycle, self.office.clock.now()
        return {
            "Organisation": self.office.pinned.organisation,
            "Cycle": f"{cycle.title}, {long_date(cycle.start)} to {long_date(cycle.end)}",
            "Place": str(wording.place_in_cycle(self.board)),
            "Written": self._zone.moment(now.at),
            "Empty cells": "There is no figure, or too few to say; never nought.",
            "Fresh": "Of the known stations or teams so many reported of late. Stale data is never "
            "shown as on track.",
            "Attribution": f"{wording.BEFORE_AFTER} {wording.NO_COMPARISON}",
        }


def _read(office: Office, resources: Path, tell: Tell) -> Report:
    current = board_now(office)
    return Report(office, resources, current, drill_downs(office, current, tell))


def write_report(office: Office, resources: Path, path: Path, tell: Tell = quietly) -> Path:
    """Write the current board to ``path``: .html, .xlsx, .csv or .json.

    An older one is replaced in one move. Raises UsageError while there is no cycle, or for another
    ending; NotSaved where it cannot be written.
    """
    write = WRITERS.get(path.suffix.lower())
    if write is None:
        raise UsageError(
            "No report is written as “{ending}”. Give the file a name that ends in {endings}.",
            ending=path.suffix,
            endings=", ".join(WRITERS),
        )
    report = _read(office, resources, tell)
    with chosen_file(path) as partial:
        write(report, partial)
    return path


def _html(report: Report, path: Path) -> None:
    now = report.office.clock.now()
    behind = {one.row.key_result.id: behind_of(one) for one in report.details}
    organisation = report.office.pinned.organisation
    text = render_report(
        report.board, organisation, now.at, report.resources, behind, offset=now.offset
    )
    path.write_text(text, encoding="utf-8")


def _xlsx(report: Report, path: Path) -> None:
    write_workbook(path, report.sheets, report.about.items())


def _csv(report: Report, path: Path) -> None:
    """The key results alone: a CSV file holds one table."""
    path.write_text(csv_of(report.sheets[0]), encoding="utf-8", newline="")


def _json(report: Report, path: Path) -> None:
    tables = {_key(sheet.name): _records(sheet) for sheet in report.sheets}
    about = {_key(name): says for name, says in report.about.items()}
    document = msgspec.json.encode({"about": about, **tables})
    path.write_bytes(msgspec.json.format(document, indent=2))


def _records(sheet: Sheet) -> list[dict[str, object]]:
    keys = [_key(head) for head in sheet.heads]
    return [dict(zip(keys, row, strict=True)) for row in sheet.rows]


def _key(words: str) -> str:
    """ "95 % from": "95_percent_from"."""
    said = words.lower().replace("%", "percent").replace(",", "")
    return "_".join(said.split())


WRITERS: Mapping[str, Callable[[Report, Path], None]] = {
    ".html": _html,
    ".xlsx": _xlsx,
    ".csv": _csv,
    ".json": _json,
}
