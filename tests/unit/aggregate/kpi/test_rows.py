"""Text files of KPI figures: what is read, and what is told of the rest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from keystep.aggregate.kpi.columns import guessed, refuse_unmapped, signature
from keystep.aggregate.kpi.files import read_sheet
from keystep.aggregate.kpi.rows import FAULTS_KEPT, read_rows
from keystep.aggregate.kpi.sheet import MAX_LINES, listed
from keystep.domain.kpi import DateOrder, Field, KpiMapping, KpiRow, KpiRows
from keystep.errors import KpiFileRefused

Reader = Callable[[str | bytes], KpiRows]
NORTH = KpiRow(kpi="response-time", team="North", day=date(2027, 1, 8), value=19.5, n=100)
HEADER = "kpi,team,date,value,n\n"
GOOD = "response-time,North,2027-01-08,19.5,100\n"


@pytest.mark.parametrize(
    "text",
    [
        "kpi,team,date,value,n\nresponse-time,North,2027-01-08,19.5,100\n",
        "\ufeffkpi;team;date;value;n\r\nresponse-time;North;2027-01-08;19,5;100\r\n",
        "kpi\tteam\tdate\tvalue\tn\nresponse-time\tNorth\t2027-01-08\t19,5\t100\n",
        "n,Value, KPI ,note,date,team\n100,19.50,response-time,fine,2027-01-08,North",
        'kpi,team,date,value,n\n\n"response-time","North",2027-01-08,+19.5,100\n,,,,\n',
        "Kennzahl;Abteilung;Datum;Wert;Anzahl\nresponse-time;North;2027-01-08;19,5;100\n",
    ],
    ids=["commas", "semicolons", "tabs", "other columns", "blank rows", "German names"],
)
def test_a_file_is_read_however_it_was_saved(read: Reader, text: str) -> None:
    assert read(text) == KpiRows(rows=(NORTH,))


def test_good_rows_count_and_bad_ones_are_named_by_row_and_column(read: Reader) -> None:
    told = read(
        HEADER
        + GOOD
        + "response-time,,08.01.2027,many,0\n"
        + "response-time,North,2027-01-08,3,4\n"
        + "response-time,South,2027-02-30,1e999,1.5\n"
        + "short,row,,9\n"
    )
    assert told.rows == (NORTH,)
    assert [(fault.row, fault.column) for fault in told.faults] == [
        *((3, column) for column in ("team", "date", "value", "n")),
        (4, "date"),
        *((5, column) for column in ("date", "value", "n")),
        *((6, column) for column in ("date", "n")),
    ]
    assert told.refused == 4
    assert str(told.faults[1]) == "row 3, column date: “08.01.2027” is not a date like 2027-03-31"
    assert "nothing is given" in str(told.faults[0])


def test_lines_of_a_template_that_are_not_filled_in_yet_are_no_fault(read: Reader) -> None:
    told = read(f"{HEADER}{GOOD}response-time,South,2027-01-08,,\n")
    assert (told.rows, told.blank, told.refused) == ((NORTH,), 1, 0)


@pytest.mark.parametrize(
    "value", ["nan", "inf", "1e5", "1,5", "1.000,5", "٣", "1_000", "9" * 5000, "=1+1"]
)
def test_what_is_no_plain_number_is_refused(read: Reader, value: str) -> None:
    told = read(f'{HEADER}a,b,2027-01-08,"{value}",1\n{GOOD}')
    assert [fault.column for fault in told.faults] == ["value"]
    assert told.rows == (NORTH,)


@pytest.mark.parametrize("kpi", ["a\x00b", "a\u202eb", "x" * 201])
def test_a_name_that_cannot_be_shown_is_refused(read: Reader, kpi: str) -> None:
    told = read(f"{HEADER}{kpi},b,2027-01-08,1,1\n{GOOD}")
    assert [fault.column for fault in told.faults] == ["kpi"]


def test_a_name_that_was_defused_is_meant_as_it_was(read: Reader) -> None:
    assert read(f"{HEADER}'=sum,b,2027-01-08,1,1\n").rows[0].kpi == "=sum"


def test_a_row_number_is_the_line_that_an_editor_shows(read: Reader) -> None:
    told = read(f'{HEADER}"a\nb",North,2027-01-08,1,1\n\nc,North,2027-01-08,x,1\n{GOOD}')
    assert [(fault.row, fault.column) for fault in told.faults] == [(2, "kpi"), (5, "value")]


def test_one_unit_to_a_kpi(read: Reader, file: Path) -> None:
    lines = [("a", "min"), ("b", ""), ("c", "h"), ("d", "min")]
    text = "".join(f"calls,{team},2027-01-08,1,1,{unit}\n" for team, unit in lines)
    told = read(f"kpi,team,date,value,n,unit\n{text}")
    assert [row.team for row in told.rows] == ["a", "b", "d"]
    assert str(told.faults[0]) == "row 4, column unit: “h”, but calls is counted in “min”"
    sheet, _ = read_sheet(file)
    known = read_rows(sheet, guessed(sheet.head), {"calls": "h"})
    assert [row.team for row in known.rows] == ["b", "c"]


def test_any_columns_will_do_once_it_is_said_which_is_which(file: Path) -> None:
    file.write_text("Group,Week until,Minutes\nNorth,08.01.2027,19.5\n")
    sheet, _ = read_sheet(file)
    usual = guessed(sheet.head)
    assert usual.missing == (Field.KPI, Field.DATE, Field.VALUE, Field.N)
    assert read_rows(sheet, usual) == KpiRows()
    with pytest.raises(KpiFileRefused, match="still to be said: kpi, date, value, n"):
        refuse_unmapped(sheet, usual)
    mapping = KpiMapping(
        columns={Field.TEAM: 0, Field.DATE: 1, Field.VALUE: 2},
        fixed={Field.KPI: "response-time", Field.N: "100"},
        dates=DateOrder.DAY_FIRST,
    )
    assert read_rows(sheet, mapping).rows == (NORTH,)
    american = replace(mapping, dates=DateOrder.MONTH_FIRST)
    assert read_rows(sheet, american).rows[0].day == date(2027, 8, 1)


def test_a_column_that_stands_twice_says_nothing() -> None:
    assert Field.N not in guessed(["kpi", "n", "N "]).columns
    assert signature(["KPI", " n"]) == signature(["kpi", "N"]) != signature(["n", "kpi"])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (HEADER.encode() + b"M\xfcnchen,b,2027-01-08,1,1", "not UTF-8: byte 24"),
        (HEADER.encode("utf-16"), "not UTF-8"),
        (HEADER.encode() + b'"open,b,2027-01-08,1,1', "not a CSV file: line 2"),
        (b"kpi," + b"x" * (16 << 20), "larger than 16 MiB"),
        (b"kpi,team\n" + b"x\n" * MAX_LINES, "more than 200,000 rows"),
        (b"", "is empty"),
        (b"PK\x03\x04 and no more", "not a workbook"),
    ],
    ids=["Latin-1", "UTF-16", "open quotation", "huge", "long", "empty", "half a zip"],
)
def test_what_is_no_table_is_refused(read: Reader, data: bytes, words: str) -> None:
    with pytest.raises(KpiFileRefused, match=words):
        read(data)


def test_a_missing_file_and_a_folder_are_told(file: Path) -> None:
    with pytest.raises(KpiFileRefused, match="No such file"):
        read_sheet(file)
    with pytest.raises(KpiFileRefused, match="is no file"):
        read_sheet(file.parent)


def test_a_header_alone_brings_nothing(read: Reader) -> None:
    assert read(HEADER) == KpiRows()


def test_of_very_many_faults_the_first_are_kept_and_all_counted(read: Reader) -> None:
    told = read(HEADER + "a,b,2027-01-08,x,0\n" * FAULTS_KEPT)
    assert (len(told.faults), told.refused) == (FAULTS_KEPT, FAULTS_KEPT)
    text = listed([str(fault) for fault in told.faults])
    assert text.endswith("and 990 more")
