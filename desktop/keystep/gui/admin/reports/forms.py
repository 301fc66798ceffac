"""What can be written for others, and how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from keystep.domain.steps import Tell, quietly
from keystep.gui.i18n import mark
from keystep.gui.printing.objectives import save_objectives
from keystep.paths import resources
from keystep.services.office import Office
from keystep.services.okr.board import board_now
from keystep.services.reporting.files import write_report
from keystep.services.xapi import write_statements


@dataclass(frozen=True)
class Form:
    """``usual`` is the name that a file of it is offered; ``write`` puts it where it is told to.

    ``of_board``: it says what the board says, and there is none without a cycle.
    """

    icon: str
    title: str
    text: str
    usual: str
    write: Callable[[Office, Path, Tell], object]
    of_board: bool = True

    @property
    def ending(self) -> str:
        return Path(self.usual).suffix


def _write_report(office: Office, path: Path, tell: Tell) -> None:
    write_report(office, resources(), path, tell)


def _write_statements(office: Office, path: Path, tell: Tell) -> None:
    write_statements(office, path, tell=tell)


def write_pages(office: Office, path: Path, _tell: Tell = quietly) -> None:
    """An objective a page, as PDF. Raises UsageError while there is no cycle, NotSaved."""
    save_objectives(board_now(office), office.pinned.organisation, path)


FORMS = (
    Form(
        "report",
        mark("Report for the board"),
        mark(
            "One file for any browser, without a network: sort, filter, and follow each key result "
            "to its teams, lessons and figures."
        ),
        "report.html",
        _write_report,
    ),
    Form(
        "print",
        mark("One page an objective"),
        mark("A PDF to print or send along, with the course of every key result."),
        "objectives.pdf",
        write_pages,
    ),
    Form(
        "export",
        mark("Workbook"),
        mark("Key results, their figures, teams and lessons as XLSX, with real numbers and dates."),
        "key-results.xlsx",
        _write_report,
    ),
    Form(
        "export",
        mark("Table"),
        mark("The key results alone as CSV; no spreadsheet runs any of its cells."),
        "key-results.csv",
        _write_report,
    ),
    Form(
        "download",
        mark("Data"),
        mark("All that the report says as JSON, unrounded, for a program of yours."),
        "key-results.json",
        _write_report,
    ),
    Form(
        "learning",
        mark("What happened, for a learning record store"),
        mark("Every event as an xAPI 1.0.3 statement, one a line. People are ids, never names."),
        "statements.ndjson",
        _write_statements,
        of_board=False,
    ),
)
