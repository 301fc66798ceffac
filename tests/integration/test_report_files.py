"""Files of every form say what the board says: real numbers, real days, nothing that runs."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication

from keystep.domain.okr import Board, KrKind
from keystep.paths import resources
from keystep.reports.page import Zone
from keystep.services.drilldown import drill_down
from keystep.services.importing import import_share
from keystep.services.kpi.importing import import_kpis
from keystep.services.okr.board import board
from keystep.services.okr.files import load_okrs
from keystep.services.reporting.files import write_report
from keystep.services.reporting.sheets import sheets_of
from keystep.services.roster import register
from keystep.services.syncing import sync
from tests.conftest import World
from tests.figures import RESPONSE_TIME, cycle_text, response_times, written_cycle, written_kpis

TEAMS = ("North", "South", "East")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def reported(world: World) -> World:
    """Three weeks of figures of three teams, of which one is large enough to be shown."""
    hostile = RESPONSE_TIME.replace("Median", "=cmd|' /C calc'!A0 Median")
    load_okrs(world.office, written_cycle(world.root, cycle_text(hostile, start="2026-08-10")))
    rows = [
        row
        for week, day in enumerate((16, 23, 30))
        for row in response_times(TEAMS, 20 - week, f"2026-08-{day}")
    ]
    import_kpis(world.office, written_kpis(world.root, *rows))
    station = world.add_station("North")
    for person in range(5):
        register(station, f"N {person}", "North")
    sync(station)
    import_share(world.office)
    return world


def current(world: World) -> Board:
    shown = board(world.office)
    assert shown is not None
    return shown


def written(world: World, ending: str) -> Path:
    return write_report(world.office, resources(), world.root / f"board{ending}")


def lines(sheet: Any) -> list[dict[str, Any]]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_a_workbook_holds_real_numbers_and_days_and_no_formula(reported: World) -> None:
    book = load_workbook(written(reported, ".xlsx"))
    assert book.sheetnames == ["About", "Key results", "Figures", "Teams", "Lessons"]
    (row,), (shown,) = current(reported).rows, lines(book["Key results"])
    assert row.now is not None
    assert shown["Now"] == pytest.approx(row.now.value)
    assert shown["Reached, %"] == pytest.approx(100 * (row.attainment or 0))
    assert shown["Pace"] == pytest.approx(row.pace)
    assert shown["n"] == row.now.n
    assert isinstance(shown["As of"], datetime)
    assert shown["As of"].date() == row.now.day
    assert shown["Key result"].startswith("=cmd|")
    kinds = {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line}
    assert "f" not in kinds, "a formula"
    assert len(lines(book["Figures"])) == len(row.points)


def test_teams_and_lessons_are_those_of_the_screen(reported: World) -> None:
    book = load_workbook(written(reported, ".xlsx"))
    detail = drill_down(reported.office, "response-time")
    assert [line["Team"] for line in lines(book["Teams"])] == [t.team for t in detail.teams]
    assert [line["Before"] for line in lines(book["Teams"])] == [t.before for t in detail.teams]
    assert [line["Lesson"] for line in lines(book["Lessons"])] == [t for t, _ in detail.lessons]


def test_a_table_cannot_be_run_by_a_spreadsheet(reported: World) -> None:
    text = written(reported, ".csv").read_text(encoding="utf-8-sig")
    (line,) = csv.DictReader(text.splitlines())
    (row,) = current(reported).rows
    assert line["Key result"].startswith("'=cmd|")
    assert row.now is not None
    assert float(line["Now"]) == row.now.value


def test_data_says_the_same_unrounded(reported: World) -> None:
    told = json.loads(written(reported, ".json").read_text(encoding="utf-8"))
    (row,), (line,) = current(reported).rows, told["key_results"]
    assert row.now is not None
    assert (line["now"], line["pace"], line["n"]) == (row.now.value, row.pace, row.now.n)
    assert told["about"]["organisation"] == "Hartmann Tableware"
    assert [one["figure"] for one in told["figures"]] == [point.value for point in row.points]


def test_every_form_comes_from_the_command_line(
    qapp: QApplication, reported: World, run_cli: Run
) -> None:
    home = reported.office.home
    forms = ((".pdf", b"%PDF-"), (".html", b"<!DOC"), (".xlsx", b"PK"), (".json", b"{"))
    for ending, begins in forms:
        file = reported.root / f"told{ending}"
        code, out, _ = run_cli("report", file, "--home", home)
        assert (code, out) == (0, f"{file}\n")
        assert file.read_bytes().startswith(begins)


def test_another_ending_is_refused_with_those_there_are(reported: World, run_cli: Run) -> None:
    file = reported.root / "board.docx"
    code, _, err = run_cli("report", file, "--home", reported.office.home)
    assert (code, file.exists()) == (2, False)
    assert ".html, .xlsx, .csv, .json" in err


def test_days_are_those_of_where_it_is_read(reported: World) -> None:
    (row,) = current(reported).rows
    known = replace(row.key_result, kind=KrKind.KNOWLEDGE, source="pack/basics")
    late = datetime(2026, 9, 1, 23, 30, tzinfo=UTC)
    learnt = replace(row, key_result=known, freshness=replace(row.freshness, newest=late))
    objective = replace(current(reported).objectives[0], rows=(learnt, row))
    board = replace(current(reported), objectives=(objective,))
    told = sheets_of(board, (), Zone(120))[0]
    first, second = told.rows
    place = told.heads.index("Newest data")
    assert row.freshness.newest is not None
    assert (first[place], second[place]) == (date(2026, 9, 2), row.freshness.newest.date())


def test_a_file_says_in_which_year_it_was_written(reported: World) -> None:
    told = json.loads(written(reported, ".json").read_text(encoding="utf-8"))
    now = reported.clock.now().local
    assert told["about"]["written"].endswith(f" {now.year}, {now:%H:%M}")
